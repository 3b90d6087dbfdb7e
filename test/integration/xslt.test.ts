// needs: xsltproc
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NodeStatus } from '../../src/view/status/node-status.ts';
import type { StackStatus } from '../../src/view/status/stack-status.ts';
import { statusXml } from '../../src/view/xml/status-xml.ts';
import { datedVsXml, vsXml } from '../../src/view/xml/vs-xml.ts';
import { exampleStatus, HOSTILE, hostileStatus } from '../view/support/example-status.ts';
import { type ReadElement, readXml } from '../view/support/read-xml.ts';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const STYLESHEET = join(import.meta.dirname, '..', '..', 'src', 'view', 'assets', 'vs.xsl');

/** Writes each element with its attributes and, of those without elements in them, its text. */
const DUMP = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="text" encoding="utf-8"/>
<xsl:template match="*">
<xsl:value-of select="name()"/>
<xsl:for-each select="@*"><xsl:text> </xsl:text><xsl:value-of select="name()"/>=[<xsl:value-of select="."/>]</xsl:for-each>
<xsl:if test="not(*)"> [<xsl:value-of select="."/>]</xsl:if>
<xsl:text>&#10;</xsl:text>
<xsl:apply-templates select="*"/>
</xsl:template>
</xsl:stylesheet>`;

let directory: TempDir;

beforeAll(async () => {
  directory = await makeTempDir('xslt');
  // Where the document's processing instruction looks for it.
  await copyFile(STYLESHEET, directory.file('vs.xsl'));
  await writeFile(directory.file('dump.xsl'), DUMP);
});
afterAll(() => directory?.remove());

/** What xsltproc makes of a document with its stylesheet, or with the one that is named. */
async function transform(document: string, ...stylesheet: readonly string[]): Promise<string> {
  const path = directory.file('document.xml');
  await writeFile(path, document);
  const argv = ['xsltproc', '--nonet', ...stylesheet.map((name) => directory.file(name)), path];
  const { code, stdout, stderr } = await runProgram(argv);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

/** The texts of a page's elements of a name, in their order. */
function textsOf(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`<${name}\\b[^>]*>([^<]*)</${name}>`, 'g'))].map(
    ([, text = '']) => text,
  );
}

function withIpvs(ipvs: NodeStatus['ipvs']): StackStatus {
  const status = exampleStatus();
  return { ...status, nodes: status.nodes.slice(0, 1).map((node) => ({ ...node, ipvs })) };
}

test('vs.xsl gives a page with title, captions, headings and rows, and tells TCP and UDP apart', async () => {
  const page = await transform(datedVsXml(exampleStatus()));
  expect(textsOf(page, 'title')).toEqual(['UDP 192.168.56.185:53 wrr and 1 more']);
  expect(textsOf(page, 'h1')).toEqual(['IPVS on ds1']);
  expect(textsOf(page, 'time')).toEqual(['2026-11-20T09:46:43.000Z']);
  expect(textsOf(page, 'caption')).toEqual([
    'UDP 192.168.56.185:53 wrr',
    'TCP 192.168.56.185:53 wrr persistent 600',
  ]);
  const headings = ['Real server', 'Port', 'Forward', 'Weight', 'Active', 'Inactive'];
  expect(textsOf(page, 'th')).toEqual([
    ...headings,
    ...['192.168.56.183', '192.168.56.184'],
    ...headings,
    '192.168.56.183',
  ]);
  expect(textsOf(page, 'td')).toEqual([
    ...['53', 'Route', '1', '0', '12'],
    ...['53', 'Route', '1', '0', '11'],
    ...['53', 'Route', '1', '0', '0'],
  ]);
  expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
});

test('a table without virtual servers, one without real servers, and one that could not be read say so', async () => {
  const nothing = await transform(vsXml(withIpvs({ virtualServers: [], syncDaemons: [] })));
  expect([textsOf(nothing, 'title'), textsOf(nothing, 'p')]).toEqual([
    ['IPVS: no virtual servers'],
    ['No virtual servers.'],
  ]);
  const [server] = exampleStatus().nodes[0]?.ipvs?.virtualServers ?? [];
  if (server === undefined) throw new Error('the example has a virtual server');
  const alone = { ...server, protocol: 'FWM', address: '', port: 0, mark: 7, key: 'fwm/7', realServers: [] };
  const page = await transform(vsXml(withIpvs({ virtualServers: [alone], syncDaemons: [] })));
  expect([textsOf(page, 'caption'), textsOf(page, 'td')]).toEqual([['FWM 7 wrr'], ['No real servers']]);
  const status = withIpvs(undefined);
  const failed = status.nodes.map((node) => ({
    ...node,
    sources: node.sources.map((source) => ({ ...source, state: 'failed' as const, reason: 'not <root>' })),
  }));
  const unread = await transform(vsXml({ ...status, nodes: failed }));
  expect(textsOf(unread, 'strong')).toEqual(['The table could not be read: not &lt;root&gt;']);
});

test('hostile names stay text', async () => {
  const page = await transform(datedVsXml(hostileStatus()));
  expect(page).not.toContain('<script');
  expect(textsOf(page, 'th')).toContain(
    `${HOSTILE.replaceAll(/[\p{Cc}\p{Cs}\ufffe\u202e]/gu, '\ufffd')}192.168.56.183`
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;'),
  );
});

test.each([
  ['status.xml', statusXml],
  ['vs.xml', vsXml],
  ['vs.xml of a file', datedVsXml],
])('libxml2 reads the same in %s as was written, however hostile', async (_name, form) => {
  const document = form(hostileStatus());
  expect(await transform(document, 'dump.xsl')).toBe(dump(readXml(document)));
});

/** What {@link DUMP} writes. */
function dump({ name, attributes, children }: ReadElement): string {
  const elements = children.filter((child) => typeof child !== 'string');
  const named = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}=[${value}]`);
  const text = elements.length === 0 ? ` [${children.join('')}]` : '';
  return `${name}${named.join('')}${text}\n${elements.map(dump).join('')}`;
}

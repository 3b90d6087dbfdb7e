import { expect, test } from 'vitest';
import { displayWidth } from '../../../src/text/display-width.ts';
import { assembleStatus } from '../../../src/view/status/assemble.ts';
import { nodeStatus } from '../../../src/view/status/collected/of-snapshot.ts';
import { statusText } from '../../../src/view/text/status-text.ts';
import { fixtureSnapshot } from '../snapshots.ts';
import { exampleStatus, hostileStatus, largeStatus } from '../support/example-status.ts';

const COLOURS = /\p{Cc}\[[\d;]+m/gu;
const PLAIN = { colour: false };

test('a snapshot of real programs for a terminal', async () => {
  const { warnings: _, ...status } = assembleStatus(
    { takenAtSeconds: 1_795_168_003, nodes: [nodeStatus(fixtureSnapshot())], peers: [] },
    [],
  );
  await expect(statusText({ ...status, warnings: [] }, PLAIN)).toMatchFileSnapshot(
    '../../fixtures/view/snapshot.txt',
  );
});

test('a stack of two nodes for a terminal', async () => {
  await expect(statusText(exampleStatus(), PLAIN)).toMatchFileSnapshot('../../fixtures/view/stack.txt');
});

test('what to look at comes first, then the VIP, IPVS, HAProxy, BIND, events and sources', () => {
  const headings = statusText(exampleStatus(), PLAIN)
    .split('\n\n')
    .slice(1)
    .map((part) => /^[A-Z]+(?: [A-Z]+)?(?= {2}| OF )/.exec(part)?.[0]);
  expect(headings).toEqual([
    'WARNING',
    'VIP',
    'DIFFERS',
    ...['ADDRESS', 'ADDRESS', 'VRRP INSTANCE', 'VRRP INSTANCE', 'VIRTUAL SERVER', 'VIRTUAL SERVER'],
    ...['HAPROXY', 'HAPROXY', 'BIND', 'EVENT', 'SOURCE', 'SOURCE', 'PEER'],
  ]);
});

test('a demo says so in its first line, and a stack without warnings that it has none', () => {
  const text = statusText({ ...exampleStatus(), demo: true, warnings: [] }, PLAIN);
  expect(text.split('\n').slice(0, 3)).toEqual([
    'ds1  2026-11-20T09:46:43Z  DEMO: a recording, not this host',
    '',
    'No warnings.',
  ]);
});

test('colours only say again what is written', () => {
  const coloured = statusText(exampleStatus(), { colour: true });
  expect(coloured).toContain('\u001b[1;31mDOWN\u001b[0m');
  expect(coloured).toContain('\u001b[1;31mCRITICAL\u001b[0m');
  expect(coloured).toContain('\u001b[32mUP\u001b[0m');
  expect(coloured.replaceAll(COLOURS, '')).toBe(statusText(exampleStatus(), PLAIN));
});

test('names neither steer the terminal nor break a line', () => {
  const status = hostileStatus();
  const text = statusText(status, PLAIN);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
  expect(text.split('\n')).toHaveLength(statusText(exampleStatus(), PLAIN).split('\n').length);
});

test('lines are cut at the width of the terminal', () => {
  const lines = statusText(hostileStatus(), { colour: false, width: 80 }).split('\n');
  expect(Math.max(...lines.map(displayWidth))).toBe(80);
});

test('a large stack has a line for each row', () => {
  const text = statusText(largeStatus(500, 1000), PLAIN);
  expect([text.match(/^ {2}->/gm)?.length, text.match(/^proxy\d+\/server/gm)?.length]).toEqual([500, 1000]);
});

test('a verdict has the colour that its card on the page has', () => {
  const status = exampleStatus();
  const vips = status.vips.map((vip) => ({ ...vip, verdict: 'contested' as const }));
  const [, vip = ''] = statusText({ ...status, vips, warnings: [] }, { colour: true }).split(/VERDICT.*\n/);
  expect(vip.split('\n')[0]).toContain('\u001b[33m');
});

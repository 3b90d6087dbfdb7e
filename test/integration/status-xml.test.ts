// needs: chromium
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageBrowser, startPageBrowser } from './support/page-browser.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

let directory: TempDir;
let serving: ServingVipscope;
let browser: PageBrowser;

beforeAll(async () => {
  directory = await makeTempDir('xml');
  await writeFile(
    directory.file('stats.csv'),
    '# pxname,svname,scur,status,type,\n<script>,a,2,UP,2,\n<script>,b,0,DOWN,2,\n',
  );
  const config = directory.file('vipscope.yml');
  await writeFile(
    config,
    'node: ds1\nhaproxy: [{ name: saved, file: stats.csv }]\nipvs: { source: "off" }\n',
  );
  serving = await serveVipscope('serve', `--config.file=${config}`);
  browser = await startPageBrowser();
});
afterAll(async () => {
  await browser?.stop();
  await serving?.stop();
  await directory?.remove();
});

/** What CSS writes before the first element that a selector finds. */
const before = (selector: string) =>
  `getComputedStyle(document.querySelector(${JSON.stringify(selector)}), '::before').content`;

test('status.xml reads well in a browser: its stylesheet needs neither XSLT nor scripts', async () => {
  const shown = await browser.open(`${serving.url}/status.xml`);
  try {
    expect(await shown.evaluate(before('vipscope'))).toMatch(/^"vipscope on ds1, 20\d\d-/);
    expect(await shown.evaluate(before('proxy'))).toContain('<script>');
    expect(await shown.evaluate(before('row[name="b"]'))).toBe('"b: DOWN"');
    expect(await shown.evaluate('document.querySelectorAll("row").length')).toBe(2);
    // XML cannot name an icon, so a browser asks for the one that sites have.
    const isIcon = (text: string) => text.includes('/favicon.ico');
    expect(shown.complaints().filter((text) => !isIcon(text))).toEqual([]);
    const requests = shown.requests().filter((url) => !isIcon(url));
    expect(requests.map((url) => new URL(url).pathname)).toEqual(['/status.xml', '/assets/status-xml.css']);
  } finally {
    await shown.close();
  }
});

test('on a phone nothing of it is wider than the screen', async () => {
  const shown = await browser.open(`${serving.url}/status.xml`, { width: 320 });
  try {
    expect(await shown.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  } finally {
    await shown.close();
  }
});

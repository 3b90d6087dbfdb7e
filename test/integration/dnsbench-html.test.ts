// needs: chromium
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHtmlAssets } from '../../src/loadgen/report/html/assets.ts';
import { renderHtml } from '../../src/loadgen/report/html/render-html.ts';
import type { RunResult } from '../../src/loadgen/result/run-result.ts';
import { sampleResult } from '../loadgen/support/sample-result.ts';
import { type Look, type OpenPage, type PageBrowser, startPageBrowser } from './support/page-browser.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const CHARTS = ['rate', 'loss', 'latency', 'rcodes', 'outstanding', 'latency-histogram'];
const HOSTILE = '</script><script>document.title = "broken"</script><!--<img src=x onerror=alert(1)>';

/** Charts of which some pixel has a colour. */
const DRAWN = `[...document.querySelectorAll('section.chart')].filter((section) => {
  const canvas = section.querySelector('canvas');
  if (canvas === null) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, index) => index % 4 === 3 && value > 0);
}).map(({ id }) => id)`;

let browser: PageBrowser;
let directory: TempDir;

beforeAll(async () => {
  directory = await makeTempDir('html');
  browser = await startPageBrowser();
});

afterAll(async () => {
  await browser?.stop();
  await directory?.remove();
});

function show(look: Look = {}, changes: Partial<RunResult> = {}): Promise<OpenPage> {
  return showPage(renderHtml(sampleResult(changes), readHtmlAssets()), look);
}

async function showPage(page: string, look: Look = {}): Promise<OpenPage> {
  const file = directory.file('run.html');
  await writeFile(file, page);
  return browser.open(pathToFileURL(file).href, look);
}

test.each<readonly [string, Look]>([
  ['light', {}],
  ['dark', { scheme: 'dark' }],
  ['on a phone', { width: 320, height: 640 }],
  ['on paper', { media: 'print' }],
])('%s: every chart is drawn, without a word on the console or a request', async (_name, look) => {
  const tab = await show(look);
  expect(await tab.evaluate(DRAWN)).toEqual(CHARTS);
  expect(tab.complaints()).toEqual([]);
  expect(tab.requests()).toHaveLength(1);
});

test.each([320, 375, 768, 1280])('%i px wide: the page does not scroll sideways', async (width) => {
  const tab = await show({ width }, { warnings: [`${'x'.repeat(500)}`], hosts: ['h'.repeat(300)] });
  expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width);
});

test('colours follow the scheme, and on paper they are the light ones', async () => {
  const colours = `[
    getComputedStyle(document.body).backgroundColor,
    document.querySelector('#rate .legend line').getAttribute('stroke'),
  ]`;
  const light = ['rgb(246, 247, 249)', '#0b5cad'];
  const dark = ['rgb(17, 21, 27)', '#7db6f2'];
  const tab = await show({ scheme: 'light' });
  expect(await tab.evaluate(colours)).toEqual(light);
  await tab.prefer('dark');
  await expect.poll(() => tab.evaluate(colours)).toEqual(dark);
  await tab.evaluate("dispatchEvent(new Event('beforeprint'))");
  expect(await tab.evaluate(colours)).toEqual(light);
  await tab.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await tab.evaluate(colours)).toEqual(dark);
});

test('times are in the zone of the viewer, who is told which', async () => {
  const tab = await show({ timeZone: 'Europe/Berlin' });
  expect(await tab.evaluate("document.querySelector('header time').textContent")).toBe(
    '2026-11-20 11:00:00 GMT+01:00 (Europe/Berlin)',
  );
  expect(await tab.evaluate("document.querySelector('header time').title")).toBe('2026-11-20 10:00:00 UTC');
});

test('without scripts every figure is in a table, and times are UTC', async () => {
  const tab = await show({ scripts: false });
  expect(await tab.evaluate("document.querySelectorAll('canvas').length")).toBe(0);
  expect(await tab.evaluate("document.querySelectorAll('section.chart table').length")).toBe(6);
  expect(await tab.evaluate("document.querySelectorAll('#rate tbody tr').length")).toBe(60);
  expect(await tab.evaluate("document.querySelector('header time').textContent")).toBe(
    '2026-11-20 10:00:00 UTC',
  );
});

describe('by keyboard', () => {
  test('arrow keys read a chart out, Escape stops', async () => {
    const tab = await show();
    const spoken = "document.querySelector('#latency .spoken').textContent";
    await tab.evaluate("document.querySelector('#latency canvas').focus()");
    await tab.page.keyboard.press('ArrowRight');
    expect(await tab.evaluate(spoken)).toMatch(
      /^0 to 1 s, [\d:]{8}: p50 1\.902, p95 3\.135, p99 4\.051, max 54\.53$/,
    );
    await tab.page.keyboard.press('End');
    expect(await tab.evaluate(spoken)).toMatch(/^59 to 60 s, /);
    await tab.page.keyboard.press('Escape');
    expect(await tab.evaluate(spoken)).toBe('');
  });

  test('a gap is read as one', async () => {
    const tab = await show();
    await tab.evaluate("document.querySelector('#loss canvas').focus()");
    await tab.page.keyboard.press('Home');
    for (let step = 0; step < 32; step += 1) await tab.page.keyboard.press('ArrowRight');
    expect(await tab.evaluate("document.querySelector('#loss .spoken').textContent")).toMatch(
      /^32 to 33 s, [\d:]{8}: timed out none$/,
    );
    expect(tab.complaints()).toEqual([]);
  });

  test('the legend takes a line away and brings it back', async () => {
    const tab = await show();
    const button = "document.querySelector('#latency .legend button')";
    await tab.evaluate(`${button}.focus()`);
    for (const expected of ['false', 'true']) {
      await tab.evaluate(`${button}.click()`);
      expect(await tab.evaluate(`${button}.getAttribute('aria-pressed')`)).toBe(expected);
    }
    expect(await tab.evaluate(DRAWN)).toEqual(CHARTS);
  });
});

test('what a screen reader is told', async () => {
  const named = await (await show()).accessible();
  const names = (role: string) => named.filter((node) => node.role === role).map(({ name }) => name);
  expect(names('RootWebArea')).toEqual(['dnsbench: vip.example.com, 47,902 queries per second']);
  expect(names('image')).toEqual([
    'Queries per second, chart; its table holds the same figures',
    'Loss, chart; its table holds the same figures',
    'Latency, chart; its table holds the same figures',
    'Answers by rcode, chart; its table holds the same figures',
    'Outstanding queries, chart; its table holds the same figures',
    'Latency histogram, chart; its table holds the same figures',
  ]);
  expect(names('button')).toEqual([
    'sent',
    'answered',
    'p50',
    'p95',
    'p99',
    'max',
    'NOERROR',
    'NXDOMAIN',
    'SERVFAIL',
  ]);
  expect(names('heading').slice(0, 4)).toEqual([
    'dnsbench against vip.example.com',
    'Read this first',
    'In short',
    'Charts',
  ]);
});

test.each<readonly [string, Look]>([
  ['light', {}],
  ['dark', { scheme: 'dark' }],
  ['on a phone', { width: 320, height: 640 }],
])('%s: axe-core finds nothing wrong', async (_name, look) => {
  const tab = await show(look, { warnings: ['the sender was late'] });
  expect(await tab.violations()).toEqual([]);
});

test('hostile names are text, and the policy has nothing to stop', async () => {
  const sample = sampleResult();
  const intervals = sample.intervals.map((interval) => ({ ...interval, rcodes: { [HOSTILE]: 1 } }));
  const tab = await show(
    {},
    {
      warnings: [HOSTILE],
      rcodes: { [HOSTILE]: 60 },
      intervals,
      settings: { ...sample.settings, server: HOSTILE },
    },
  );
  expect(await tab.evaluate('document.title')).toBe(`dnsbench: ${HOSTILE}, 47,902 queries per second`);
  expect(await tab.evaluate("document.querySelector('#rcodes thead th:nth-child(2)').textContent")).toBe(
    HOSTILE,
  );
  expect(await tab.evaluate(DRAWN)).toEqual(CHARTS);
  expect(tab.complaints()).toEqual([]);
});

test('the policy stops a script that is not ours', async () => {
  const page = renderHtml(sampleResult(), readHtmlAssets());
  const tab = await showPage(page.replace('</body>', "<script>document.title = 'broken'</script></body>"));
  expect(await tab.evaluate('document.title')).toBe('dnsbench: vip.example.com, 47,902 queries per second');
  expect(tab.complaints()).toEqual([expect.stringContaining('Content Security Policy')]);
});

test('a run that nothing answered has a page', async () => {
  const tab = await show(
    {},
    { intervals: [], latency: { ...sampleResult().latency, count: 0, buckets: [] } },
  );
  expect(await tab.evaluate("document.querySelectorAll('canvas').length")).toBe(0);
  expect(tab.complaints()).toEqual([]);
});

test('2,000 points, and answers in every other one only', async () => {
  const [first] = sampleResult().intervals;
  const intervals = Array.from({ length: 2000 }, (_, second) => ({
    ...first,
    fromSeconds: second,
    toSeconds: second + 1,
    answered: second % 2,
  })) as unknown as RunResult['intervals'];
  const tab = await show({}, { intervals });
  expect(await tab.evaluate(DRAWN)).toEqual(CHARTS);
  expect(tab.complaints()).toEqual([]);
});

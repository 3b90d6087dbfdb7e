// needs: chromium
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Look, type OpenPage, type PageBrowser, startPageBrowser } from './support/page-browser.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

let demo: ServingVipscope;
let browser: PageBrowser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([serveVipscope('demo'), startPageBrowser()]);
});

afterAll(async () => {
  await browser?.stop();
  await demo?.stop();
});

const LOOKS: readonly (readonly [name: string, look: Look])[] = [
  ['light', {}],
  ['dark', { scheme: 'dark' }],
  ['phone', { width: 375, height: 740 }],
  ['narrow dark', { width: 320, height: 640, scheme: 'dark' }],
  ['Chinese', { locale: 'zh-CN' }],
  ['without scripts', { scripts: false }],
];

async function show(path: string, look: Look = {}): Promise<OpenPage> {
  return browser.open(`${demo.url}${path}`, look);
}

describe.each(LOOKS)('%s', (name, look) => {
  test('axe-core finds nothing wrong, the console says nothing, the page does not scroll sideways', async () => {
    const open = await show('/', look);
    // axe-core runs in the page: where that has no scripts, its markup is the same.
    if (look.scripts !== false) expect(await open.violations()).toEqual([]);
    expect(await open.evaluate('document.documentElement.scrollWidth')).toBe(look.width ?? 1280);
    expect(open.complaints()).toEqual([]);
    await open.keep(`demo ${name}`);
    await open.close();
  });
});

const BACKGROUND = 'getComputedStyle(document.body).backgroundColor';

test('colours follow what the viewer prefers, and ?theme= overrides it', async () => {
  const open = await show('/');
  const light = await open.evaluate(BACKGROUND);
  await open.prefer('dark');
  await expect.poll(() => open.evaluate(BACKGROUND)).not.toBe(light);
  const dark = await open.evaluate(BACKGROUND);
  await open.page.goto(`${demo.url}/?theme=light`);
  expect(await open.evaluate(BACKGROUND)).toBe(light);
  await open.prefer('light');
  await open.page.goto(`${demo.url}/?theme=dark`);
  expect(await open.evaluate(BACKGROUND)).toBe(dark);
  expect(await open.violations()).toEqual([]);
  await open.close();
});

test('on paper: dark viewers get light paper, without controls', async () => {
  const open = await show('/', { media: 'print', scheme: 'dark' });
  const paper = await show('/', { media: 'print', scheme: 'light' });
  expect(await open.evaluate(BACKGROUND)).toBe(await paper.evaluate(BACKGROUND));
  expect(await open.page.locator('#filter').isVisible()).toBe(false);
  expect(await open.page.locator('#ipvs tr[data-key]').first().isVisible()).toBe(true);
  await open.keep('demo print');
  await paper.close();
  await open.close();
});

test('on a phone a row is a card, each figure with its heading', async () => {
  const open = await show('/', { width: 320, height: 640 });
  const card = (await open.evaluate(`(() => {
    const row = document.querySelector('#ipvs tr[data-key]');
    const cell = row.querySelector('td[data-label]:not(.blank)');
    const { content } = getComputedStyle(cell, '::before');
    return { display: getComputedStyle(row).display, content, label: cell.dataset.label };
  })()`)) as { display: string; content: string; label: string };
  expect(card.display).not.toBe('table-row');
  expect(card.content).toContain(card.label);
  await open.close();
});

test('Chinese by Accept-Language, English by ?lang=', async () => {
  const chinese = await show('/', { locale: 'zh-CN' });
  expect(await chinese.evaluate('document.documentElement.lang')).toMatch(/^zh/);
  expect(await chinese.page.locator('h2').allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringMatching(/\p{Script=Han}/u)]),
  );
  await chinese.close();
  const english = await show('/?lang=en', { locale: 'zh-CN' });
  expect(await english.evaluate('document.documentElement.lang')).toBe('en');
  expect((await english.page.locator('h2').allInnerTexts()).join(' ')).not.toMatch(/\p{Script=Han}/u);
  await english.close();
});

test('without scripts everything is there, and the page comes again by itself', async () => {
  const [plain, scripted] = [await show('/', { scripts: false }), await show('/')];
  const keys = "[...document.querySelectorAll('tr[data-key]')].length";
  expect(await plain.evaluate(keys)).toBe(await scripted.evaluate(keys));
  expect(await plain.page.locator('#events').textContent()).not.toBe('');
  expect(await plain.page.locator('meta[http-equiv="refresh"]').count()).toBe(1);
  expect(await scripted.page.locator('meta[http-equiv="refresh"]').count()).toBe(0);
  await plain.close();
  await scripted.close();
});

test('times are in the zone of the viewer, who is told which', async () => {
  const open = await show('/', { timeZone: 'Asia/Shanghai' });
  const time = open.page.locator('time[datetime]').first();
  await expect.poll(() => open.page.locator('body').textContent()).toMatch(/Asia\/Shanghai|GMT\+0?8/);
  const at = new Date((await time.getAttribute('datetime')) ?? '');
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    timeStyle: 'medium',
  }).format(at);
  expect(await time.textContent()).toContain(local);
  await open.close();
});

test('state is told by word and icon, not by colour alone', async () => {
  const open = await show('/');
  const states = (await open.page.locator('#haproxy .state').allInnerTexts()).map((text) => text.trim());
  expect(states.length).toBeGreaterThan(0);
  expect(states.filter((text) => !/^[✓▲✕–]\s*\S/.test(text))).toEqual([]);
  await open.close();
});

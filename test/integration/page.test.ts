// needs: chromium
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Look, type OpenPage, type PageBrowser, startPageBrowser } from './support/page-browser.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const SECTIONS = ['warnings', 'vip', 'ipvs', 'haproxy', 'bind', 'graphs', 'events'];

let demo: ServingVipscope;
let browser: PageBrowser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([serveVipscope('demo'), startPageBrowser()]);
});

afterAll(async () => {
  await browser?.stop();
  await demo?.stop();
});

function show(path = '/', look: Look = {}): Promise<OpenPage> {
  return browser.open(`${demo.url}${path}`, look);
}

/** Keys of the rows of a part of the page. */
function rowKeys(open: OpenPage, section: string): Promise<string[]> {
  return open.evaluate(
    `[...document.querySelectorAll('#${section} tr[data-key]')].map(({ dataset }) => dataset.key)`,
  ) as Promise<string[]>;
}

test('the demo: every part of the page, in order, live, without a complaint or a request to another host', async () => {
  const open = await show();
  const sections = await open.evaluate(
    "[...document.querySelectorAll('main section[id]')].map(({ id }) => id)",
  );
  expect((sections as string[]).filter((id) => SECTIONS.includes(id))).toEqual(SECTIONS);
  await expect.poll(() => open.evaluate("document.querySelector('#live-state').textContent")).toBe('live');
  await expect.poll(() => open.requests().some((url) => url.includes('/live?'))).toBe(true);
  expect([...new Set(open.requests().map((url) => new URL(url).origin))]).toEqual([demo.url]);
  expect(open.complaints()).toEqual([]);
  await open.keep('demo light');
  await open.close();
});

/** How many graphs have a pixel of some colour. */
const DRAWN = `[...document.querySelectorAll('#graphs canvas')].filter((canvas) => {
  if (canvas.width === 0) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, index) => index % 4 === 3 && value > 0);
}).length`;

test('graphs are drawn once they are in sight, and axe-core finds nothing wrong with them', async () => {
  const open = await show('/', { height: 2400 });
  await open.evaluate("document.querySelector('#graphs').scrollIntoView()");
  await expect.poll(() => open.evaluate(DRAWN)).toBe(4);
  expect(await open.violations({ within: '#graphs' })).toEqual([]);
  expect(open.complaints()).toEqual([]);
  await open.keep('demo graphs');
  await open.close();
});

test('the policy allows nothing that stands in the page itself, and nothing of another host', async () => {
  const response = await fetch(`${demo.url}/`);
  const policy = response.headers.get('content-security-policy') ?? '';
  const directives = new Map(
    policy.split(/;\s*/).map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values];
    }),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  expect(directives.get('base-uri')).toEqual(["'none'"]);
  const allowed = new Set([...directives.values()].flat());
  expect([...allowed].filter((value) => !["'none'", "'self'"].includes(value))).toEqual([]);
  const text = await response.text();
  expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son[a-z]+=|\sstyle=|javascript:/i);
});

test('a filter in the URL, and one that is typed', async () => {
  const all = await show();
  const keys = await rowKeys(all, 'haproxy');
  await all.close();
  const open = await show('/?q=rs1');
  const filtered = await rowKeys(open, 'haproxy');
  expect(filtered.length).toBeGreaterThan(0);
  expect(filtered.length).toBeLessThan(keys.length);
  expect(await open.page.inputValue('#q')).toBe('rs1');
  await open.page.fill('#q', 'rs2');
  await expect.poll(() => open.page.url()).toContain('q=rs2');
  await expect.poll(async () => (await rowKeys(open, 'haproxy')).join(' ')).toContain('rs2');
  expect((await rowKeys(open, 'haproxy')).filter((key) => key.includes('rs1'))).toEqual([]);
  await open.page.fill('#q', '');
  await expect.poll(async () => (await rowKeys(open, 'haproxy')).length).toBe(keys.length);
  expect(open.complaints()).toEqual([]);
  await open.close();
});

test('a click on a heading sorts, the next turns it, a third one undoes it', async () => {
  const open = await show();
  const heading = () => open.page.locator('#ipvs th:has(a)').first();
  const order = () => heading().getAttribute('aria-sort');
  expect(await order()).toBe(null);
  const seen: (string | null)[] = [];
  for (let click = 0; click < 3; click += 1) {
    const before = await order();
    await heading().locator('a').click();
    await expect.poll(order).not.toBe(before);
    seen.push(await order());
  }
  expect(seen.toSorted()).toEqual(['ascending', 'descending', null]);
  expect(open.complaints()).toEqual([]);
  await open.close();
});

test('what the URL says of sorting holds for the rows', async () => {
  const active = async (sort: string) => {
    const open = await show(`/?sort=${sort}`);
    const cells = open.page.locator('#ipvs tr[data-key] [data-label="Weight"]');
    const weights = (await cells.allInnerTexts()).map(Number);
    await open.close();
    return weights;
  };
  const [up, down] = [await active('weight'), await active('-weight')];
  expect(up.length).toBeGreaterThan(1);
  expect(down).toEqual(down.toSorted((a, b) => b - a));
  expect(up).toEqual(up.toSorted((a, b) => a - b));
});

test('by keyboard: the first tab leads past the controls, the filter and a heading are reached, focus is seen', async () => {
  const open = await show();
  const focused = () =>
    open.evaluate(`(() => {
      const { tagName, id, textContent, href } = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { tagName, id, href: href ?? '', text: textContent.trim(), isSeen: outlineStyle !== 'none' && outlineWidth !== '0px' };
    })()`) as Promise<{ tagName: string; id: string; href: string; text: string; isSeen: boolean }>;
  await open.page.keyboard.press('Tab');
  const first = await focused();
  expect(first.href).toMatch(/#main$/);
  const seen = [first];
  for (let press = 0; press < 60; press += 1) {
    await open.page.keyboard.press('Tab');
    seen.push(await focused());
  }
  expect(seen.filter(({ isSeen }) => !isSeen)).toEqual([]);
  expect(seen.map(({ id }) => id)).toContain('q');
  expect(seen.some(({ href }) => href.includes('sort='))).toBe(true);
  expect(open.complaints()).toEqual([]);
  await open.close();
});

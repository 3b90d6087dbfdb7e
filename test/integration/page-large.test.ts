// needs: chromium
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LargeStack, startLargeStack } from './support/large-stack.ts';
import { type PageBrowser, startPageBrowser } from './support/page-browser.ts';

let stack: LargeStack;
let browser: PageBrowser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startLargeStack(), startPageBrowser()]);
});

afterAll(async () => {
  await browser?.stop();
  await stack?.stop();
});

const ROWS = (section: string) => `document.querySelectorAll('#${section} tr[data-key]').length`;
const FIGURES = "document.querySelector('#ipvs tr[data-key]').textContent";

test('2,400 real servers and 12,000 HAProxy rows: a page of each, whose figures change by themselves', async () => {
  const open = await browser.open(`${stack.vipscope.url}/`);
  expect(await open.evaluate(ROWS('ipvs'))).toBe(300);
  expect(await open.evaluate(ROWS('haproxy'))).toBe(300);
  const before = await open.evaluate(FIGURES);
  await expect.poll(() => open.evaluate(FIGURES), { timeout: 30_000 }).not.toBe(before);
  expect(await open.violations({ within: '#ipvs' })).toEqual([]);
  expect(open.complaints()).toEqual([]);
  await open.close();
});

test('a filter finds a row wherever it is, and a link leads to the last page', async () => {
  const open = await browser.open(`${stack.vipscope.url}/?q=px999`);
  expect(await open.evaluate(ROWS('haproxy'))).toBe(12);
  await open.page.goto(`${stack.vipscope.url}/?haproxy=40`);
  const keys = await open.page.locator('#haproxy').textContent();
  expect(keys).toContain('px999');
  expect(keys).not.toContain('px974');
  expect(open.complaints()).toEqual([]);
  await open.close();
});

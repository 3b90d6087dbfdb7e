// needs: chromium, haproxy, named, rndc, dig
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCutProxy } from './support/cut-proxy.ts';
import { type OpenPage, type PageBrowser, startPageBrowser } from './support/page-browser.ts';
import { type PageStack, startPageStack } from './support/page-stack.ts';

let stack: PageStack;
let browser: PageBrowser;
let open: OpenPage;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startPageStack(), startPageBrowser()]);
});

afterAll(async () => {
  await browser?.stop();
  await stack?.stop();
});

/** What a part of the page says, also where it is out of sight and so not laid out; words parted by single blanks. */
async function said(selector: string, on = open): Promise<string> {
  const texts = await on.page.locator(selector).allTextContents();
  return texts.join(' ').replaceAll(/\s+/g, ' ');
}

const SERVER = '#haproxy tr[data-key$="server/up"]';

describe('without a reload', () => {
  beforeEach(async () => {
    open = await browser.open(`${stack.vipscope.url}/`);
    await open.evaluate('window.isStillHere = true');
  });

  afterEach(async () => {
    expect(await open.evaluate('window.isStillHere')).toBe(true);
    expect(open.complaints()).toEqual([]);
    await open.close();
  });

  test('a server of HAProxy that goes into maintenance and comes back is seen, with its events', async () => {
    await expect.poll(() => said(SERVER)).toContain('UP');
    await stack.haproxy.ask('set server app/up state maint');
    await expect.poll(() => said(SERVER)).toContain('MAINT');
    await expect.poll(() => said('#events')).toMatch(/app\/up.*MAINT/);
    await open.keep('live server in maintenance');
    await stack.haproxy.ask('set server app/up state ready');
    await expect.poll(() => said(SERVER)).not.toContain('MAINT');
  });

  test('a real server that is taken out of IPVS goes, figures of the other follow', async () => {
    await expect.poll(() => said('#ipvs')).toContain('192.0.2.12:53');
    await stack.writeIpvs({ '192.0.2.11:53': 4711 });
    await expect.poll(() => said('#ipvs tr[data-key*="192.0.2.11:53"]')).toMatch(/4,?711/);
    await expect.poll(() => said('#ipvs')).not.toContain('192.0.2.12:53');
    await expect.poll(() => said('#events')).toContain('192.0.2.12:53');
  });

  test('a change of VRRP state is seen with the line of the log that it came from', async () => {
    await expect.poll(() => said('#vip')).toContain('192.0.2.100');
    await stack.logKeepalived('(VI_1) Entering BACKUP STATE');
    await expect.poll(() => said('#vip')).toContain('BACKUP');
    await expect.poll(() => said('#events')).toContain('(VI_1) Entering BACKUP STATE');
    await stack.logKeepalived('(VI_1) Entering MASTER STATE');
    await expect.poll(() => said('#vip')).toContain('MASTER');
  });

  test('what BIND counted is seen after its next dump', async () => {
    await expect.poll(() => said('#bind')).toContain('ns1');
    const before = await said('#bind');
    await stack.askNamed();
    await expect.poll(() => said('#bind')).not.toBe(before);
  });
});

test('a page whose stream is cut says so, comes back by itself and shows what is new', async () => {
  const proxy = await startCutProxy(stack.vipscope.url);
  try {
    open = await browser.open(`${proxy.url}/`);
    await open.evaluate('window.isStillHere = true');
    await expect.poll(() => said(SERVER)).toContain('UP');
    proxy.cut();
    const accepted = proxy.accepted();
    await stack.haproxy.ask('set server app/up state drain');
    // It has tried, in vain, while the server's state was changed.
    await expect.poll(() => proxy.accepted(), { timeout: 30_000 }).toBeGreaterThan(accepted);
    expect(await said(SERVER)).not.toContain('DRAIN');
    proxy.mend();
    await expect.poll(() => said(SERVER), { timeout: 30_000 }).toContain('DRAIN');
    expect(await open.evaluate('window.isStillHere')).toBe(true);
  } finally {
    await stack.haproxy.ask('set server app/up state ready');
    await open.close();
    await proxy.stop();
  }
});

test('?at= shows the tables as they were, &diff= marks what is another', async () => {
  const live = await browser.open(`${stack.vipscope.url}/`);
  await expect.poll(() => said(SERVER, live)).toContain('UP');
  const before = new Date().toISOString();
  await stack.haproxy.ask('set server app/up state maint');
  await expect.poll(() => said(SERVER, live)).toContain('MAINT');
  const after = new Date().toISOString();
  await live.close();
  open = await browser.open(`${stack.vipscope.url}/?at=${before}`);
  expect(await said(SERVER)).not.toContain('MAINT');
  expect(await said('#events')).not.toMatch(/app\/up[^#]*MAINT$/);
  await open.close();
  open = await browser.open(`${stack.vipscope.url}/?at=${after}&diff=${before}`);
  expect(await said(SERVER)).toContain('MAINT');
  expect(await open.page.locator(`${SERVER} .since-then .was`).count()).toBeGreaterThan(0);
  await open.keep('live differences');
  expect(open.complaints()).toEqual([]);
  await open.close();
  await stack.haproxy.ask('set server app/up state ready');
});

// needs: chromium
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Look, type OpenPage, type PageBrowser, startPageBrowser } from './support/page-browser.ts';
import { type ScriptPageServer, serveScriptPage } from './support/script-page.ts';
import { scriptPageDocument } from './support/script-page-document.ts';

const START_MS = 1_795_168_800_000;

/** More than a window holds. */
const ROWS = 40;

let browser: PageBrowser;
let server: ScriptPageServer;
let revision: number;
let figures: string[];
const opened: OpenPage[] = [];

beforeAll(async () => {
  browser = await startPageBrowser();
});

afterAll(() => browser.stop());

beforeEach(async () => {
  revision = START_MS;
  figures = Array.from({ length: ROWS }, (_, index) => String(index));
  server = await serveScriptPage((url) => {
    if (url.pathname !== '/') return undefined;
    return { type: 'text/html', body: scriptPageDocument({ revision, figures, search: url.searchParams }) };
  });
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((open) => open.close()));
  await server.stop();
});

/** A page whose stream is open. */
async function show(path = '/', look: Look = {}): Promise<OpenPage> {
  const open = await browser.open(`${server.url}${path}`, { timeZone: 'Europe/Berlin', ...look });
  opened.push(open);
  await expect.poll(() => server.openStreams()).toBe(1);
  return open;
}

const said = (open: OpenPage, selector: string) => open.page.locator(selector).first().textContent();
const cellOf = (row: number, column = 1) => `#ipvs tr[data-key="k${row}"] > :nth-child(${column + 1})`;
const CELL = cellOf(0);

/** Brings the page to the next moment. */
function patch(what: Omit<Parameters<ScriptPageServer['patch']>[0], 'base' | 'revision'>): void {
  const base = revision;
  revision += 1000;
  server.patch({ base, revision, ...what });
}

describe('patches', () => {
  test('cells, classes and blocks change without the page being loaded again', async () => {
    const open = await show();
    const loads = server.asked.length;
    patch({
      cells: {
        'ipvs-table': [
          [0, 1, '4,711', 'figure'],
          [1, 1, '<b>1</b> &lt;2', 'figure warn'],
        ],
      },
      rows: { 'ipvs-table': [[2, 'bad']] },
      blocks: { 'events-table': '<p>an event</p>' },
    });
    await expect.poll(() => said(open, CELL)).toBe('4,711');
    expect(await said(open, cellOf(1))).toBe('1 <2');
    expect(await open.page.locator(cellOf(1)).getAttribute('class')).toBe('figure warn');
    expect(await open.page.locator('#ipvs tr[data-key="k2"]').getAttribute('class')).toBe('bad');
    expect(await said(open, '#events')).toBe('an event');
    expect(await said(open, '#live-state')).toBe('live');
    expect(server.asked).toHaveLength(loads);
    expect(open.complaints()).toEqual([]);
  });

  test('cells of a table that was written anew are the new ones', async () => {
    const open = await show();
    patch({ cells: { 'ipvs-table': [[0, 1, 'first', '']] } });
    await expect.poll(() => said(open, CELL)).toBe('first');
    const table = '<table><tbody><tr data-key="k0"><td>a</td><td>b</td></tr></tbody></table>';
    patch({ blocks: { ipvs: `<div id="ipvs-table">${table}</div>` } });
    patch({ cells: { 'ipvs-table': [[0, 1, 'second', '']] } });
    await expect.poll(() => said(open, CELL)).toBe('second');
  });

  test.each([
    ['of another moment', () => server.patch({ base: 1, revision: 2 })],
    ['of a block that is not there', () => patch({ blocks: { nowhere: 'x' } })],
    ['of a row that is not there', () => patch({ cells: { 'ipvs-table': [[ROWS, 0, 'x', '']] } })],
    ['of a column that is not there', () => patch({ cells: { 'ipvs-table': [[0, 9, 'x', '']] } })],
    ['that is none', () => server.say('patch', '{"base":')],
    ['that is refused by the server', () => server.say('reload', '')],
  ])('one %s: the whole page is asked for, and the stream from there', async (_name, send) => {
    const open = await show();
    figures[0] = 'fresh';
    revision += 5000;
    send();
    await expect.poll(() => said(open, CELL)).toBe('fresh');
    await expect.poll(() => server.streams.at(-1)?.get('revision')).toBe(String(revision));
    await expect.poll(() => server.openStreams()).toBe(1);
    patch({ cells: { 'ipvs-table': [[0, 1, 'next', '']] } });
    await expect.poll(() => said(open, CELL)).toBe('next');
  });

  test('patches that never fit do not become a flood of requests', async () => {
    const open = await show();
    const loads = server.asked.length;
    for (let round = 0; round < 2; round += 1) {
      const streams = server.streams.length;
      server.patch({ base: 1, revision: 2 });
      if (round === 0) await expect.poll(() => server.streams.length).toBe(streams + 1);
    }
    await open.page.waitForTimeout(500);
    expect(server.asked.length - loads).toBe(1);
    await expect.poll(() => server.asked.length - loads).toBe(2);
  });

  test('a state that changed is marked for a moment, a figure is not', async () => {
    const open = await show();
    const state = (word: string) => `<strong class="state bad">✕ ${word}</strong>`;
    patch({
      cells: {
        'ipvs-table': [
          [0, 1, '99', 'figure'],
          [0, 2, state('DOWN'), ''],
        ],
      },
    });
    await open.page.waitForSelector(`${cellOf(0, 2)}.changed`);
    expect(await open.page.locator('.changed').count()).toBe(1);
    await expect.poll(() => open.page.locator('.changed').count()).toBe(0);
  });

  test('nothing is marked for who wants less motion', async () => {
    const open = await show();
    await open.page.emulateMedia({ reducedMotion: 'reduce' });
    await open.page.reload();
    await expect.poll(() => server.openStreams()).toBe(1);
    patch({ cells: { 'ipvs-table': [[0, 2, '<strong class="state bad">DOWN</strong>', '']] } });
    await expect.poll(() => said(open, cellOf(0, 2))).toBe('DOWN');
    expect(await open.page.locator('.changed').count()).toBe(0);
  });
});

test('what the viewer has opened, focused, selected and scrolled to stays when the page is written anew', async () => {
  const open = await show('/', { height: 300 });
  await open.evaluate(`(() => {
    document.querySelector('#more details').open = true;
    document.getElementById('sort').focus();
    const text = document.querySelector('${cellOf(20, 0)}').firstChild;
    getSelection().setBaseAndExtent(text, 0, text, 3);
    scrollTo({ top: 250, behavior: 'instant' });
  })()`);
  figures = figures.map((figure) => `${figure}!`);
  server.say('reload', '');
  await expect.poll(() => said(open, CELL)).toBe('0!');
  expect(await open.evaluate("document.querySelector('#more details').open")).toBe(true);
  expect(await open.evaluate('document.activeElement.id')).toBe('sort');
  expect(await open.evaluate('String(getSelection())')).toBe('row');
  expect(await open.evaluate('scrollY')).toBe(250);
});

describe('the connection', () => {
  test('a stream that breaks comes back by itself', async () => {
    const open = await show();
    server.cut();
    await expect.poll(() => server.streams.length).toBe(2);
    await expect.poll(() => server.openStreams()).toBe(1);
    patch({ cells: { 'ipvs-table': [[0, 1, 'back', '']] } });
    await expect.poll(() => said(open, CELL)).toBe('back');
  });

  test('one that is refused is asked for again; meanwhile the page says that the connection is lost', async () => {
    const open = await show();
    server.refuse(503);
    server.cut();
    await expect.poll(() => said(open, '#live-state')).toBe('connection lost');
    expect(await open.page.locator('#live-state').getAttribute('data-state')).toBe('lost');
    server.refuse(200);
    await expect.poll(() => server.openStreams()).toBe(1);
    patch({});
    await expect.poll(() => said(open, '#live-state')).toBe('live');
  });

  test('figures that do not change any more are called old', async () => {
    const open = await show();
    await expect.poll(() => said(open, '#live-state')).toBe('figures are 5 s old');
  });

  test('pause stops the stream, and going on begins where the page is', async () => {
    const open = await show();
    await open.page.keyboard.press('p');
    await expect.poll(() => server.openStreams()).toBe(0);
    expect(await said(open, '#live-state')).toBe('paused');
    expect(await open.page.locator('#pause').getAttribute('aria-pressed')).toBe('true');
    await open.page.click('#pause');
    await expect.poll(() => server.openStreams()).toBe(1);
    expect(server.streams.at(-1)?.get('revision')).toBe(String(START_MS));
  });

  test('a page of the past has no stream', async () => {
    const open = await browser.open(`${server.url}/?at=-5m`);
    opened.push(open);
    await expect.poll(() => said(open, '#zone')).not.toBe('');
    expect(await said(open, '#live-state')).toBe('');
    expect(await open.page.locator('#pause').isHidden()).toBe(true);
    expect(server.streams).toEqual([]);
  });
});

describe('controls', () => {
  test('the filter acts while it is typed, keeps the caret, and the stream follows', async () => {
    const open = await show('/?sort=-active&ipvs=2');
    await open.page.keyboard.press('/');
    await open.page.keyboard.type('web', { delay: 20 });
    await expect.poll(() => open.page.url()).toBe(`${server.url}/?sort=-active&q=web`);
    await expect.poll(() => open.page.title()).toBe('page sort=-active&q=web');
    await expect.poll(() => server.streams.at(-1)?.get('q')).toBe('web');
    expect(server.asked.filter((path) => path.includes('q='))).toEqual(['/?sort=-active&q=web']);
    await open.page.keyboard.type('1');
    expect(await open.page.inputValue('input[name=q]')).toBe('web1');
    await open.page.check('input[name=only]');
    await expect.poll(() => open.page.url()).toBe(`${server.url}/?sort=-active&q=web1&only=trouble`);
    await open.page.focus('input[name=q]');
    await open.page.keyboard.press('Escape');
    await expect.poll(() => open.page.url()).toBe(`${server.url}/?sort=-active&only=trouble`);
    expect(open.complaints()).toEqual([]);
  });

  test('links to other views do not leave the page, and back goes back', async () => {
    const open = await show('/?q=a');
    await open.evaluate('window.isSame = true');
    await open.page.click('#sort');
    await expect.poll(() => open.page.title()).toBe('page sort=-active');
    expect(await open.page.inputValue('input[name=q]')).toBe('');
    await expect.poll(() => server.streams.at(-1)?.get('sort')).toBe('-active');
    await open.page.goBack();
    await expect.poll(() => open.page.title()).toBe('page q=a');
    expect(await open.page.inputValue('input[name=q]')).toBe('a');
    expect(await open.evaluate('window.isSame')).toBe(true);
  });

  test('colours are remembered, and the address goes before them', async () => {
    const open = await show();
    await open.page.click('[data-theme-choice=dark]');
    await expect.poll(() => open.page.url()).toBe(`${server.url}/?theme=dark`);
    expect(await open.page.locator('[data-theme-choice=dark]').getAttribute('aria-current')).toBe('true');
    const theme = 'document.documentElement.dataset.theme';
    await open.page.goto(`${server.url}/?q=a`);
    expect(await open.evaluate(theme)).toBe('dark');
    await open.page.goto(`${server.url}/?theme=light`);
    expect(await open.evaluate(theme)).toBe('light');
    await open.page.click('[data-theme-choice=system]');
    await expect.poll(() => open.page.url()).toBe(`${server.url}/`);
    expect(await open.evaluate(theme)).toBeUndefined();
  });

  test('keys: help, next warning, none where something is typed or where they are turned off', async () => {
    const open = await show();
    const focused = () => open.evaluate('document.activeElement.textContent');
    await open.page.keyboard.press('w');
    expect(await focused()).toBe('first');
    await open.page.keyboard.press('w');
    expect(await focused()).toBe('second');
    await open.page.keyboard.press('?');
    expect(await open.page.locator('#keys').isVisible()).toBe(true);
    await open.page.uncheck('#keys-on');
    await open.page.keyboard.press('Escape');
    await open.page.keyboard.press('w');
    expect(await focused()).not.toBe('first');
    await open.page.click('#keys-open');
    await open.page.check('#keys-on');
    await open.page.keyboard.press('Escape');
    await open.page.focus('input[name=q]');
    await open.page.keyboard.type('w?p');
    expect(await open.page.inputValue('input[name=q]')).toBe('w?p');
    expect(await open.page.locator('#keys').isVisible()).toBe(false);
  });

  test('times are in the zone of the viewer or in UTC, those of patches too', async () => {
    const open = await show();
    const time = `${cellOf(0, 3)} time`;
    await expect.poll(() => said(open, time)).toBe('2026-11-20 11:00:00 CET');
    expect(await open.page.locator(time).getAttribute('title')).toBe('2026-11-20 10:00:00 UTC');
    expect(await said(open, '#zone')).toBe('local time (Europe/Berlin)');
    const markup = (clock: string) =>
      `<time datetime="2026-11-20T${clock}.123Z">2026-11-20 ${clock}.123 UTC</time>`;
    patch({ cells: { 'ipvs-table': [[0, 3, markup('12:00:00'), '']] } });
    await expect.poll(() => said(open, time)).toBe('2026-11-20 13:00:00.123 CET');
    await open.page.click('#zone');
    expect(await said(open, time)).toBe('2026-11-20 12:00:00.123 UTC');
    expect(await said(open, '#zone')).toBe('UTC');
    patch({ cells: { 'ipvs-table': [[0, 3, markup('13:00:00'), '']] } });
    await expect.poll(() => said(open, time)).toBe('2026-11-20 13:00:00.123 UTC');
  });

  test('ages go on, by the clock of the server', async () => {
    const open = await show();
    const since = START_MS / 1000 - 50;
    patch({ blocks: { 'events-table': `<span data-age="${since}">?</span>` } });
    await expect.poll(() => said(open, '#events')).toMatch(/^5\ds$/);
    patch({});
    await expect.poll(() => said(open, '#events')).toBe('1m');
  });
});

test('thousands of patches: nothing is held on to', async () => {
  const open = await show();
  const protocol = await open.page.context().newCDPSession(open.page);
  const counts = async (): Promise<readonly number[]> => {
    await protocol.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await protocol.send('Memory.getDOMCounters');
    return [nodes, jsEventListeners];
  };
  const run = async (rounds: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      patch({
        cells: {
          'ipvs-table': [
            [0, 1, String(revision), ''],
            [0, 3, `<time datetime="2026-11-20T10:00:00Z">${revision}</time>`, ''],
          ],
        },
        blocks: { 'events-table': `<p>${revision} <time datetime="2026-11-20T10:00:00Z">x</time></p>` },
      });
    }
    await expect.poll(() => said(open, CELL)).toBe(String(revision - 1000));
  };
  await run(100);
  const [nodes = 0, listeners = 0] = await counts();
  await run(2000);
  const [nodesAfter, listenersAfter] = await counts();
  expect(nodesAfter).toBeLessThan(nodes + 50);
  expect(listenersAfter).toBe(listeners);
});

test('an update of 600 rows takes less than a frame', async () => {
  figures = Array.from({ length: 600 }, () => '0');
  const open = await show('/', { before: TIMED_PATCHES });
  for (let round = 1; round <= 30; round += 1) {
    const cells = figures.flatMap((_, row) => [
      [row, 1, `${round},${row}`, 'figure'] as const,
      [row, 2, `<strong class="state good">✓ UP ${round % 2}</strong>`, ''] as const,
    ]);
    patch({ cells: { 'ipvs-table': cells } });
    await expect.poll(() => said(open, cellOf(599))).toBe(`${round},599`);
  }
  const spent = (await open.evaluate('window.spentMs')) as number[];
  const median = spent.toSorted((a, b) => a - b)[Math.floor(spent.length / 2)];
  expect(spent).toHaveLength(30);
  expect(median).toBeLessThan(16);
});

/** Notes how long the page's script works on each patch. */
const TIMED_PATCHES = `
  window.spentMs = [];
  const add = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (name, act) {
    add.call(this, name, (event) => {
      const startMs = performance.now();
      act(event);
      if (name === 'patch') window.spentMs.push(performance.now() - startMs);
    });
  };
`;

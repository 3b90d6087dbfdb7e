// needs: chromium
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Look, type OpenPage, type PageBrowser, startPageBrowser } from './support/page-browser.ts';
import { type ScriptPageServer, serveScriptPage } from './support/script-page.ts';
import { ROWS_A_TABLE, scriptPageDocument } from './support/script-page-document.ts';
import { HOSTILE, scriptPageHistory } from './support/script-page-history.ts';

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

const json = (value: unknown) => ({ type: 'application/json', body: JSON.stringify(value) });

beforeEach(async () => {
  revision = START_MS;
  figures = Array.from({ length: ROWS }, (_, index) => String(index));
  server = await serveScriptPage((url) => {
    if (url.pathname === '/history.json') return json(scriptPageHistory(revision / 1000));
    if (url.pathname === '/events') return json({ events: [] });
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
    const since = START_MS / 1000 - 56;
    patch({ blocks: { 'events-table': `<span data-age="${since}">?</span>` } });
    await expect.poll(() => said(open, '#events')).toMatch(/^5\ds$/);
    patch({});
    await expect.poll(() => said(open, '#events')).toBe('1m');
  });
});

describe('graphs', () => {
  const graph = (group: string, what: string) => `.graph[data-group="${group}"] ${what}`;
  /** Graphs of which some pixel has a colour. */
  const DRAWN = `[...document.querySelectorAll('.graph')].filter((graph) => {
    const canvas = graph.querySelector('canvas');
    if (canvas === null || canvas.width === 0) return false;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
  }).map(({ dataset }) => dataset.group)`;
  const ALL = ['ipvs', 'haproxy', 'bind', 'rcodes'];

  async function showGraphs(look: Look = {}): Promise<OpenPage> {
    const open = await show('/', { height: 3000, ...look });
    await expect.poll(() => open.evaluate(DRAWN)).toEqual(ALL);
    return open;
  }
  /** Name and value of each line. */
  const legend = async (open: OpenPage, group: string) =>
    (await open.page.locator(graph(group, '.legend tr')).allInnerTexts()).map((text) =>
      text.replaceAll(/\s*\t/g, ': '),
    );

  test.each<readonly [string, Look]>([
    ['light', {}],
    ['dark', { scheme: 'dark' }],
    ['on a phone', { width: 320 }],
  ])('%s: all are drawn, and axe-core finds nothing', async (name, look) => {
    const open = await showGraphs(look);
    expect(await open.violations({ within: '#graphs' })).toEqual([]);
    expect(await open.evaluate('document.documentElement.scrollWidth')).toBe(look.width ?? 1280);
    expect(open.complaints()).toEqual([]);
    await open.keep(`graphs ${name}`);
  });

  test('nothing is asked for before one is seen', async () => {
    const open = await show('/', { height: 300 });
    await open.page.waitForTimeout(300);
    expect(server.asked).toEqual(['/']);
    await open.page.keyboard.press('g');
    await expect.poll(() => server.asked).toEqual(['/', '/history.json']);
    await expect.poll(() => open.evaluate('document.activeElement.tagName')).toBe('CANVAS');
  });

  test('the largest lines have names and values, others are one; points are added each second', async () => {
    const open = await showGraphs();
    expect(await legend(open, 'bind')).toEqual([': latest', 'rs1: 899', `${HOSTILE}: 0`]);
    expect((await legend(open, 'haproxy')).length).toBe(1 + 12);
    expect((await legend(open, 'haproxy')).at(-1)).toBe('others (9): 45');
    patch({ points: { 'bind/rs1/default/requests': 4711, 'bind/rs2/default/requests': null } });
    await expect.poll(() => legend(open, 'bind')).toEqual([': latest', 'rs1: 4,711', `${HOSTILE}: –`]);
    expect(server.asked).toEqual(['/', '/history.json']);
  });

  test('a series that is new is asked for, once', async () => {
    const open = await showGraphs();
    const asked = () => server.asked.filter((path) => path === '/history.json').length;
    await open.evaluate('Date.now = ((now) => () => now() + 60_000)(Date.now)');
    for (let round = 0; round < 3; round += 1) patch({ points: { 'bind/rs9/default/requests': round } });
    await expect.poll(asked).toBe(2);
    await open.evaluate('Date.now = ((now) => () => now() + 60_000)(Date.now)');
    patch({ points: { 'bind/rs9/default/requests': 9 }, blocks: { 'events-table': 'done' } });
    await expect.poll(() => said(open, '#events')).toBe('done');
    expect(asked()).toBe(2);
  });

  test('the real servers of one virtual server', async () => {
    const open = await showGraphs();
    expect(await legend(open, 'ipvs')).toEqual([
      ': latest',
      'ds1: 30',
      'udp/192.0.2.1:53: 20',
      'tcp/192.0.2.1:53: 10',
    ]);
    await open.page.selectOption(graph('ipvs', '.server-choice'), 'udp/192.0.2.1:53');
    await expect.poll(() => legend(open, 'ipvs')).toEqual([': latest', '10.0.0.1:53: 12', '10.0.0.2:53: 8']);
  });

  test('the pointer shows the same instant in all, events near it, and leads to the tables of then', async () => {
    const open = await showGraphs();
    const canvas = open.page.locator(graph('bind', 'canvas'));
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('the graph has no place');
    // The event is 450 s back, in the middle of an axis that begins 56 px from the left.
    const [x, y] = [box.x + 56 + (box.width - 56) / 2, box.y + 100];
    await open.page.mouse.move(x, y);
    const readouts = () => open.page.locator('.graph .readout').allInnerTexts();
    await expect.poll(async () => new Set(await readouts()).size).toBe(1);
    await expect.poll(readouts).toEqual(ALL.map(() => expect.stringContaining('VI_1 BACKUP → MASTER')));
    expect(await open.page.locator('.graph .cursor:visible').count()).toBe(4);
    const value = (await legend(open, 'bind'))[1];
    expect(Number(value?.split(': ')[1])).toBeGreaterThan(440);
    expect(Number(value?.split(': ')[1])).toBeLessThan(460);
    await open.page.mouse.click(x, y);
    await expect
      .poll(() => new URL(open.page.url()).searchParams.get('at'))
      .toMatch(/^2026-11-20T09:52:\d\dZ$/);
    await expect.poll(() => server.openStreams()).toBe(0);
    expect(await open.evaluate(DRAWN)).toEqual(ALL);
    await open.page.mouse.move(0, 0);
    await expect.poll(() => open.page.locator('.graph .cursor:visible').count()).toBe(0);
  });

  test('by keyboard: arrows read out, Enter leads to the tables of then', async () => {
    const open = await showGraphs();
    await open.page.focus(graph('bind', 'canvas'));
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) {
      await open.page.keyboard.press(key);
      await open.page.waitForTimeout(50);
    }
    const spoken = graph('bind', '.spoken');
    await expect.poll(() => said(open, spoken)).toMatch(/^10:59:57 CET: rs1 897, /);
    await open.page.keyboard.press('Enter');
    await expect.poll(() => new URL(open.page.url()).searchParams.get('at')).toBe('2026-11-20T09:59:57Z');
  });

  test('the legend takes a line away and brings it back', async () => {
    const open = await showGraphs();
    const button = open.page.locator(graph('bind', '.legend button')).first();
    for (const expected of ['false', 'true']) {
      await button.click();
      expect(await button.getAttribute('aria-pressed')).toBe(expected);
    }
    expect(open.complaints()).toEqual([]);
  });

  test('they are carried over when the page is written anew, and follow the colours', async () => {
    const open = await showGraphs();
    await open.evaluate("document.querySelector('.graph canvas').isSame = true");
    const stroke = () => open.page.locator(graph('bind', '.legend line')).first().getAttribute('stroke');
    const light = await stroke();
    await open.page.click('[data-theme-choice=dark]');
    await expect.poll(() => open.page.title()).toBe('page theme=dark');
    await expect.poll(stroke).not.toBe(light);
    expect(await open.evaluate("document.querySelector('.graph canvas').isSame")).toBe(true);
    expect(await open.evaluate(DRAWN)).toEqual(ALL);
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

test('an update of 600 rows takes less than a frame of the main thread', async () => {
  figures = Array.from({ length: 600 }, () => '0');
  const open = await show();
  const protocol = await open.page.context().newCDPSession(open.page);
  // What this thread worked, however busy the host is.
  await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
  const workedMs = async (): Promise<number> => {
    const { metrics } = await protocol.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const spent: number[] = [];
  for (let round = 1; round <= 30; round += 1) {
    const cells = Array.from({ length: 600 / ROWS_A_TABLE }, (_, table) => [
      `ipvs-table${table === 0 ? '' : table}`,
      Array.from({ length: ROWS_A_TABLE }, (_, row) => row).flatMap((row) => [
        [row, 1, `${round},${row}`, 'figure'] as const,
        [row, 3, `${round * 7}`, 'figure'] as const,
        ...(row === 0 ? [[row, 2, `<strong class="state good">✓ UP ${round}</strong>`, ''] as const] : []),
      ]),
    ]);
    const before = await workedMs();
    patch({ cells: Object.fromEntries(cells) });
    await expect.poll(() => said(open, cellOf(599))).toBe(`${round},${ROWS_A_TABLE - 1}`);
    spent.push((await workedMs()) - before);
  }
  const median = spent.toSorted((a, b) => a - b)[15];
  expect(median).toBeLessThan(16);
});

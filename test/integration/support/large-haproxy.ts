import { readFileSync } from 'node:fs';

const SERVERS = 10;
/** Every so many-th server is down: no large site is without one. */
const DOWN_EVERY = 500;

const FIXTURE = new URL('../../fixtures/haproxy/2.6-show-stat.txt', import.meta.url);

/** A figure of a row at a second; `now` is 100 to 199, another in each second and row. */
type Figure = (now: number, second: number) => number;

const asItIs: Figure = (now) => now;

function growing(perSecond: number): Figure {
  return (now, second) => 1_000_000 + perSecond * second + now;
}

/** By the columns in which the page has any. Every row has traffic, and nothing changes its state. */
const FIGURES: Readonly<Record<string, Figure>> = {
  scur: asItIs,
  rate: asItIs,
  req_rate: asItIs,
  conn_rate: asItIs,
  stot: growing(200),
  lbtot: growing(200),
  req_tot: growing(200),
  conn_tot: growing(200),
  hrsp_2xx: growing(180),
  hrsp_4xx: growing(10),
  bin: growing(200_000),
  bout: growing(3_000_000),
  lastchg: (_now, second) => 1000 + second,
  lastsess: () => 0,
};

/** A row taken apart at its figures, so that 12,000 of them can be had anew each second. */
interface Row {
  readonly before: string;
  readonly figures: readonly { readonly figure: Figure; readonly after: string }[];
}

/**
 * The statistics page of a HAProxy 2.6, as `;csv` gives it at a second; in each second every figure is another one.
 * @param proxies each a frontend, ten servers and a backend: 12 rows
 */
export function largeHaproxyPage(proxies: number): (second: number) => string {
  const [head = '', ...lines] = readFileSync(FIXTURE, 'utf8').split('\n');
  const columns = head.replace(/^# /, '').split(',');
  const rowsLike = (start: string) => {
    const cells = (lines.find((line) => line.startsWith(`${start},`)) ?? '').split(',');
    return (own: Readonly<Record<string, string>>) => takenApart(columns, cells, own);
  };
  const [frontend, up, down, backend] = ['main,FRONTEND', 'app,app1', 'app,app2', 'app,BACKEND'].map(
    rowsLike,
  );
  const rows = Array.from({ length: proxies }, (_, proxy) => {
    const own = { pxname: `px${proxy}`, iid: String(proxy + 2) };
    const servers = Array.from({ length: SERVERS }, (__, server) => {
      const isDown = (proxy * SERVERS + server) % DOWN_EVERY === DOWN_EVERY - 1;
      return (isDown ? down : up)?.({ ...own, svname: `s${server}`, sid: String(server + 1) });
    });
    return [frontend?.(own), ...servers, backend?.(own)].filter((row) => row !== undefined);
  }).flat();
  return (second) => `${head}\n${rows.map((row, index) => lineAt(row, index, second)).join('')}`;
}

function takenApart(
  columns: readonly string[],
  cells: readonly string[],
  own: Readonly<Record<string, string>>,
): Row {
  let before = '';
  const figures: { figure: Figure; after: string }[] = [];
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    const figure = cell === '' ? undefined : FIGURES[column];
    const end = index === columns.length - 1 ? '\n' : ',';
    const last = figures.at(-1);
    if (figure !== undefined) figures.push({ figure, after: end });
    else if (last === undefined) before += (own[column] ?? cell) + end;
    else last.after += (own[column] ?? cell) + end;
  }
  return { before, figures };
}

function lineAt({ before, figures }: Row, index: number, second: number): string {
  const now = 100 + ((index * 7 + second * 13) % 100);
  let line = before;
  for (const { figure, after } of figures) line += figure(now, second) + after;
  return line;
}

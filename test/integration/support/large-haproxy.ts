import { readFileSync } from 'node:fs';

const SERVERS = 10;
/** Every so many-th server is down: no large site is without one. */
const DOWN_EVERY = 500;

const FIXTURE = new URL('../../fixtures/haproxy/2.6-show-stat.txt', import.meta.url);

/** The columns that say how much, and what each grows by in a second; 0 where it is a figure of the moment. */
const GROWTH: Readonly<Record<string, number>> = {
  scur: 0,
  rate: 0,
  req_rate: 0,
  conn_rate: 0,
  stot: 200,
  lbtot: 200,
  req_tot: 200,
  conn_tot: 200,
  hrsp_2xx: 180,
  hrsp_4xx: 10,
  bin: 200_000,
  bout: 3_000_000,
};

/** A row taken apart at its figures, so that 12,000 of them can be had anew each second. */
interface Row {
  readonly before: string;
  readonly figures: readonly { readonly growth: number; readonly after: string }[];
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
  const figures: { growth: number; after: string }[] = [];
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    const growth = cell === '' ? undefined : GROWTH[column];
    const end = index === columns.length - 1 ? '\n' : ',';
    const last = figures.at(-1);
    if (growth !== undefined) figures.push({ growth, after: end });
    else if (last === undefined) before += (own[column] ?? cell) + end;
    else last.after += (own[column] ?? cell) + end;
  }
  return { before, figures };
}

function lineAt({ before, figures }: Row, index: number, second: number): string {
  const now = 100 + ((index * 7 + second * 13) % 100);
  let line = before;
  for (const { growth, after } of figures) {
    line += (growth === 0 ? now : 1_000_000 + growth * second + now) + after;
  }
  return line;
}

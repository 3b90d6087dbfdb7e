/**
 * Parsing `show stat` of a real haproxy with 12,000 rows: rows split at their commas against all of it through
 * csv-parse, in turn; and whether the cost grows with the rows and no faster.
 * usage: tsx bench/haproxy-parse.ts [ROUNDS]
 */
import { parse } from 'csv-parse/sync';
import { renderExposition, tieFamilies } from '../src/exporter/metrics/exposition.ts';
import { HAPROXY_FAMILIES } from '../src/exporter/metrics/haproxy.ts';
import { parseHaproxyStats } from '../src/parsers/haproxy/stats.ts';
import { askUnixSocket } from '../src/sources/unix-socket.ts';
import { startHaproxyFarm } from './support/haproxy-farm.ts';
import { compareInTurn, printComparison, timed } from './support/rounds.ts';

const ROUNDS = Number(process.argv[2] ?? 15);

const farm = await startHaproxyFarm(1000, 10);
const limits = { signal: AbortSignal.timeout(30_000), maxBytes: 1 << 28 };
const text = await askUnixSocket(farm.socket, 'show stat', limits);
await farm.stop();

const lines = text.trimEnd().split('\n');
const [header = '', ...rows] = lines;

printComparison(
  `${rows.length} rows, ${text.length} characters`,
  'ms',
  await compareInTurn(
    [
      { name: 'parseHaproxyStats', run: () => timed(() => parseHaproxyStats(text)) },
      { name: 'lines split at commas', run: () => timed(() => lines.map((line) => line.split(','))) },
      {
        name: 'csv-parse to arrays',
        run: () => timed(() => parse(text, { relax_column_count: true, record_delimiter: '\n' })),
      },
    ],
    ROUNDS,
  ),
);

/** So many rows, each of another name, with a quoted description in every `quotedEvery`th. */
function page(count: number, quotedEvery: number): string {
  const made = Array.from({ length: count }, (_, index) => {
    const row = `n${index}-${rows[index % rows.length] ?? ''}`;
    return index % quotedEvery === 0 ? row.replace(/,,http,/, ',"a, ""b""",http,') : row;
  });
  return `${header}\n${made.join('\n')}\n`;
}

/** As a scrape does it: the bytes of the exposition of one HAProxy. */
function rendered(pageText: string): number {
  const { records, problems } = parseHaproxyStats(pageText);
  const report = {
    subsystem: 'haproxy' as const,
    source: 'farm',
    target: '',
    durationSeconds: 0,
    finishedAtSeconds: 0,
    outcome: { kind: 'ok' as const, value: { stats: records, infos: [] }, problems },
  };
  let bytes = 0;
  for (const part of renderExposition(tieFamilies(HAPROXY_FAMILIES, [report]), 'prometheus')) {
    bytes += Buffer.from(part).length;
  }
  return bytes;
}

for (const [title, quotedEvery, work] of [
  ['parse, no row with quotes', Number.POSITIVE_INFINITY, parseHaproxyStats],
  ['parse, every 10th row with quotes', 10, parseHaproxyStats],
  ['parse, every row with quotes', 1, parseHaproxyStats],
  ['parse and render, no row with quotes', Number.POSITIVE_INFINITY, rendered],
] as const) {
  const contenders = [1_000, 10_000, 100_000].map((count) => {
    const pageText = page(count, quotedEvery);
    return {
      name: `${count} rows`,
      run: async () => ((await timed(() => work(pageText))) * 1000) / count,
    };
  });
  printComparison(title, 'µs a row', await compareInTurn(contenders, 5));
}

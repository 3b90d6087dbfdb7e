import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BindStats } from '../../../src/model/bind.ts';
import { parseNamedStats } from '../../../src/parsers/bind/named-stats.ts';
import { LastDumpFinder } from '../../../src/parsers/bind/named-stats-last-dump.ts';
import { parseStatisticsChannel } from '../../../src/parsers/bind/statistics-channel.ts';
import { FormatError } from '../../../src/parsers/format-error.ts';
import { bindFixture, figures } from './figures.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

/** The parser's result, or undefined where it is not the format at all. Whatever else it throws is thrown. */
function parsed(parse: () => { readonly records: BindStats }): BindStats | undefined {
  try {
    return parse().records;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function expectSane(stats: BindStats | undefined): void {
  if (stats === undefined) return;
  const values = [...Object.values(figures(stats)), ...stats.unknown.map((counter) => counter.value)];
  expect(values.filter((value) => !(value >= 0 && Number.isFinite(value)))).toEqual([]);
  expect(stats.unknown.length).toBeLessThanOrEqual(1000);
}

/** Replaces, inserts, removes and repeats pieces of a text's bytes. */
function mutated(bytes: Buffer): fc.Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.nat(bytes.length),
    remove: fc.nat(40),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 8 }).map((piece) => Buffer.from(piece)),
      fc
        .tuple(fc.nat(bytes.length), fc.nat(200))
        .map(([start, length]) => bytes.subarray(start, start + length)),
    ),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce<Buffer>(
        (text, { at, remove, insert }) =>
          Buffer.concat([text.subarray(0, at), insert, text.subarray(at + remove)]),
        bytes,
      ),
    );
}

const TEXTS = [
  '9.18-recursive-named.stats',
  '9.18-authoritative-named.stats',
  'reconstructed-8.4-named.stats',
  'reconstructed-9.4.3-named.stats',
  'reconstructed-9.11.37-views-named.stats',
  'reconstructed-9.21.25-named.stats',
];
const RUNS_EACH = Math.ceil(RUNS / TEXTS.length);

test.each(TEXTS)('changed bytes in %s', (file) => {
  fc.assert(
    fc.property(mutated(Buffer.from(bindFixture(file))), (bytes) => {
      expectSane(parsed(() => parseNamedStats(bytes.toString('utf8'))));
      const dump = new LastDumpFinder().prepend(bytes);
      if (dump === undefined) return;
      expect(dump.text.match(/\+\+\+ Statistics Dump \+\+\+ \(\d{1,15}\)/g)).toHaveLength(1);
      expectSane(parseNamedStats(dump.text).records);
    }),
    { numRuns: RUNS_EACH },
  );
});

test('changed bytes in the JSON of the statistics channel', () => {
  const bytes = Buffer.from(bindFixture('9.18-recursive-stats.json'));
  fc.assert(
    fc.property(mutated(bytes), (text) => {
      expectSane(parsed(() => parseStatisticsChannel(text.toString('utf8'))));
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});

test('any JSON in the place of anything', () => {
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom(
          'nsstats',
          'views',
          '_default',
          'resolver',
          'stats',
          'zones',
          'name',
          'memory',
          'traffic',
          'A',
        ),
        tie('value'),
      ),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
  })).value;
  const head = { 'json-stats-version': '1.7', 'current-time': '2026-11-20T09:46:43.451Z' };
  fc.assert(
    fc.property(json, json, (views, rest) => {
      const body = typeof rest === 'object' && rest !== null ? rest : { nsstats: rest };
      expectSane(parsed(() => parseStatisticsChannel(JSON.stringify({ ...body, views, ...head }))));
    }),
    { numRuns: Math.ceil(RUNS / 2) },
  );
});

test('a thousand lists in one another do not exhaust the stack', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const text = `{"json-stats-version":"1.7","current-time":"2026-11-20T09:46:43.451Z","nsstats":{"QryUDP":${deep}}}`;
  expect(parseStatisticsChannel(text).problems.kept[0]?.text).toBe('nsstats.QryUDP: a list');
});

/** Lines of every kind that no reader could take for a counter or for the head of anything. */
const GARBAGE = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((line) => `?${line.replaceAll(/[\r\n]/g, ' ')}`);
const COUNTERS = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[A-Z]{1,10}$/), value: fc.nat() }), {
  selector: ({ name }) => name,
  maxLength: 12,
});

test('garbage between good lines hurts none of them', () => {
  fc.assert(
    fc.property(
      COUNTERS,
      fc.array(GARBAGE, { maxLength: 12 }),
      fc.infiniteStream(fc.nat(3)),
      (counters, garbage, order) => {
        const good = counters.map(({ name, value }) => `${value} ${name}`);
        const lines: string[] = [];
        for (let [g, b] = [0, 0]; g < good.length || b < garbage.length; ) {
          const next = order.next().value === 0 || g >= good.length ? garbage[b++] : good[g++];
          if (next !== undefined) lines.push(next);
        }
        const { records, problems } = parseNamedStats(
          `+++ Statistics Dump +++ (1)\n++ Incoming Queries ++\n${lines.join('\n')}\n--- Statistics Dump --- (1)\n`,
        );
        expect(records.incomingQueries).toEqual(new Map(counters.map(({ name, value }) => [name, value])));
        expect(problems.count).toBe(garbage.length);
      },
    ),
    { numRuns: RUNS },
  );
});

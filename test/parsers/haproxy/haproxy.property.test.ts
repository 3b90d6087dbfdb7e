import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HaproxyStats } from '../../../src/model/haproxy.ts';
import type { Parsed } from '../../../src/model/problem.ts';
import { FormatError } from '../../../src/parsers/format-error.ts';
import { parseHaproxyAnswer } from '../../../src/parsers/haproxy/answer.ts';
import { parseHaproxyInfo } from '../../../src/parsers/haproxy/info.ts';
import { NUMERIC_COLUMNS } from '../../../src/parsers/haproxy/numbers.ts';
import { parseHaproxyStats } from '../../../src/parsers/haproxy/stats.ts';
import { fixture } from '../../support/fixture.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const timeout = 600_000;

const FIXTURES = readdirSync(join(import.meta.dirname, '..', '..', 'fixtures', 'haproxy')).filter((name) =>
  /show-info\.txt|-stat\.txt|-csv\.txt/.test(name),
);

/** What the parser returns; undefined when it says that the text is of another format. Nothing else may be thrown. */
function attempt<Records>(
  parse: (text: string) => Parsed<Records>,
  text: string,
): Parsed<Records> | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function expectSound({ columns, moduleColumns, rows }: HaproxyStats): void {
  const keys = rows.map(({ process, scope, proxy, name }) => JSON.stringify([process, scope, proxy, name]));
  expect(new Set(keys).size).toBe(keys.length);
  const numeric = [...columns].filter(([name]) => NUMERIC_COLUMNS.has(name)).map(([, index]) => index);
  const bad = rows.flatMap(({ cells }) =>
    [...numeric, ...moduleColumns.values()].filter(
      (index) => !/^(?:-?\d+(?:\.\d+)?)?$/.test(cells[index] ?? ''),
    ),
  );
  expect(bad).toEqual([]);
}

/** A few bytes of a file changed, taken away or put in. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  remove: fc.nat(3),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 3 }),
    fc
      .constantFrom('"', '""', ',', '\n', '\r\n', '-', '# pxname,svname,', 'Name: x\n')
      .map((text) => Buffer.from(text)),
  ),
});

function mutate(
  text: string,
  mutations: readonly { at: number; remove: number; insert: Uint8Array }[],
): string {
  let bytes = Buffer.from(text);
  for (const { at, remove, insert } of mutations) {
    const index = Math.floor(at * bytes.length);
    bytes = Buffer.concat([bytes.subarray(0, index), insert, bytes.subarray(index + remove)]);
  }
  return bytes.toString('utf8');
}

describe('bytes of fixtures changed', () => {
  test.each(FIXTURES)(
    '%s',
    (file) => {
      const text = fixture('haproxy', file);
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 8 }), (mutations) => {
          const mutated = mutate(text, mutations);
          const answer = attempt(parseHaproxyAnswer, mutated);
          if (answer !== undefined) expectSound(answer.records.stats);
          attempt(parseHaproxyStats, mutated);
          attempt(parseHaproxyInfo, mutated);
        }),
        { numRuns: Math.ceil(numRuns / FIXTURES.length) },
      );
    },
    timeout,
  );
});

test(
  'any text',
  () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '\n',
        ',',
        '"',
        '""',
        '# pxname,svname,type,-,x,\n',
        'Name: HAProxy\n',
        'a,b,2,-,1,\n',
        'Pid: 1\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const answer = attempt(parseHaproxyAnswer, text);
        if (answer !== undefined) expectSound(answer.records.stats);
        attempt(parseHaproxyStats, text);
        attempt(parseHaproxyInfo, `Name: ${text}`);
      }),
      { numRuns },
    );
  },
  timeout,
);

const [HEADER = '', FRONTEND = '', , , , SERVER = ''] = fixture('haproxy', '2.6-show-stat.txt').split('\n');
const CHECK = SERVER.split(',').indexOf('Layer7 check passed');

/** A server's row as HAProxy would write it, with any description. */
function goodRow(index: number, description: string): string {
  const cells = SERVER.split(',');
  cells[1] = `good${index}`;
  cells[CHECK] = /[,"\r\n]/.test(description) ? `"${description.replaceAll('"', '""')}"` : description;
  return cells.join(',');
}

const garbageLine = fc.oneof(
  fc.string({ unit: fc.constantFrom(',', '"', 'a', '2', ' ', '-', '/', '\r'), maxLength: 160 }),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\n', ' ')),
  fc.nat(SERVER.length).map((length) => `${SERVER.slice(0, length)}"`),
  fc.constantFrom('# pxname,svname,status,', HEADER.replace('stot', 'sxot'), FRONTEND),
);

test(
  'no garbage costs a good row',
  () => {
    const good = fc.record({
      description: fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.string({ unit: fc.constantFrom(',', '"', '\n', 'a'), maxLength: 40 }),
      ),
      garbage: fc.array(garbageLine, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(good, { minLength: 1, maxLength: 8 }), (rows) => {
        const lines = rows.flatMap(({ description, garbage }, index) => [
          goodRow(index, description),
          ...garbage,
        ]);
        const { records } = parseHaproxyStats(`${HEADER}\n${lines.join('\n')}\n`);
        const found = records.rows.filter(({ name }) => name.startsWith('good'));
        expect(found.map(({ name, cells }) => [name, cells[CHECK]])).toEqual(
          rows.map(({ description }, index) => [`good${index}`, description]),
        );
      }),
      { numRuns },
    );
  },
  timeout,
);

test(
  'rows keep every cell that was written',
  () => {
    const cell = fc.string({ unit: fc.constantFrom(',', '"', '\n', 'x', ' ', 'é'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (texts) => {
        // As wide as HAProxy's own: a cell with as many commas as a narrow row would be taken for a row.
        const header = `# pxname,svname,${texts.map((_, index) => `text${index}`).join(',')},${'x,'.repeat(40)}`;
        const quoted = texts.map((text) => (/[,"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
        const { records } = parseHaproxyStats(`${header}\nweb,s1,${quoted.join(',')},${','.repeat(40)}\n`);
        expect(records.rows[0]?.cells.slice(2, 2 + texts.length)).toEqual(texts);
      }),
      { numRuns },
    );
  },
  timeout,
);

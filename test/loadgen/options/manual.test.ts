import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withMetrics } from '../../../scripts/manual-metrics.ts';
import type { Invocation } from '../../../src/loadgen/options/invocation.ts';
import { OPTION_ROWS } from '../../../src/loadgen/options/option-table.ts';
import { parseSettings } from '../../../src/loadgen/options/parse-settings.ts';
import { loadQueries } from '../../../src/loadgen/queries/load-queries.ts';
import { parseExpectationsFile } from '../../../src/loadgen/verify/expectations-file.ts';
import { CONTEXT, settingsOf } from './support/parse.ts';
import { parseDefault, READ } from './support/read-defaults.ts';

const MANUAL = readFileSync(resolve(import.meta.dirname, '../../../docs/dnsbench.md'), 'utf8');

test('the manual has every option', () => {
  const tables = MANUAL.split('\n').filter((line) => line.startsWith('|'));
  const missing = OPTION_ROWS.flatMap(({ long, letters = '', dnsperf = '', dnsperfKey, dnsperfOnly }) => [
    ...(dnsperfOnly === true ? [] : long.map((name) => `--${name}`)),
    ...[...letters, ...dnsperf].map((letter) => `-${letter}`),
    ...(dnsperfKey === undefined ? [] : [`-O ${dnsperfKey}`]),
  ]).filter((written) => !tables.some((line) => new RegExp(`\`${written}\\b`).test(line)));
  expect(missing).toEqual([]);
});

test('the manual has no option that is not there', () => {
  const known = OPTION_ROWS.flatMap(({ long }) => long);
  const foreign = ['set']; // ipvsadm's
  const written = [...MANUAL.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map((match) => match[1]);
  expect(written.filter((name) => name !== undefined && ![...known, ...foreign].includes(name))).toEqual([]);
  expect(written.length).toBeGreaterThan(50);
});

describe('the default of each option is what the settings have', () => {
  const columns = defaultColumns();
  /** Two have a meaning beside another option alone. */
  const beside: Readonly<Record<string, readonly string[]>> = {
    'histogram-buckets': ['-H', 'latencies.hist'],
    'histogram-unit': ['-H', 'latencies.hist'],
  };

  test('and none is left out', () => {
    expect(Object.keys(READ).sort()).toEqual([...columns.keys()].sort());
  });

  test.each(Object.entries(READ))('--%s', (name, read) => {
    expect(read(settingsOf(beside[name] ?? []))).toBe(parseDefault(columns.get(name) ?? ''));
  });

  test.each([
    ['port', '853 with `-m dot`', '-m dot', 853],
    ['timeout', '1 with `--find-max`', '--find-max 1%', 1],
    ['outstanding', '65536 with `-T`, `--ramp` or `--find-max`', '-T 1000', 65_536],
    ['outstanding', '65536 with `-T`, `--ramp` or `--find-max`', '--ramp 1:1000:5', 65_536],
    ['outstanding', '65536 with `-T`, `--ramp` or `--find-max`', '--find-max 1%', 65_536],
    ['runs', '1 without `-l`', '-l 5', undefined],
    ['edns', 'off; 4096', '-e', 4096],
  ])('--%s is %s: %s', (name, written, argv, value) => {
    expect(columns.get(name)).toContain(written);
    expect(READ[name]?.(settingsOf(argv.split(' ')))).toBe(value);
  });

  test('queryperf has 20 outstanding queries', () => {
    expect(settingsOf(['--compat', 'queryperf']).run.outstanding).toBe(20);
  });

  test('the rate of dnsperf keeps within the default of its -q', () => {
    expect(settingsOf(['--compat', 'dnsperf', '-Q', '1000']).run.totalOutstanding).toBe(100);
  });
});

describe('examples', () => {
  test.each(commandLines())('%s', (line) => {
    expect(() => invoke(line)).not.toThrow();
  });

  test('there are some of each command', () => {
    const kinds = commandLines().map((line) => invoke(line).kind);
    expect(kinds.filter((kind) => kind === 'run').length).toBeGreaterThan(9);
    expect(kinds).toContain('merge');
  });

  test('of input, each a query or a directive', async () => {
    const example = codeOf('## Input', 2);
    const { pool, leading, problems } = await loadQueries(
      settingsOf(['--verify']).run.input,
      { queryClass: 1, prefixBytes: 0, keepExpectations: true },
      {
        open: async function* () {
          yield Buffer.from(example);
        },
        warn: (line) => expect.fail(line),
      },
    );
    expect(problems.first).toEqual([]);
    expect(pool.count).toBe(9);
    expect(leading).toEqual({ port: 5353, timeoutSeconds: 2 });
  });

  test('of expectations, each one', () => {
    const { expectations, problems } = parseExpectationsFile(codeOf('## Expectations'), 'manual');
    expect(problems.first).toEqual([]);
    expect(expectations.size).toBe(14);
  });
});

test('the metrics are those of the tables of families (npm run docs writes them)', async () => {
  expect(await withMetrics(MANUAL)).toBe(MANUAL);
  expect(MANUAL).toContain('| `dnsbench_answers_total` | counter | rcode |');
  expect(MANUAL).toContain('| `dnsbench_intended_latency_seconds` | histogram | le |');
});

test('links lead to a heading', () => {
  const headings = [...MANUAL.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  const links = [...MANUAL.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor);
  expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  expect(links.length).toBeGreaterThan(10);
});

/** Default columns of the tables of options, by the options' first long names. */
function defaultColumns(): ReadonlyMap<string, string> {
  const section = MANUAL.slice(MANUAL.indexOf('\n## Options\n'), MANUAL.indexOf('\n### Bounds\n'));
  const rows = section.split('\n').filter((line) => line.startsWith('| `-') && !line.includes('`--help`'));
  return new Map(
    rows.map((row) => {
      // `\|` is a bar within a cell.
      const [, options = '', column = ''] = row.split(/(?<!\\)\|/);
      return [/--([a-z-]+)/.exec(options)?.[1] ?? options, column.trim()];
    }),
  );
}

/** The first indented lines of a section. */
function codeOf(heading: string, from = 0): string {
  const section = MANUAL.slice(MANUAL.indexOf(`\n${heading}\n`));
  const blocks = section.match(/(?:^(?: {4}.*)?\n)+/gm)?.filter((text) => text.trim() !== '') ?? [];
  return (blocks[0] ?? '').replaceAll(/^ {4}/gm, '').trim().split('\n').slice(from).join('\n');
}

/** What the manual's examples type, but for those that leave something out; numbers stand for the shell's variables. */
function commandLines(): string[] {
  return MANUAL.replaceAll(/ \\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.startsWith('    ') && !/[…<]/.test(line.replace(/'[^']*'/g, '')))
    .flatMap((line) => /\bdnsbench (?=-|merge |report )(?:'[^']*'|[^'|>)&])*/.exec(line)?.[0].trim() ?? [])
    .map((line) => line.replaceAll('$i', '1').replaceAll('$at', '2000000000'));
}

function invoke(line: string): Invocation {
  const [, ...argv] = [...line.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
  return parseSettings(argv, CONTEXT);
}

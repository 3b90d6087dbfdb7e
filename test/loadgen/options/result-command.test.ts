import { expect, test } from 'vitest';
import { parseSettings } from '../../../src/loadgen/options/parse-settings.ts';
import { CONTEXT, mistakeIn } from './support/parse.ts';

const OUTPUT = {
  dialect: 'dnsbench',
  format: 'text',
  intervalSeconds: 1,
  printIntervals: 'nothing',
  countRcodes: false,
  perQuery: false,
  latencyHistogram: false,
  suppress: [],
  failOn: [],
};

test.each([
  { argv: ['report', 'a.json', 'b.json'], kind: 'report', files: ['a.json', 'b.json'], output: OUTPUT },
  {
    argv: ['report', '--json', 'a.json', '--html=o.html', '-'],
    kind: 'report',
    files: ['a.json', '-'],
    output: { ...OUTPUT, format: 'json', htmlFile: 'o.html' },
  },
  { argv: ['merge', '--', '-a.json'], kind: 'merge', files: ['-a.json'], output: OUTPUT },
  {
    argv: ['merge', 'a', 'b', 'c', '--compat', 'dnsperf', '--fail-on', 'qps<1', '--json=o'],
    kind: 'merge',
    files: ['a', 'b', 'c'],
    output: {
      ...OUTPUT,
      dialect: 'dnsperf',
      jsonFile: 'o',
      failOn: [{ figure: 'qps', operator: '<', value: 1, text: 'qps<1' }],
    },
  },
])('$argv', ({ argv, ...expected }) => {
  expect(parseSettings(argv, CONTEXT)).toEqual(expected);
});

test.each([
  [['report'], 'report needs results, files that --json=FILE wrote; see dnsbench report --help'],
  [['merge', '--qps-only'], 'merge needs results, files that --json=FILE wrote; see dnsbench merge --help'],
  [['report', '-s', 'vip', 'a'], 'there is no option "-s"; see dnsbench report --help'],
  [['merge', 'a', '--jsno'], 'there is no option "--jsno"; did you mean --json?'],
  [['merge', 'a', '--json=a'], '--json would write over "a", which is read; name another file'],
  [['merge', '-', '-'], 'standard input is given twice; it can be read once'],
  [
    ['merge', 'a', '--json', '--ndjson'],
    '--json and --ndjson exclude each other: both write to standard output',
  ],
])('%j', (argv, message) => {
  expect(mistakeIn(argv)).toBe(message);
});

test('queryperf and dnsperf have no such commands', () => {
  expect(mistakeIn(['report', 'a'], { programName: 'queryperf' })).toBe(
    'unexpected argument "report"; the file of queries goes after -d',
  );
});

import { expect, test } from 'vitest';
import { asciiDashes } from '../../../src/loadgen/options/dashes.ts';
import { settingsOf } from './support/parse.ts';

test.each([
  ['-d', '-d'],
  ['\u2013d', '-d'],
  ['\u2013l60', '-l60'],
  ['\u2212T1000', '-T1000'],
  ['\u2014data', '--data'],
  ['\u2013data=x', '--data=x'],
  ['\u2013date', '-date'],
  ['\u2013\u2013anything', '--anything'],
  ['-\u2013data', '--data'],
  ['\u2014', '-'],
  ['queries\u2013vip.txt', 'queries\u2013vip.txt'],
])('%s is read as %s', (argument, read) => {
  expect(asciiDashes(argument, (name) => name === 'data')).toBe(read);
});

test('options with pasted dashes mean what they look like, and it is noted', () => {
  const { run, output, notes, commandLine } = settingsOf([
    '\u2013s',
    'vip',
    '\u2013d',
    'vip\u2013queries.txt',
    '\u2212l60',
    '\u2014cv',
    '\u2014compat',
    'queryperf',
  ]);
  expect(run).toMatchObject({
    server: 'vip',
    input: { files: ['vip\u2013queries.txt'] },
    durationSeconds: 60,
  });
  expect(output).toMatchObject({ dialect: 'queryperf', countRcodes: true, perQuery: true });
  expect(notes).toEqual([
    '"\u2013" (U+2013) was read as - in "-s"',
    '"\u2013" (U+2013) was read as - in "-d"',
    '"\u2212" (U+2212) was read as - in "-l"',
    '"\u2014" (U+2014) was read as - in "-c"',
    '"\u2014" (U+2014) was read as - in "--compat"',
  ]);
  expect(commandLine).toBe('dnsbench -s vip -d vip\u2013queries.txt -l60 -cv --compat queryperf');
});

test('a pasted dash alone is standard input', () => {
  const { run, notes } = settingsOf(['-d', '\u2013']);
  expect(run.input.files).toEqual(['-']);
  expect(notes).toEqual(['"\u2013" (U+2013) was read as - in "-"']);
});

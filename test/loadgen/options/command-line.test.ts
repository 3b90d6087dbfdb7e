import { expect, test } from 'vitest';
import { settingsOf } from './support/parse.ts';

test.each([
  [['-s', 'vip', '-l60'], 'dnsbench -s vip -l60'],
  [['--fail-on', 'loss>1%'], "dnsbench --fail-on 'loss>1%'"],
  [['--fail-on=loss>1%'], "dnsbench --fail-on='loss>1%'"],
  [['-d', "it's here"], "dnsbench -d 'it'\\''s here'"],
  [['-d', 'a\nb'], 'dnsbench -d "a\\nb"'],
  [['-cvdq', '-1', '--json=o', '--edns=1232'], 'dnsbench -cvdq -1 --json=o --edns=1232'],
])('%j is shown as %s', (argv, commandLine) => {
  expect(settingsOf(argv).commandLine).toBe(commandLine);
});

test('the program is shown by its name, keys of -O as they were given', () => {
  expect(settingsOf(['-O', 'suppress=timeouts'], { programName: '/usr/bin/dnsperf' }).commandLine).toBe(
    'dnsperf -O suppress=timeouts',
  );
});

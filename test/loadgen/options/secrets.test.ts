import { expect, test } from 'vitest';
import { mistakeIn, settingsOf } from './support/parse.ts';

const SECRET = 'aHVudGVyMg==';
const TSIG = {
  algorithm: 'hmac-sha256',
  keyName: 'bench.example.',
  secret: new TextEncoder().encode('hunter2'),
  fudgeSeconds: 300,
};

test.each([
  [['-y', `bench.example.:${SECRET}`], 'dnsbench -y <hidden>'],
  [[`-ybench.example.:${SECRET}`], 'dnsbench -y<hidden>'],
  [[`-cvyhmac-sha256:bench.example.:${SECRET}`], 'dnsbench -cvy<hidden>'],
  [['--tsig', `HMAC-SHA256:bench.example.:${SECRET}`], 'dnsbench --tsig <hidden>'],
  [[`--tsig=bench.example.:${SECRET}`], 'dnsbench --tsig=<hidden>'],
  [['\u2013y', `bench.example.:${SECRET}`], 'dnsbench -y <hidden>'],
  [[`\u2014tsig=bench.example.:${SECRET}`], 'dnsbench --tsig=<hidden>'],
])('%j signs, and its secret is not shown', (argv, commandLine) => {
  const settings = settingsOf(argv);
  expect(settings.run.shaping.tsig).toEqual(TSIG);
  expect(settings.commandLine).toBe(commandLine);
  expect(JSON.stringify([settings.commandLine, settings.notes, settings.output])).not.toContain('aHVudGVy');
});

test('a key comes from DNSBENCH_TSIG, and gives way to one on the command line', () => {
  const environment = { DNSBENCH_TSIG: `bench.example.:${SECRET}` };
  const settings = settingsOf(['-l5'], { environment });
  expect(settings.run.shaping.tsig).toEqual(TSIG);
  expect(settings.commandLine).toBe('dnsbench -l5');
  expect(settingsOf(['-y', 'other:c2VjcmV0'], { environment }).run.shaping.tsig?.keyName).toBe('other');
  expect(settingsOf([], { environment: { DNSBENCH_TSIG: '' } }).run.shaping).not.toHaveProperty('tsig');
});

test.each([
  [`bench.example.:${SECRET}\n`],
  [`key "bench.example." {\n\talgorithm hmac-sha256;\n\tsecret "${SECRET}";\n};\n`],
  [`# written by tsig-keygen\nkey bench.example. { algorithm "HMAC-SHA256"; /* x */ secret ${SECRET}; };`],
])('a key comes from a file that says %j', (text) => {
  const settings = settingsOf(['--tsig-file', 'bench.key'], { readTextFile: () => text });
  expect(settings.run.shaping.tsig).toEqual(TSIG);
  expect(settings.commandLine).toBe('dnsbench --tsig-file bench.key');
});

const WANTED =
  '[ALGORITHM:]NAME:SECRET, the secret in base64, the algorithm one of hmac-md5, hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512';

test.each([
  { argv: ['-y', SECRET], message: `the value of -y is no key; write ${WANTED}` },
  { argv: [`--tsig=rot13:name:${SECRET}`], message: `the value of --tsig is no key; write ${WANTED}` },
  { argv: ['-y', `name:${SECRET}!`], message: `the value of -y is no key; write ${WANTED}` },
  { argv: ['-y', `na me:${SECRET}`], message: `the value of -y is no key; write ${WANTED}` },
  { argv: ['-y', `a:b:c:${SECRET}`], message: `the value of -y is no key; write ${WANTED}` },
  { argv: ['-y'], message: `-y needs a value: ${WANTED}` },
  { argv: [`--tsgi=name:${SECRET}`], message: 'there is no option "--tsgi"; did you mean --tsig?' },
  { argv: ['--tsgi', `name:${SECRET}`], message: 'there is no option "--tsgi"; did you mean --tsig?' },
  { argv: ['-y', 'name:c2VjcmV0', SECRET], message: 'an argument too many after -y' },
  {
    argv: ['-B', '-y', `name:${SECRET}`],
    message: '-B and -y exclude each other: binary messages are sent as they are',
  },
  {
    argv: ['-y', `name:${SECRET}`, '--tsig-file', 'f'],
    message: '-y and --tsig-file f exclude each other: queries are signed with one key',
  },
  {
    argv: [],
    environment: { DNSBENCH_TSIG: SECRET },
    message: `the value of DNSBENCH_TSIG is no key; write ${WANTED}`,
  },
  {
    argv: ['-B'],
    environment: { DNSBENCH_TSIG: `name:${SECRET}` },
    message: '-B and DNSBENCH_TSIG exclude each other: binary messages are sent as they are',
  },
  {
    argv: ['--tsig-file', 'no.key'],
    message: "--tsig-file cannot be read: ENOENT: no such file or directory, open 'no.key'",
  },
  {
    argv: ['--tsig-file', 'bad.key'],
    readTextFile: () => `key x { secret "${SECRET}!"; };`,
    message: '--tsig-file: "bad.key" holds no key; write one as tsig-keygen does, or [ALGORITHM:]NAME:SECRET',
  },
])('$message', ({ argv, message, ...context }) => {
  expect(mistakeIn(argv, context)).toBe(message);
  expect(message).not.toContain('aHVudGVy');
});

test.each([
  ['hmac-md5', 'hmac-md5.sig-alg.reg.int'],
  ['hmac-md5.sig-alg.reg.int.', 'hmac-md5.sig-alg.reg.int'],
  ['hmac-sha1', 'hmac-sha1'],
  ['hmac-sha224', 'hmac-sha224'],
  ['hmac-sha384', 'hmac-sha384'],
  ['HMAC-SHA512', 'hmac-sha512'],
])('%s is %s on the wire', (written, algorithm) => {
  expect(settingsOf(['-y', `${written}:name:c2VjcmV0`]).run.shaping.tsig?.algorithm).toBe(algorithm);
});

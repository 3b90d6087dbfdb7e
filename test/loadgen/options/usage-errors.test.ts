import { expect, test } from 'vitest';
import { mistakeIn } from './support/parse.ts';

test.each([
  [['--tme', '60'], 'there is no option "--tme"; did you mean --time?'],
  [['--dura=60'], 'there is no option "--dura"; did you mean --duration?'],
  [['--find-maximum=1%'], 'there is no option "--find-maximum"; did you mean --find-max?'],
  [['--wibble'], 'there is no option "--wibble"; see dnsbench --help'],
  [['--\u001b[31m'], 'there is no option "--\\u001b[31m"; see dnsbench --help'],
  [['-z'], 'there is no option "-z"; see dnsbench --help'],
  [['-json'], 'there is no option "-j"; did you mean --json?'],
  [['-cz'], 'there is no option "-z"; see dnsbench --help'],
  [['-e1232'], 'there is no option "-2"; see dnsbench --help'],
  [['-l'], '-l needs a value: a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
  [['-T'], '-T needs a value: queries a second from 0.001 to 100000000, such as 20000'],
  [['-d', '-l', '5'], '-d needs a value: the path of a file, or - for standard input'],
  [['-l', '-1'], '-l needs a value: a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
  [['-l', '-5'], '-l is "-5"; write a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
  [['--time='], '--time is ""; write a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
  [
    ['-time', '60'],
    '-t is "ime"; write a time from 1ms to 1h such as 5, 0.5, 20ms or 2m; did you mean --time?',
  ],
  [['--verify=yes'], '--verify takes no value'],
  [['--help=all'], '--help takes no value'],
  [['queries.txt'], 'unexpected argument "queries.txt"; the file of queries goes after -d'],
  [
    ['-c', '--', '-x'],
    'unexpected argument "-x" after -c; -c takes no value here; did you mean --sockets, or --compat dnsperf?',
  ],
  [
    ['-c', '20'],
    'unexpected argument "20" after -c; -c takes no value here; did you mean --sockets, or --compat dnsperf?',
  ],
  [
    ['-n', '5'],
    'unexpected argument "5" after -n; -n takes no value here; did you mean --runs, or --compat dnsperf?',
  ],
  [['-e', '1232'], 'unexpected argument "1232" after -e; write its value as --edns=SIZE'],
  [['--json', 'out.json'], 'unexpected argument "out.json" after --json; write its value as --json=FILE'],
  [['-v', 'q.txt'], 'unexpected argument "q.txt" after -v; the file of queries goes after -d'],
  [['--compat', 'bind'], '--compat is "bind"; write queryperf, dnsperf or dnsbench'],
])('%j', (argv, message) => {
  expect(mistakeIn(argv)).toBe(message);
});

test.each([
  [
    '-s',
    '192.0.2.1:53',
    'a name or an address such as 192.0.2.1, 2001:db8::1 or fe80::1%eth0, and the port with -p',
  ],
  [
    '-s',
    '[::1]',
    'a name or an address such as 192.0.2.1, 2001:db8::1 or fe80::1%eth0, and the port with -p',
  ],
  ['-s', 'a b', 'a name or an address such as 192.0.2.1, 2001:db8::1 or fe80::1%eth0, and the port with -p'],
  ['-p', '0', 'a whole number from 1 to 65535'],
  ['-p', '65536', 'a whole number from 1 to 65535'],
  ['-p', '53x', 'a whole number from 1 to 65535'],
  ['-p', '0x35', 'a whole number from 1 to 65535'],
  ['-p', '5.3', 'a whole number from 1 to 65535'],
  ['-p', '1e3', 'a whole number from 1 to 65535'],
  ['-p', ' 53', 'a whole number from 1 to 65535'],
  ['-x', '65536', 'a whole number from 0 to 65535'],
  ['-a', 'localhost', 'an address of this host such as 192.0.2.7 or 2001:db8::7'],
  ['-f', 'ipv4', 'inet, inet6 or any'],
  ['-m', 'doq', 'udp, tcp or dot'],
  ['-d', '', 'the path of a file, or - for standard input'],
  ['-l', '0', 'a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
  ['-l', '5 m', 'a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
  ['-l', '1d', 'a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
  ['-t', '2h', 'a time from 1ms to 1h such as 5, 0.5, 20ms or 2m'],
  ['-i', '0.01', 'a time from 100ms to 24h such as 5, 0.5, 20ms or 2m'],
  ['--interval', '0', 'a time from 100ms to 24h such as 5, 0.5, 20ms or 2m'],
  ['-q', '65537', 'a whole number from 1 to 65536'],
  ['-q', '0', 'a whole number from 1 to 65536'],
  ['-b', '0', 'a whole number from 1 to 1048576'],
  ['-r', '0', 'a whole number from 1 to 10000000'],
  ['-u', '0', 'a whole number from 1 to 60000000'],
  ['-H', '-', 'the path of a file'],
  ['-T', '1k', 'queries a second from 0.001 to 100000000, such as 20000'],
  ['-T', '0.0001', 'queries a second from 0.001 to 100000000, such as 20000'],
  ['--workers', '257', 'a whole number from 1 to 256'],
  ['--sockets', '16385', 'a whole number from 1 to 16384'],
  ['--runs', '0', 'a whole number from 1 to 1000000000'],
  [
    '--rotate-ports',
    '30.5',
    'a number of queries such as 1000, or a time of at least 100ms with its unit such as 30s',
  ],
  [
    '--rotate-ports',
    '10ms',
    'a number of queries such as 1000, or a time of at least 100ms with its unit such as 30s',
  ],
  ['--ramp', '1000:2000', 'FROM:TO:SECONDS, two rates and the time between them, such as 1000:50000:60'],
  ['--ramp', '1:0:60', 'FROM:TO:SECONDS, two rates and the time between them, such as 1000:50000:60'],
  [
    '--find-max',
    '0.01',
    'a loss in percent below 100%, such as 0.1%, and the first rate behind a colon if wanted: 0.1%:20000',
  ],
  [
    '--find-max',
    '100%',
    'a loss in percent below 100%, such as 0.1%, and the first rate behind a colon if wanted: 0.1%:20000',
  ],
  ['--edns', '511', 'a whole number from 512 to 65535'],
  ['--edns', '65536', 'a whole number from 512 to 65535'],
  [
    '--edns-option',
    '10',
    'CODE:HEX, a code from 0 to 65535 and at most 1024 octets in hex, such as 10:0011223344556677',
  ],
  [
    '--edns-option',
    '10:abc',
    'CODE:HEX, a code from 0 to 65535 and at most 1024 octets in hex, such as 10:0011223344556677',
  ],
  ['--ecs', '192.0.2.1', 'ADDRESS/LENGTH such as 192.0.2.0/24 or 2001:db8::/56'],
  ['--ecs', '192.0.2.0/33', 'ADDRESS/LENGTH such as 192.0.2.0/24 or 2001:db8::/56'],
  ['--ecs', 'fe80::1%eth0/64', 'ADDRESS/LENGTH such as 192.0.2.0/24 or 2001:db8::/56'],
  ['--class', 'CLASS65536', 'IN, CH, HS, NONE, ANY, CLASSnnn or a number from 0 to 65535'],
  ['--class', 'constructor', 'IN, CH, HS, NONE, ANY, CLASSnnn or a number from 0 to 65535'],
  ['--prefix', 'random:64', 'random or number, with a length from 1 to 63 if wanted: random:8'],
  ['--prefix', 'word', 'random or number, with a length from 1 to 63 if wanted: random:8'],
  ['--segment', '4/3', 'I/N, which of how many hosts, such as 2/3, with I from 1 to N and N at most 10000'],
  ['--segment', '0/3', 'I/N, which of how many hosts, such as 2/3, with I from 1 to N and N at most 10000'],
  [
    '--start-at',
    '1767225600000',
    'epoch seconds such as 1767225600, or a time with its zone such as 2026-01-01T00:00:00Z',
  ],
  [
    '--start-at',
    '2026-01-01T00:00:00',
    'epoch seconds such as 1767225600, or a time with its zone such as 2026-01-01T00:00:00Z',
  ],
  ['--metrics', '9153', 'an address and port such as 127.0.0.1:9153, :9153 or [::1]:9153'],
  ['--transport', 'io_uring', 'auto, mmsg or dgram'],
  ['--timestamps', 'hardware', 'user or kernel'],
  ['--gso', 'yes', 'on or off'],
  ['--csv', '-', 'the path of a file'],
])('%s %j is refused', (option, value, wanted) => {
  const argv = option.startsWith('--') ? [`${option}=${value}`] : [option, value];
  expect(mistakeIn(argv)).toBe(`${option} is ${JSON.stringify(value)}; write ${wanted}`);
});

test.each([
  ['loss>0.1', 'loss>0.1'],
  ['qps<5,p98>1ms', 'p98>1ms'],
  ['p99>20', 'p99>20'],
  ['p99=20ms', 'p99=20ms'],
  ['timedOut>0.5', 'timedOut>0.5'],
  ['loss>1%,', ''],
])('--fail-on %s names what is wrong in it', (value, part) => {
  expect(mistakeIn(['--fail-on', value])).toBe(
    `--fail-on has "${part}" in it; write bounds such as loss>0.1%, p99>20ms, qps<50000 or mismatched>0, separated by commas`,
  );
});

test('a value that is too long for a line is cut', () => {
  expect(mistakeIn(['-p', '9'.repeat(1000)])).toBe(
    `-p is "${'9'.repeat(60)}…"; write a whole number from 1 to 65535`,
  );
});

test('option data that no query should carry is refused', () => {
  const option = ['-E', `65001:${'00'.repeat(1024)}`];
  expect(mistakeIn([...option, ...option, ...option])).toBe('none');
  expect(mistakeIn([...option, ...option, ...option, ...option])).toBe(
    'EDNS options take 4112 octets of each query; at most 4096 can be given',
  );
});

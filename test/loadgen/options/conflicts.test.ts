import { expect, test } from 'vitest';
import { mistakeIn } from './support/parse.ts';

test.each([
  [['-1', '--runs', '2'], '-1 and --runs 2 exclude each other: the one is a single run'],
  [['--runs', '2', '-1'], '-1 and --runs 2 exclude each other: the one is a single run'],
  [['--ramp', '1:2:3', '--rate', '5'], '--rate 5 and --ramp 1:2:3 exclude each other: each sets the rate'],
  [['--find-max', '1%', '-T', '5'], '-T 5 and --find-max 1% exclude each other: each sets the rate'],
  [
    ['--find-max', '1%', '--ramp=1:2:3'],
    '--ramp 1:2:3 and --find-max 1% exclude each other: each sets the rate',
  ],
  [
    ['--find-max', '1%', '--runs', '2'],
    '--find-max 1% and --runs 2 exclude each other: the search ends when it has found the rate',
  ],
  [
    ['--find-max', '1%', '-1'],
    '--find-max 1% and -1 exclude each other: the search ends when it has found the rate',
  ],
  [['-B', '-D'], '-B and -D exclude each other: binary messages are sent as they are'],
  [['-B', '--ecs', '::/0'], '-B and --ecs ::/0 exclude each other: binary messages are sent as they are'],
  [['-B', '-R'], '-B and -R exclude each other: binary messages are sent as they are'],
  [
    ['--binary', '--prefix', 'random'],
    '--binary and --prefix random exclude each other: binary messages are sent as they are',
  ],
  [['-B', '--verify'], '-B and --verify exclude each other: binary messages name no expectations'],
  [['-B', '--expect', 'f'], '-B and --expect f exclude each other: binary messages name no expectations'],
  [
    ['--nsid', '--by-answer'],
    '--nsid and --by-answer exclude each other: answers are counted by one of them',
  ],
  [['--nsid', '-E', '3:'], '-E 3: and --nsid exclude each other: NSID would be sent twice'],
  [['--cookie', '-E', '10:00'], '-E 10:00 and --cookie exclude each other: the cookie would be sent twice'],
  [
    ['--ecs=::/0', '-E', '8:00'],
    '-E 8:00 and --ecs ::/0 exclude each other: the client subnet would be sent twice',
  ],
  [
    ['--rotate-ports', '9', '-mtcp'],
    '--rotate-ports 9 and -m tcp exclude each other: a connection keeps its port',
  ],
  [
    ['--rotate-ports', '9s', '--mode=dot'],
    '--rotate-ports 9s and --mode dot exclude each other: a connection keeps its port',
  ],
  [
    ['--rotate-ports', '9', '-x', '1'],
    '--rotate-ports 9 and -x 1 exclude each other: ports that are given cannot be left',
  ],
  [
    ['--ledger', '-mtcp'],
    '--ledger and -m tcp exclude each other: a connection that breaks takes its queries with it, and losses are told of UDP alone',
  ],
  [['--transport', 'mmsg', '-mtcp'], '--transport mmsg and -m tcp exclude each other: a transport is of UDP'],
  [
    ['--timestamps', 'kernel', '--transport', 'dgram'],
    "--timestamps kernel and --transport dgram exclude each other: the kernel's time stamps come with mmsg alone",
  ],
  [
    ['--timestamps', 'kernel', '-m', 'tcp'],
    '--timestamps kernel and -m tcp exclude each other: the kernel stamps datagrams, not answers in a stream',
  ],
  [['-f', 'inet', '-s', '::1'], '-f inet and -s ::1 exclude each other: the address is of the other family'],
  [
    ['-f', 'inet6', '-a', '127.0.0.1'],
    '-f inet6 and -a 127.0.0.1 exclude each other: the address is of the other family',
  ],
  [
    ['-s', '::1', '-a', '127.0.0.1'],
    '-s ::1 and -a 127.0.0.1 exclude each other: one address is IPv4, the other IPv6',
  ],
  [['-i', '2', '-S', '3'], '-i 2 and -S 3 exclude each other: each sets the length of an interval'],
  [
    ['-i', '2', '--interval', '3'],
    '-i 2 and --interval 3 exclude each other: each sets the length of an interval',
  ],
  [['--json', '--qps-only'], '--json and --qps-only exclude each other: both write to standard output'],
  [['--ndjson', '--json'], '--json and --ndjson exclude each other: both write to standard output'],
  [['--qps-only', '--ndjson'], '--ndjson and --qps-only exclude each other: both write to standard output'],
  [['-v', '--json'], '-v and --json exclude each other: both write to standard output'],
  [['-i', '1', '--qps-only'], '-i 1 and --qps-only exclude each other: both write to standard output'],
  [['--tls-insecure'], '--tls-insecure needs --mode dot'],
  [['-mtcp', '--tls-ca', 'f'], '--tls-ca needs --mode dot'],
  [['--tls-server-name', 'f'], '--tls-server-name needs --mode dot'],
  [['--queries-per-connection', '5'], '--queries-per-connection needs --mode tcp or dot'],
  [['-d', '-', '-d', '-'], 'standard input is given twice; it can be read once'],
  [['--csv', 'a', '--html', 'a'], '--csv and --html would both write "a"; name another file'],
  [['-Ha', '--json=a'], '-H and --json would both write "a"; name another file'],
  [['-d', 'q', '--csv', 'q'], '--csv would write over "q", which is read; name another file'],
  [
    ['-x', '65500'],
    '-x 65500 leaves too few ports for 64 sockets; write at most 65472, or use fewer sockets',
  ],
  [
    ['-x', '1', '--sockets', '16384', '--workers', '4'],
    '-x 1 leaves too few ports for 65536 sockets; use fewer sockets',
  ],
])('%j', (argv, message) => {
  expect(mistakeIn(argv)).toBe(message);
});

test.each([
  [['-1', '--runs', '1']],
  [['--transport', 'auto', '-m', 'tcp']],
  [['--timestamps', 'user', '--transport', 'dgram']],
  [['--rotate-ports', '9', '-x', '0']],
  [['-x', '65472']],
  [['--json=a', '--qps-only', '--csv', 'b']],
  [['-v', '--json=a']],
  [['-B', '--by-answer', '--shuffle', '--segment=1/2']],
  [['--nsid', '-E', '65001:00']],
  [['-f', 'inet', '-s', 'vip.example', '-a', '127.0.0.1']],
])('%j go together', (argv) => {
  expect(mistakeIn(argv)).toBe('none');
});

import { expect, test } from 'vitest';
import { parseDirective } from '../../../src/loadgen/queries/directives.ts';

test.each([
  ['#server 192.0.2.1', { server: '192.0.2.1' }],
  ['#server\tfe80::1%eth0', { server: 'fe80::1%eth0' }],
  ['#SERVER ns1.example.com and more', { server: 'ns1.example.com' }],
  ['#port 5353', { port: 5353 }],
  ['#port   65535  ', { port: 65535 }],
  ['#maxqueries 1', { outstanding: 1 }],
  ['#maxqueries 1000000', { outstanding: 1_000_000 }],
  ['#maxwait 5', { timeoutSeconds: 5 }],
  ['#maxwait 0.25', { timeoutSeconds: 0.25 }],
])('%s', (line, directives) => {
  expect(parseDirective(Buffer.from(line))).toEqual(directives);
});

test.each([
  ['#', 'Invalid config: No directive present after #; a comment begins with ;'],
  ['#  ', 'Invalid config: No directive present after #; a comment begins with ;'],
  ['# a comment', 'Invalid config: Space before directive or no directive present; a comment begins with ;'],
  [
    '#maxruntime 5',
    'Invalid config: Bad directive: "maxruntime"; there are server, port, maxqueries and maxwait',
  ],
  [
    '#constructor 5',
    'Invalid config: Bad directive: "constructor"; there are server, port, maxqueries and maxwait',
  ],
  ['#Port', 'Invalid config: No value present: #port'],
  ['#port 0', 'Invalid config: Bad value for port: "0"; it is a port from 1 to 65535'],
  ['#port 65536', 'Invalid config: Bad value for port: "65536"; it is a port from 1 to 65535'],
  ['#port 0x35', 'Invalid config: Bad value for port: "0x35"; it is a port from 1 to 65535'],
  ['#maxqueries -1', 'Invalid config: Bad value for maxqueries: "-1"; it is a number from 1 to 1000000'],
  [
    '#maxqueries 1000001',
    'Invalid config: Bad value for maxqueries: "1000001"; it is a number from 1 to 1000000',
  ],
  ['#maxwait 0', 'Invalid config: Bad value for maxwait: "0"; it is seconds, more than 0 and at most 86400'],
  [
    '#maxwait \u001b[2J',
    'Invalid config: Bad value for maxwait: "?[2J"; it is seconds, more than 0 and at most 86400',
  ],
])('%j', (line, problem) => {
  expect(parseDirective(Buffer.from(line))).toBe(problem);
});

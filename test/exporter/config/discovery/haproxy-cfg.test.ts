import { expect, test } from 'vitest';
import { statsSockets } from '../../../../src/exporter/config/discovery/haproxy-cfg.ts';

test('sockets in the order in which they are written', () => {
  const cfg = `
global
    # stats socket /run/commented.sock
    stats socket /run/haproxy/admin.sock mode 660 level admin
\tstats  socket\t/run/haproxy/user.sock user haproxy # level admin
    stats socket "/run/ha proxy/quoted.sock"
    stats socket /run/with\\ space.sock
    stats socket unix@/run/prefixed.sock
    stats timeout 30s
listen stats
    stats enable
    stats uri /
`;
  expect(statsSockets(cfg)).toEqual([
    { path: '/run/haproxy/admin.sock' },
    { path: '/run/haproxy/user.sock' },
    { path: '/run/ha proxy/quoted.sock' },
    { path: '/run/with space.sock' },
    { path: '/run/prefixed.sock' },
  ]);
});

test('one socket for each process of nbproc', () => {
  const cfg = `
global
    nbproc 2
    stats socket /run/haproxy-1.sock level admin process 1
    stats socket /run/haproxy-2.sock level admin process 2
`;
  expect(statsSockets(cfg)).toEqual([
    { path: '/run/haproxy-1.sock', process: '1' },
    { path: '/run/haproxy-2.sock', process: '2' },
  ]);
});

test.each([
  '',
  'stats socket',
  'stats socket ipv4@127.0.0.1:9999 level admin',
  'stats socket 127.0.0.1:9999',
  'stats socket fd@3',
  'stats socket abns@haproxy',
  'stats socket $' + '{SOCKET}',
  'stats socket relative.sock',
  'no stats socket /run/haproxy.sock',
])('%j names no file', (line) => {
  expect(statsSockets(line)).toEqual([]);
});

import { expect, test } from 'vitest';
import { parseProbeTarget } from '../../../src/exporter/web/probe-target.ts';

test.each([
  ['lb1.example:8404', 'haproxy', 'http://lb1.example:8404/;csv', 'lb1.example'],
  ['lb1:80', 'haproxy', 'http://lb1/;csv', 'lb1'],
  ['LB1:8404', 'haproxy', 'http://lb1:8404/;csv', 'lb1'],
  ['127.0.0.1:8404', 'haproxy', 'http://127.0.0.1:8404/;csv', '127.0.0.1'],
  ['2130706433:8404', 'haproxy', 'http://127.0.0.1:8404/;csv', '127.0.0.1'],
  ['[::1]:8404', 'haproxy', 'http://[::1]:8404/;csv', '[::1]'],
  ['[0:0::0001]:8404', 'haproxy', 'http://[::1]:8404/;csv', '[::1]'],
  ['rs1:8053', 'bind', 'http://rs1:8053/', 'rs1'],
  ['http://lb1/haproxy?stats;csv', 'haproxy', 'http://lb1/haproxy?stats;csv', 'lb1'],
  ['HTTPS://LB1:8443/Stats;csv', 'haproxy', 'https://lb1:8443/Stats;csv', 'lb1'],
  ['javascript:1', 'haproxy', 'http://javascript:1/;csv', 'javascript'],
  ['http://lb1/a@b', 'haproxy', 'http://lb1/a@b', 'lb1'],
  ['http://lb1/#top', 'haproxy', 'http://lb1/', 'lb1'],
  ['http://lb1/%0d%0aHost:%20evil', 'haproxy', 'http://lb1/%0d%0aHost:%20evil', 'lb1'],
] as const)('%j of a %s is %s', (text, kind, url, host) => {
  expect(parseProbeTarget(text, kind)).toEqual({ kind: 'target', url, host });
});

const CREDENTIALS = "carries a user or password, which belong in the module's configuration";
const MISLEADING = 'holds a space, a backslash or an invisible character';

test.each([
  ['lb1', 'is not host:port'],
  ['lb1:', 'is not host:port'],
  [':8404', 'is not host:port'],
  ['lb1:http', 'is not host:port'],
  ['lb1:123456', 'is not host:port'],
  ['lb1:8404/stats', 'is not host:port'],
  ['lb1:80:80', 'is not host:port'],
  ['::1:8404', 'is not host:port'],
  ['//lb1:8404', 'is not host:port'],
  ['lb1:65536', 'is not a valid address'],
  ['1.2.3.4.5:80', 'is not a valid address'],
  ['256.0.0.1:80', 'is not a valid address'],
  ['[::1%25lo]:80', 'is not a valid address'],
  ['http://', 'is not a valid address'],
  ['http://:80/', 'is not a valid address'],
  ['file:///etc/passwd', 'is neither http nor https'],
  ['unix:///run/haproxy/admin.sock', 'is neither http nor https'],
  ['gopher://lb1:70/', 'is neither http nor https'],
  ['admin:secret@lb1:8404', CREDENTIALS],
  ['lb1:80@evil:80', CREDENTIALS],
  ['http://admin:secret@lb1/', CREDENTIALS],
  ['http://lb1@evil/', CREDENTIALS],
  ['http://@lb1/', CREDENTIALS],
  ['http:///user@evil/', CREDENTIALS],
  ['http:/user@evil/', CREDENTIALS],
  ['http://lb1\\@evil/', MISLEADING],
  ['http:\\\\lb1/', MISLEADING],
  ['http://lb1/ x', MISLEADING],
  ['lb1:80\r\nX: y', MISLEADING],
  ['lb\t1:80', MISLEADING],
  ['lb1:80\0', MISLEADING],
  ['lb\u00ad1:80', MISLEADING],
  ['\u202elb1:80', MISLEADING],
  ['lb1\u2028:80', MISLEADING],
])('%j %s', (text, why) => {
  const parsed = parseProbeTarget(text, 'haproxy');
  expect(parsed.kind === 'wrong' && parsed.reason).toContain(` ${why}; write host:port or a URL`);
});

test('what is shown of a target is short and visible', () => {
  expect(parseProbeTarget(`\u202e${'x'.repeat(3000)}`, 'haproxy')).toEqual({
    kind: 'wrong',
    reason: `target "\\u202e${'x'.repeat(99)}…" is longer than 2048 characters; write host:port or a URL`,
  });
});

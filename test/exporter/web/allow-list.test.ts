import { expect, test } from 'vitest';
import { createAllowList } from '../../../src/exporter/web/allow-list.ts';

/** The host as a parsed target has it. */
function hostOf(authority: string): string {
  return new URL(`http://${authority}`).hostname;
}

test.each([
  // A name admits that name alone.
  ['lb1.example', 'lb1.example', true],
  ['lb1.example', 'LB1.Example', true],
  ['LB1.Example', 'lb1.example', true],
  ['lb1.example', 'lb1.example:8404', true],
  ['lb1.example', 'lb2.example', false],
  ['lb1.example', 'lb1.example.evil', false],
  ['lb1.example', 'evil-lb1.example', false],
  ['lb1.example', 'a.lb1.example', false],
  ['lb1.example', 'lb1.example.', false],
  ['lb1', 'lb1', true],
  ['my_host', 'my_host', true],
  ['localhost', '127.0.0.1', false],
  // A suffix admits every name below it.
  ['*.example.com', 'a.example.com', true],
  ['*.example.com', 'a.b.example.com', true],
  ['*.Example.com', 'A.EXAMPLE.COM', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'evilexample.com', false],
  ['*.example.com', 'evil-example.com', false],
  ['*.example.com', 'a.example.com.', false],
  ['*.example.com', 'a.example.com.evil', false],
  ['*.example.com', '.example.com', false],
  ['*.0.0.1', '127.0.0.1', false],
  // Addresses and networks admit addresses, however they are written.
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2', false],
  ['127.0.0.1', 'localhost', false],
  ['127.0.0.1', '2130706433', true],
  ['127.0.0.1', '0x7f.1', true],
  ['127.0.0.1', '0177.0.0.1', true],
  ['127.0.0.1', '127.1', true],
  ['127.0.0.1', '127.0.0.1.', true],
  ['127.0.0.1', '１２７.0.0.1', true],
  ['127.0.0.1', '[::ffff:127.0.0.1]', true],
  ['127.0.0.1', '[::127.0.0.1]', false],
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.0/8', '[::ffff:10.1.2.3]', true],
  ['10.0.0.0/8', '10.example.com', false],
  ['10.0.0.0/8', '0xa.1', true],
  ['192.0.2.7/32', '192.0.2.7', true],
  ['192.0.2.7/32', '192.0.2.6', false],
  ['0.0.0.0/0', '198.51.100.1', true],
  ['0.0.0.0/0', '[::ffff:198.51.100.1]', true],
  ['0.0.0.0/0', '[2001:db8::1]', false],
  ['0.0.0.0/0', 'localhost', false],
  ['::1', '[::1]', true],
  ['::1', '[0:0:0:0:0:0:0:1]', true],
  ['[::1]', '[::1]', true],
  ['2001:db8::/32', '[2001:db8:ffff::1]', true],
  ['2001:DB8::/32', '[2001:db8::1]', true],
  ['2001:db8::/32', '[2001:db9::1]', false],
  ['::/0', '[2001:db8::1]', true],
  ['::/0', '127.0.0.1', false],
  ['::/0', '[::ffff:127.0.0.1]', false],
  // Letters that only look different, or only look the same.
  ['lb1.example', 'ｌｂ１.example', true],
  ['lb1.example', 'lb1\u3002example', true],
  ['lb1.example', 'l\u04311.example', false],
  ['münchen.example', 'xn--mnchen-3ya.example', true],
  ['münchen.example', 'MÜNCHEN.example', true],
  // What is no entry admits nothing.
  ['', 'localhost', false],
  ['*', 'localhost', false],
  ['*.', 'localhost', false],
  ['*.*.example.com', 'a.b.example.com', false],
  ['a*.example.com', 'ab.example.com', false],
  ['localhost:8404', 'localhost', false],
  ['http://localhost', 'localhost', false],
  ['user@localhost', 'localhost', false],
  ['10.0.0.0/33', '10.0.0.1', false],
  ['10.0.0.0/', '10.0.0.0', false],
  ['10.0.0.0/-1', '10.0.0.0', false],
  ['10.0.0.0/8/8', '10.0.0.0', false],
  ['2130706433', '127.0.0.1', false],
  ['::1/129', '[::1]', false],
])('an allow list of %j and the host %j: %j', (entry, authority, expected) => {
  expect(createAllowList([entry])(hostOf(authority))).toBe(expected);
});

test('an empty list admits nothing', () => {
  expect(['localhost', '127.0.0.1', '[::1]', ''].map(createAllowList([]))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('one entry out of several is enough', () => {
  const list = createAllowList(['not valid/', '10.0.0.0/8', '*.example.com', 'lb1']);
  expect(['10.0.0.1', 'a.example.com', 'lb1', 'lb2'].map(list)).toEqual([true, true, true, false]);
});

import { expect, test } from 'vitest';
import { parseListenAddress } from '../../src/text/listen-address.ts';

test.each([
  ['127.0.0.1:9053', { host: '127.0.0.1', port: 9053 }],
  [':9053', { port: 9053 }],
  ['[::1]:9053', { host: '::1', port: 9053 }],
  ['[::]:0', { host: '::', port: 0 }],
  ['lb-1.example:65535', { host: 'lb-1.example', port: 65_535 }],
])('%s', (text, expected) => {
  expect(parseListenAddress(text)).toEqual(expected);
});

test.each([
  '',
  '9053',
  '127.0.0.1',
  '127.0.0.1:',
  ':65536',
  '::1:9053',
  '[127.0.0.1]:9053',
  '[::1]',
  'a b:1',
  'h:-1',
  'h:1\n',
])('%j is no listen address', (text) => {
  expect(parseListenAddress(text)).toBeUndefined();
});

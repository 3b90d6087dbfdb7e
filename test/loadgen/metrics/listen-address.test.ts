import { expect, test } from 'vitest';
import { parseListenAddress } from '../../../src/loadgen/metrics/listen-address.ts';

test.each([
  ['127.0.0.1:9153', { host: '127.0.0.1', port: 9153 }],
  ['lab1.example:0', { host: 'lab1.example', port: 0 }],
  [':9153', { port: 9153 }],
  ['[::1]:65535', { host: '::1', port: 65_535 }],
  ['[fe80::1%eth0]:9153', { host: 'fe80::1%eth0', port: 9153 }],
  ['9153', undefined],
  ['127.0.0.1', undefined],
  ['127.0.0.1:', undefined],
  ['127.0.0.1:65536', undefined],
  ['127.0.0.1:-1', undefined],
  ['::1:9153', undefined],
  ['[127.0.0.1]:9153', undefined],
  ['', undefined],
])('%j', (text, expected) => {
  expect(parseListenAddress(text)).toEqual(expected);
});

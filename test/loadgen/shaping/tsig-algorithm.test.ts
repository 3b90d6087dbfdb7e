import { expect, test } from 'vitest';
import { TSIG_ALGORITHMS, tsigAlgorithm } from '../../../src/loadgen/shaping/tsig-algorithm.ts';

test.each([
  ['hmac-md5', 'hmac-md5.sig-alg.reg.int', 'md5', 16],
  ['HMAC-MD5.SIG-ALG.REG.INT.', 'hmac-md5.sig-alg.reg.int', 'md5', 16],
  ['hmac-sha1', 'hmac-sha1', 'sha1', 20],
  ['Hmac-SHA224', 'hmac-sha224', 'sha224', 28],
  ['hmac-sha256.', 'hmac-sha256', 'sha256', 32],
  ['hmac-sha384', 'hmac-sha384', 'sha384', 48],
  ['hmac-sha512', 'hmac-sha512', 'sha512', 64],
])('%s', (written, name, hash, macBytes) => {
  expect(tsigAlgorithm(written)).toEqual({ name, hash, macBytes });
});

test.each(['', 'md5', 'hmac-sha256-128', 'gss-tsig', 'constructor'])('%j is none', (written) => {
  expect(tsigAlgorithm(written)).toBeUndefined();
});

test('each name that is offered is known', () => {
  expect(TSIG_ALGORITHMS.map((name) => tsigAlgorithm(name)?.hash)).toEqual([
    'md5',
    'sha1',
    'sha224',
    'sha256',
    'sha384',
    'sha512',
  ]);
});

import { expect, test } from 'vitest';
import {
  histogramName,
  isRcodeLabel,
  rcodeName,
  rcodeNumber,
  sortRcodes,
} from '../../../src/loadgen/result/rcode.ts';

test.each([
  [0, 'NOERROR'],
  [1, 'FORMERR'],
  [2, 'SERVFAIL'],
  [3, 'NXDOMAIN'],
  [4, 'NOTIMP'],
  [5, 'REFUSED'],
  [6, 'YXDOMAIN'],
  [7, 'YXRRSET'],
  [8, 'NXRRSET'],
  [9, 'NOTAUTH'],
  [10, 'NOTZONE'],
  [11, 'DSOTYPENI'],
  [12, 'RCODE12'],
  [15, 'RCODE15'],
  [16, 'BADVERS'],
  [17, 'BADKEY'],
  [18, 'BADTIME'],
  [19, 'BADMODE'],
  [20, 'BADNAME'],
  [21, 'BADALG'],
  [22, 'BADTRUNC'],
  [23, 'BADCOOKIE'],
  [24, 'RCODE24'],
  [4095, 'RCODE4095'],
])('response code %i is %s', (rcode, name) => {
  expect(rcodeName(rcode)).toBe(name);
  expect(rcodeNumber(name)).toBe(rcode);
});

test.each([
  ['nxdomain', 3],
  ['rcode17', 17],
  ['RCODE4096', undefined],
  ['RCODE', undefined],
  ['RCODE-1', undefined],
  ['NOPE', undefined],
  ['__proto__', undefined],
  ['', undefined],
])('the response code of %j is %j', (name, rcode) => {
  expect(rcodeNumber(name)).toBe(rcode);
});

test('the last histogram is of all other response codes', () => {
  expect([0, 3, 12, 23, 24].map(histogramName)).toEqual([
    'NOERROR',
    'NXDOMAIN',
    'RCODE12',
    'BADCOOKIE',
    'other',
  ]);
});

test('names are in the order of their codes, the others last', () => {
  expect(sortRcodes(['other', 'BADCOOKIE', 'REFUSED', 'NOERROR', 'RCODE12'])).toEqual([
    'NOERROR',
    'REFUSED',
    'RCODE12',
    'BADCOOKIE',
    'other',
  ]);
});

test.each([
  ['NOERROR', true],
  ['other', true],
  ['RCODE99', true],
  ['OTHER', false],
  ['toString', false],
])('%s as a label of a count: %j', (name, is) => {
  expect(isRcodeLabel(name)).toBe(is);
});

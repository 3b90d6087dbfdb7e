import { expect, test } from 'vitest';
import { oldRcodeName, seenRcodes } from '../../../src/loadgen/report/format-rcodes.ts';

test('rcodes stand in the order of their numbers, those not seen left out', () => {
  const rcodes = { other: 4, RCODE12: 1, BADVERS: 2, NXDOMAIN: 5, SERVFAIL: 0, NOERROR: 3 };
  expect(seenRcodes(rcodes)).toEqual([
    ['NOERROR', 3],
    ['NXDOMAIN', 5],
    ['RCODE12', 1],
    ['BADVERS', 2],
    ['other', 4],
  ]);
});

test.each([
  ['NOERROR', 'NOERROR'],
  ['NOTZONE', 'NOTZONE'],
  ['DSOTYPENI', 'rcode11'],
  ['RCODE15', 'rcode15'],
  ['BADVERS', 'BADVERS'],
  ['RCODE17', 'RCODE17'],
  ['other', 'other'],
])('%s was called %s', (rcode, name) => {
  expect(oldRcodeName(rcode)).toBe(name);
});

import { expect, test } from 'vitest';
import { ratioOf } from '../../../src/loadgen/result/ratio.ts';

test('nothing of nothing is nothing', () => {
  expect([ratioOf(0, 0), ratioOf(5, 0), ratioOf(1, 4)]).toEqual([0, 0, 0.25]);
});

import { expect, test } from 'vitest';
import { countedBy } from '../../../src/loadgen/result/counted-by.ts';

test('what several counted is added, most first, then by name', () => {
  expect(
    countedBy('nsid', [
      {
        counts: [
          ['b.example', 3],
          ['a.example', 2],
        ],
        others: 1,
      },
      {
        counts: [
          ['c.example', 5],
          ['a.example', 1],
        ],
        others: 4,
      },
    ]),
  ).toEqual({
    what: 'nsid',
    counts: [
      ['c.example', 5],
      ['a.example', 3],
      ['b.example', 3],
    ],
    others: 5,
  });
});

test('nothing was counted', () => {
  expect(countedBy('answer', [])).toEqual({ what: 'answer', counts: [], others: 0 });
});

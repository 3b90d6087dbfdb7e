import { expect, test } from 'vitest';
import { Picker, type Share } from '../../bench/support/responder/faults.ts';

function picks(share: Share | undefined, seed: number, count: number): boolean[] {
  const picker = new Picker(share, seed);
  return Array.from({ length: count }, () => picker.pick());
}

test.each<[Share | undefined, boolean[]]>([
  [undefined, [false, false, false, false, false, false]],
  [{ every: 1 }, [true, true, true, true, true, true]],
  [{ every: 3 }, [false, false, true, false, false, true]],
  [{ ratio: 0 }, [false, false, false, false, false, false]],
  [{ ratio: 1 }, [true, true, true, true, true, true]],
])('%j falls on %j', (share, expected) => {
  expect(picks(share, 1, 6)).toEqual(expected);
});

test('a probability is kept, whatever the seed, within four standard errors', () => {
  for (const seed of [0, 1, 2, -5, 123_456_789]) {
    const fell = picks({ ratio: 0.01 }, seed, 100_000).filter(Boolean).length;
    expect(fell).toBeGreaterThan(1000 - 126);
    expect(fell).toBeLessThan(1000 + 126);
  }
});

test('one seed gives one sequence, another another', () => {
  expect(picks({ ratio: 0.5 }, 7, 64)).toEqual(picks({ ratio: 0.5 }, 7, 64));
  expect(picks({ ratio: 0.5 }, 7, 64)).not.toEqual(picks({ ratio: 0.5 }, 8, 64));
});

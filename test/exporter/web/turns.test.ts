import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../../src/exporter/web/turns.ts';

/** Keeps the process from all else. */
function busy(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

test('what else waits has its turn between pieces of long work', async () => {
  const turns = new Turns();
  let done = 0;
  const work = Array.from({ length: 8 }, () =>
    turns.answer(() => {
      busy(30);
      done += 1;
    }),
  );
  const seen = new Set<number>();
  while (done < work.length) {
    seen.add(done);
    await nextTurn();
  }
  // All at once would show none between 0 and 8.
  expect(seen.size).toBeGreaterThanOrEqual(7);
  await Promise.all(work);
});

test('short work is not spread over turns', async () => {
  const turns = new Turns();
  const values = Array.from({ length: 1000 }, (_, index) => turns.update(() => index));
  let rounds = 0;
  let isOver = false;
  const over = Promise.all(values).then((all) => {
    isOver = true;
    return all.at(-1);
  });
  while (!isOver) {
    await nextTurn();
    rounds += 1;
  }
  expect(await over).toBe(999);
  expect(rounds).toBeLessThan(100);
});

test('answers go before updates that wait already', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const all = [
    ...['update 1', 'update 2', 'update 3'].map((name) =>
      turns.update(() => {
        busy(30);
        order.push(name);
      }),
    ),
    turns.update(() => undefined).then(() => undefined),
  ];
  await expect.poll(() => order.length, { interval: 1 }).toBeGreaterThanOrEqual(1);
  all.push(turns.answer(() => void order.push('answer')));
  await Promise.all(all);
  expect(order.indexOf('answer')).toBeLessThan(order.indexOf('update 3'));
});

test('updates leave as much time as they take', async () => {
  const turns = new Turns();
  const begunMs = performance.now();
  await Promise.all(Array.from({ length: 4 }, () => turns.update(() => busy(40))));
  // Four times 40 ms, and three pauses between.
  expect(performance.now() - begunMs).toBeGreaterThanOrEqual(4 * 40 + 3 * 39);
});

test('what throws takes its turn from no other', async () => {
  const turns = new Turns();
  const wrong = turns.update(() => {
    throw new Error('no page');
  });
  const right = turns.update(() => 1);
  await expect(wrong).rejects.toThrow('no page');
  await expect(right).resolves.toBe(1);
});

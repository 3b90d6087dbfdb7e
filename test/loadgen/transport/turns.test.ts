import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../../src/loadgen/transport/turns.ts';

test('the first turn comes by itself, the last ends the run', async () => {
  let taken = 0;
  const turns = new Turns(() => {
    if (++taken === 3) turns.end();
    else turns.soon();
  });
  await turns.run();
  expect([taken, turns.isRunning]).toEqual([3, false]);
});

test('what comes at once is one turn', async () => {
  let taken = 0;
  const turns = new Turns(() => {
    taken++;
  });
  const running = turns.run();
  turns.soon();
  turns.soon();
  await nextTurn();
  expect(taken).toBe(1);
  turns.end();
  await running;
});

test('the earliest of several times counts', async () => {
  let taken = 0;
  const turns = new Turns(() => {
    if (++taken === 2) turns.end();
    else {
      turns.within(60_000_000);
      turns.within(1_000);
      turns.within(30_000_000);
    }
  });
  await turns.run();
  expect(taken).toBe(2);
});

test('a turn that throws ends the run with its error', async () => {
  const turns = new Turns(() => {
    throw new Error('no socket');
  });
  await expect(turns.run()).rejects.toThrow('no socket');
  expect(turns.isRunning).toBe(false);
});

test('a failure from elsewhere ends the run with its error, and there is no further turn', async () => {
  let taken = 0;
  const turns = new Turns(() => {
    taken++;
  });
  const running = turns.run();
  turns.fail(new Error('no port'));
  await expect(running).rejects.toThrow('no port');
  turns.soon();
  await nextTurn();
  expect(taken).toBe(0);
});

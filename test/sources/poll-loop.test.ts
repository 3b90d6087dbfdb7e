import { appendFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { PollLoop, type PollLoopOptions } from '../../src/sources/poll-loop.ts';
import { withTempDir } from '../integration/support/temp-dir.ts';

const NEVER_MS = 3_600_000;
const loops: PollLoop[] = [];

function loop(options: PollLoopOptions): PollLoop {
  const made = new PollLoop(options);
  loops.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(loops.splice(0).map((made) => made.close()));
});

/** A poll that ends when told to. */
function slowPoll(): { poll: () => Promise<void>; begun: () => number; end: () => void } {
  const ends: (() => void)[] = [];
  let begun = 0;
  return {
    poll: () => {
      begun += 1;
      return new Promise((resolve) => ends.push(resolve));
    },
    begun: () => begun,
    end: () => ends.shift()?.(),
  };
}

test('polls by itself, again and again', async () => {
  let polls = 0;
  loop({
    poll: async () => {
      polls += 1;
    },
    intervalMs: 1,
  });
  await vi.waitFor(() => expect(polls).toBeGreaterThan(3));
});

test('whoever asks while a poll is under way waits for the next one, and all of them for the same', async () => {
  const { poll, begun, end } = slowPoll();
  const made = loop({ poll, intervalMs: NEVER_MS });
  const first = made.now();
  const second = made.now();
  const third = made.now();
  expect(begun()).toBe(1);
  end();
  await first;
  await vi.waitFor(() => expect(begun()).toBe(2));
  end();
  await Promise.all([second, third]);
  expect(begun()).toBe(2);
});

test('a change of the file brings the next poll forward', async () => {
  await withTempDir('poll-loop', async (directory) => {
    const path = directory.file('log');
    writeFileSync(path, '');
    let polls = 0;
    const made = loop({
      poll: async () => {
        polls += 1;
      },
      intervalMs: NEVER_MS,
      watched: { path, soonestMs: 1 },
    });
    await made.now();
    const before = polls;
    appendFileSync(path, 'changed');
    await vi.waitFor(() => expect(polls).toBeGreaterThan(before));
  });
});

test('a file that cannot be watched is polled all the same', async () => {
  let polls = 0;
  loop({
    poll: async () => {
      polls += 1;
    },
    intervalMs: 1,
    watched: { path: '/nonexistent/vipscope', soonestMs: 1 },
  });
  await vi.waitFor(() => expect(polls).toBeGreaterThan(1));
});

test('closing waits for the poll under way, and there is none afterwards', async () => {
  const { poll, begun, end } = slowPoll();
  const made = loop({ poll, intervalMs: NEVER_MS });
  const asked = made.now();
  let closed = false;
  const closing = made.close().then(() => {
    closed = true;
  });
  await Promise.resolve();
  expect(closed).toBe(false);
  end();
  await Promise.all([asked, closing]);
  await made.now();
  expect(begun()).toBe(1);
});

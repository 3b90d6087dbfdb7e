import { expect, test, vi } from 'vitest';
import { Watcher, type WatcherOptions } from '../../src/live/watcher.ts';
import { FakeClock, settled } from './support/fake-clock.ts';

const START_MS = 1_000_000_000_000;

/** A watcher that writes down when it collected, in milliseconds since the start. */
function scene(options: Partial<WatcherOptions> & { readonly takesMs?: number } = {}) {
  const clock = new FakeClock(START_MS);
  const times: number[] = [];
  const onError = vi.fn();
  const collect = (): Promise<void> => {
    times.push(clock.elapsedMs());
    return new Promise((resolve) => {
      if (options.takesMs === undefined) resolve();
      else clock.after(options.takesMs, resolve);
    });
  };
  const watcher = new Watcher({
    intervalMs: 1000,
    idleIntervalMs: 5000,
    collect,
    clock,
    onError,
    ...options,
  });
  return { clock, times, watcher, onError };
}

test('collects at the start, and seldom while nobody watches, at the same seconds as other nodes', async () => {
  const { clock, times } = scene();
  await clock.advance(16_000);
  expect(times).toEqual([0, 5002, 10_002, 15_002]);
});

test('collects each second while somebody watches, and again seldom after that', async () => {
  const { clock, times, watcher } = scene();
  await clock.advance(2500);
  const end = watcher.watch();
  expect(watcher.isWatched).toBe(true);
  await clock.advance(3000);
  expect(times).toEqual([0, 2500, 3002, 4002, 5002]);
  end();
  end();
  expect(watcher.isWatched).toBe(false);
  await clock.advance(5500);
  expect(times.slice(5)).toEqual([6002, 10_002]);
});

test('a stream that ends twice ends no other', () => {
  const { watcher } = scene();
  const end = watcher.watch();
  watcher.watch();
  end();
  end();
  expect(watcher.isWatched).toBe(true);
});

test('who loaded a page watches for half a minute', async () => {
  const { clock, times, watcher } = scene();
  await clock.advance(0);
  watcher.touch();
  await clock.advance(29_500);
  expect(times).toHaveLength(30);
  expect(watcher.isWatched).toBe(true);
  await clock.advance(15_000);
  expect(watcher.isWatched).toBe(false);
  expect(times.slice(30)).toEqual([30_002, 35_002, 40_002]);
});

test('a peer whose page is watched has collections made, and is no viewer here', async () => {
  const { clock, times, watcher } = scene();
  await clock.advance(0);
  watcher.touch('peer');
  await clock.advance(3500);
  expect(times).toEqual([0, 1002, 2002, 3002]);
  expect(watcher.isWatched).toBe(false);
});

test('a slow collection is followed by as much time without one, and never by two at once', async () => {
  const { clock, times, watcher } = scene({ takesMs: 1600 });
  watcher.watch();
  await clock.advance(13_000);
  expect(times).toEqual([0, 4002, 8002, 12_002]);
});

test('whoever asks now shares the collection that is under way', async () => {
  const { clock, times, watcher } = scene({ takesMs: 100 });
  await clock.advance(50);
  const both = Promise.all([watcher.now(), watcher.now()]);
  expect(times).toEqual([0]);
  await clock.advance(50);
  await both;
  const next = watcher.now();
  expect(times).toEqual([0, 100]);
  await clock.advance(100);
  await next;
});

test('what is young enough is not collected anew, however slow collections are and many ask', async () => {
  const { clock, times, watcher } = scene({ takesMs: 1600 });
  for (let step = 0; step < 80; step += 1) {
    void watcher.fresh();
    await clock.advance(100);
  }
  expect(times).toEqual([0, 3200, 6400]);
});

test('a collection that throws is told, and the next one comes', async () => {
  const error = new Error('broken');
  const { clock, watcher, onError } = scene({ collect: () => Promise.reject(error) });
  await clock.advance(11_000);
  expect(onError.mock.calls).toEqual([[error], [error], [error]]);
  await watcher.close();
});

test('goes on with other intervals at once', async () => {
  const { clock, times, watcher } = scene();
  await clock.advance(1500);
  watcher.reconfigure({ intervalMs: 200, idleIntervalMs: 1000 });
  await clock.advance(2000);
  expect(times).toEqual([0, 1500, 2002, 3002]);
});

test('a clock that is set changes when, and never how often', async () => {
  const { clock, times, watcher } = scene();
  watcher.watch();
  await clock.advance(3000);
  clock.setWall(START_MS - 3_600_000 + 250);
  await clock.advance(3000);
  clock.setWall(START_MS + 3_600_000);
  await clock.advance(3000);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1502);
});

test('collects no more once it is closed, which waits for the last one', async () => {
  const { clock, times, watcher } = scene({ takesMs: 100 });
  await clock.advance(50);
  const closed = vi.fn();
  void watcher.close().then(closed);
  await settled();
  expect(closed).not.toHaveBeenCalled();
  await clock.advance(60);
  expect(closed).toHaveBeenCalled();
  watcher.watch();
  await watcher.now();
  await clock.advance(60_000);
  expect(times).toEqual([0]);
});

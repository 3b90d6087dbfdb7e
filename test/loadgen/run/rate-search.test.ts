import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRateSearch } from '../../../src/loadgen/run/rate-search.ts';
import { allocateControl, RunControl } from '../../../src/loadgen/worker/run-control.ts';
import { settingsOf } from '../options/support/parse.ts';
import { addTo, newWorker } from '../support/worker-counts.ts';

const STEP_MS = 10;
const TIMEOUT_MS = 1_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const clock = () => performance.now() * 1e3;

test('no search, nothing to steer', () => {
  const { run } = settingsOf(['--rate', '1000']);
  expect(createRateSearch(run, [], new RunControl(allocateControl()), clock)).toBe(undefined);
});

test('a run is steered to the capacity of its server, and ended there', () => {
  const { run } = settingsOf(['--find-max', '0.1%:1000', '-t', '1']);
  const workers = [newWorker(), newWorker()];
  const control = new RunControl(allocateControl());
  const search = createRateSearch(run, workers, control, clock);
  const startUs = clock();
  control.start(startUs, Number.POSITIVE_INFINITY);
  const end = search?.begin(startUs);
  const capacityQps = 12_000;
  const lost: number[] = [];
  const rates = new Set<number>();
  for (let turn = 0; turn < 60_000 / STEP_MS && clock() < control.stopUs; turn++) {
    // The workers follow the rate that they are told, as soon as it is set.
    const qps = control.rateEpoch === 0 ? 1_000 : control.rate.qps;
    rates.add(qps);
    const sent = (qps * STEP_MS) / 1e3;
    lost.push(Math.max(0, sent - (capacityQps * STEP_MS) / 1e3));
    for (const worker of workers) {
      addTo(worker, 'sent', sent / 2);
      addTo(worker, 'timedOut', (lost.at(-1 - TIMEOUT_MS / STEP_MS) ?? 0) / 2);
    }
    vi.advanceTimersByTime(STEP_MS);
  }
  end?.();
  expect(search?.state.bestQps).toBeGreaterThanOrEqual(capacityQps / 1.03);
  expect(search?.state.bestQps).toBeLessThanOrEqual(capacityQps * 1.001);
  expect([...rates].slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 12_000]);
  expect(search?.state.steps.map(({ qps }) => qps)).toEqual([...rates]);
  expect(control.stopUs).toBeLessThanOrEqual(clock());
  expect(vi.getTimerCount()).toBe(0);
});

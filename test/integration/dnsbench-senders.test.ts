import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { addressQueries, measure, runDnsbench, seen, serverOf } from './support/dnsbench.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

let directory: TempDir;
let queries: string;
let responder: RunningResponder;

beforeAll(async () => {
  directory = await makeTempDir('senders');
  queries = directory.file('queries.txt');
  await writeFile(queries, addressQueries(1000));
  responder = await startResponder();
});

afterEach(() => responder.speak());

afterAll(async () => {
  await responder?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [...serverOf(responder), '-d', queries, ...args];

test.each([
  ['mmsg', '1', '1', 1],
  ['mmsg', '1', '7', 7],
  ['mmsg', '3', '5', 15],
  ['dgram', '2', '3', 6],
])(
  '%s, --workers %s --sockets %s: queries come from %i ports',
  async (transport, workers, sockets, ports) => {
    await withResponder(async (own) => {
      const of = [`--workers=${workers}`, `--sockets=${sockets}`, '--transport', transport, '--runs=3'];
      const result = await measure(...serverOf(own), '-d', queries, ...of);
      expect(seen(result)).toEqual({ sent: 3000, answered: 3000, answeredInWindow: 3000 });
      expect((await own.stats()).sourcePorts).toBe(ports);
    });
  },
);

test.each(['mmsg', 'dgram'])('%s, --rotate-ports 10: each ten come from a new port', async (transport) => {
  await withResponder(async (own) => {
    const of = ['--workers=1', '--sockets=1', '-q1', '--rotate-ports=10', '--transport', transport];
    const result = await measure(...serverOf(own), '-d', queries, ...of);
    expect(seen(result)).toEqual({ sent: 1000, answered: 1000, answeredInWindow: 1000 });
    const { received, sourcePorts } = await own.stats();
    expect(received).toBe(1000);
    // A hundred, where the kernel gave none of them twice.
    expect(sourcePorts).toBeGreaterThan(90);
    expect(sourcePorts).toBeLessThanOrEqual(100);
  });
});

test.each([
  ['mmsg', '1', '7', 7],
  ['mmsg', '3', '5', 15],
  ['dgram', '2', '30', 60],
  ['mmsg', '1', '300', 300],
])('%s, --workers %s -q %s: never more than %i are outstanding', async (transport, workers, places, most) => {
  await responder.silence();
  const before = await responder.stats();
  const result = await measure(
    ...load('--transport', transport, '--workers', workers, '-q', places, '-l', '0.2', '-t', '1'),
  );
  expect(seen(result)).toEqual({ sent: most, timedOut: most });
  expect((await responder.stats()).received - before.received).toBe(most);
});

test('a rate is exact to the query, and comes with both latencies', async () => {
  const result = await measure(...load('--workers=3', '--rate=1500', '-l', '1.2'));
  expect(result.totals.sent + result.totals.notSent).toBe(1800);
  expect(result.intendedLatency?.count).toBe(result.totals.answered);
  expect(result.windowSeconds).toBe(1.2);
});

test('a ramp is exact to the query: what lies below the line', async () => {
  const result = await measure(...load('--workers=2', '--ramp=200:600:1', '-l', '1.5'));
  // 400 in the second in which it rises, then half a second at 600.
  expect(result.totals.sent + result.totals.notSent).toBe(700);
  expect(result.endedBy).toBe('time-limit');
});

test('--find-max ends by itself, and has found nothing where nothing is answered', async () => {
  await responder.silence();
  const result = await measure(...load('--find-max=1%:64', '-t', '0.5', '--workers=2'));
  expect(result.endedBy).toBe('found-max');
  const { qps = Number.NaN, steps = [] } = result.findMax ?? {};
  expect(steps[0]).toMatchObject({ qps: 64, good: false });
  // Of one query a second, the timeout may fall into an interval in which none was sent.
  expect(qps).toBeLessThan(4);
  expect(steps.filter((step) => step.good && step.qps >= 4)).toEqual([]);
});

test('time stamps of the kernel', async () => {
  const result = await measure(...load('--timestamps=kernel', '--workers=1', '-q1'));
  expect(seen(result)).toEqual({ sent: 1000, answered: 1000, answeredInWindow: 1000 });
  expect(result.settings.timestamps).toBe('kernel');
  expect(result.latency.minSeconds).toBeGreaterThan(0);
});

async function withResponder(use: (own: RunningResponder) => Promise<void>): Promise<void> {
  const own = await startResponder();
  try {
    await use(own);
  } finally {
    await own.stop();
  }
}

test('a start that has passed is told, for the other hosts are ahead', async () => {
  const { code, stderr } = await runDnsbench(load('--start-at', '2026-01-01T00:00:00Z', '--qps-only'));
  expect(code).toBe(0);
  expect(stderr).toMatch(/^dnsbench: --start-at was \d+\.\d s ago: the run begins now\n$/);
});

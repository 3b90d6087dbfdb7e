// needs: named
import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Faults } from '../../bench/support/responder/faults.ts';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import type { Ledger } from '../../src/loadgen/ledger/disturbance.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
import type { RunResult } from '../../src/loadgen/result/run-result.ts';
import {
  accounted,
  addressQueries,
  type RunningDnsbench,
  runDnsbench,
  serverOf,
  startDnsbench,
} from './support/dnsbench.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { startUdpRelay, type UdpRelay } from './support/udp-relay.ts';
import { waitingSignals } from './support/waiting-signals.ts';

let directory: TempDir;
let queries: string;
let responder: RunningResponder;
let named: RunningNamed;
let relay: UdpRelay;
let running: RunningDnsbench | undefined;

beforeAll(async () => {
  directory = await makeTempDir('ledger');
  queries = directory.file('queries.txt');
  await writeFile(queries, addressQueries(100));
  // It judges by the kernel's time of arrival, so that what is cut does not depend on when it gets a core.
  responder = await startResponder({ slices: true });
  named = await startNamed(directory, 'named', {
    options: 'recursion no; server-id "rs1";',
    zones: 'zone "example.test" { type primary; file "zone"; };',
    files: {
      zone: '$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n* A 192.168.1.11\n',
    },
  });
  relay = await startUdpRelay(named.port);
});

afterEach(async () => {
  running?.kill();
  await running?.finished;
  running = undefined;
  await responder.setFaults({});
});

afterAll(async () => {
  await responder?.stop();
  await relay?.stop();
  await named?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [
  ...serverOf(responder),
  ...['-d', queries, '--ledger', '--json'],
  ...args,
];

/** A result with a ledger, which tells of each lost query once. */
function withLedger(result: RunResult): RunResult & { readonly ledger: Ledger } {
  const { ledger, totals, warnings } = accounted(result);
  if (ledger === undefined) throw new Error('there is no ledger');
  expect(warnings.filter((warning) => warning.includes('ledger'))).toEqual([]);
  expect(totals.sent).toBe(totals.answered + totals.timedOut + totals.interrupted);
  expect(ledger.disturbances.reduce((sum, { lost }) => sum + lost, ledger.background.lost)).toBe(
    totals.timedOut,
  );
  return { ...result, ledger };
}

async function measureBlackout(
  blackout: NonNullable<Faults['blackout']>,
  ...args: readonly string[]
): Promise<{
  readonly result: RunResult & { readonly ledger: Ledger };
  readonly blackedOut: number;
  readonly gapSeconds: number;
}> {
  await responder.setFaults({ blackout });
  const { stdout } = await runDnsbench(load(...args));
  const { blackedOut, blackoutGapMs } = await responder.stats();
  return { result: withLedger(fromJson(stdout, 'stdout')), blackedOut, gapSeconds: blackoutGapMs / 1_000 };
}

test.for(['mmsg', 'dgram'])(
  'a path cut for exactly 2 s at 2,000 queries a second, sent by %s',
  { timeout: 120_000 },
  async (transport) => {
    for (let tries = 0; tries < 5; tries++) {
      const { result, blackedOut, gapSeconds } = await measureBlackout(
        { fromMs: 2_000, forMs: 2_000 },
        ...['-T', '2000', '-l', '6', '-t', '1', '--transport', transport],
      );
      const { disturbances, background, flows } = result.ledger;
      expect(disturbances).toHaveLength(1);
      const [it] = disturbances;
      expect([it?.lost, background.lost]).toEqual([blackedOut, 0]);
      expect(it).toMatchObject({ isPartial: false, flowsAffected: flows });
      expect(it?.flows.some(({ isStuck }) => isStuck)).toBe(false);
      expect(it?.latency.before?.meanSeconds).toBeGreaterThan(0);
      expect(it?.latency.after?.meanSeconds).toBeGreaterThan(0);
      // The responder's own gap, by the kernel's time of arrival; the sender's times are those before its system call.
      expect(Math.abs((it?.outageByStampsSeconds ?? 0) - gapSeconds)).toBeLessThanOrEqual(0.2);
      // A host that gave the sender no core for a while had it send less than asked for, or nothing at an end of the
      // cut; it gets another try, and what holds above all the same.
      const isAsAskedFor =
        Math.abs(blackedOut - 4_000) <= 40 &&
        Math.abs((it?.outageByStampsSeconds ?? 0) - 2) <= 0.02 &&
        Math.abs((it?.outageByLossSeconds ?? 0) - 2) <= 0.02;
      if (isAsAskedFor) return;
    }
  },
);

test('three source ports of sixteen are not answered for 3 s: stuck flows', async () => {
  const { result, blackedOut } = await measureBlackout(
    { fromMs: 1_000, forMs: 3_000, firstPorts: 3 },
    ...['-T', '800', '-l', '6', '-t', '1', '--workers', '1', '--sockets', '16'],
  );
  const [it, ...others] = result.ledger.disturbances;
  expect(others).toEqual([]);
  expect(it).toMatchObject({ isPartial: true, flowsAffected: 3, lost: blackedOut });
  expect(it?.flows.map(({ isStuck }) => isStuck)).toEqual([true, true, true]);
  // A flow sends each 20 ms at this rate.
  expect(it?.outageByStampsSeconds).toBeCloseTo(3, 0);
  expect(it?.outageByLossSeconds).toBeCloseTo(3, 0);
  expect(it?.latency.during?.meanSeconds).toBeGreaterThan(0);

  const text = await runDnsbench([
    ...serverOf(responder),
    ...['-d', queries, '--ledger', '-T', '800', '-l', '1', '-t', '0.5'],
  ]);
  expect(text.stdout).toContain('Failover ledger:\n\n  no disturbance');
  expect(text.stdout).not.toContain('Stuck flows');
});

test('one query of a hundred lost all the while is no disturbance', async () => {
  await responder.setFaults({ loss: { ratio: 0.01 } });
  const { stdout } = await runDnsbench(load('-T', '2000', '-l', '4', '-t', '1'));
  const { ledger, totals } = withLedger(fromJson(stdout, 'stdout'));
  expect(totals.timedOut).toBeGreaterThan(20);
  expect(ledger.disturbances).toEqual([]);
  expect(ledger.background.lost).toBe(totals.timedOut);
});

test('a run cut short in an outage: what was in flight is in no disturbance', async () => {
  await responder.setFaults({ blackout: { fromMs: 500, forMs: 60_000 } });
  running = startDnsbench(...load('-T', '500', '-l', '60', '-t', '5'));
  await expect
    .poll(async () => (await responder.stats()).blackedOut, { timeout: 40_000 })
    .toBeGreaterThan(4_000);
  running.signal('SIGINT');
  // Two that wait to be delivered would be one.
  const { pid } = running;
  await expect.poll(() => waitingSignals(pid)).toBe(0n);
  running.signal('SIGINT');
  const { stdout } = await running.finished;
  const { ledger, totals } = withLedger(fromJson(stdout, 'stdout'));
  expect(totals.interrupted).toBeGreaterThan(0);
  expect(ledger.disturbances).toHaveLength(1);
  expect(ledger.disturbances[0]?.lost).toBe(totals.timedOut);
  expect(ledger.disturbances[0]).not.toHaveProperty('firstGoodSeconds');
});

test('a cut between dnsbench and named: what the relay dropped, and who had answered before', async () => {
  running = startDnsbench(
    ...serverOf(relay),
    ...['-d', queries, '--ledger', '--json', '--nsid', '-t', '1', '-T', '100', '-l', '60', '--workers', '1'],
  );
  const reaches = (count: () => number, wanted: number) =>
    expect.poll(count, { timeout: 30_000, interval: 5 }).toBeGreaterThanOrEqual(wanted);
  await reaches(relay.forwarded, 100);
  relay.cut();
  await reaches(relay.dropped, 200);
  relay.mend();
  await reaches(relay.forwarded, relay.forwarded() + 150);
  running.signal('SIGINT');
  const { stdout } = await running.finished;
  const { ledger, totals } = withLedger(fromJson(stdout, 'stdout'));
  const [it, ...others] = ledger.disturbances;
  expect(others).toEqual([]);
  // An answer on its way back when the path was cut is lost too.
  expect(totals.timedOut).toBeGreaterThanOrEqual(relay.dropped());
  expect(totals.timedOut).toBeLessThan(relay.dropped() + 20);
  expect(it?.lost).toBe(totals.timedOut);
  expect(it?.isPartial).toBe(false);
  expect(new Set(it?.flows.map(({ origin }) => origin))).toEqual(new Set(['rs1']));
  const seconds = it?.outageByStampsSeconds ?? 0;
  expect(Math.abs((it?.outageByLossSeconds ?? 0) - seconds)).toBeLessThan(0.2);
});

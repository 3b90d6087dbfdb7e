import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Faults } from '../../bench/support/responder/faults.ts';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
import type { Totals } from '../../src/loadgen/result/run-result.ts';
import {
  accounted,
  addressQueries,
  measure,
  type RunningDnsbench,
  runDnsbench,
  seen,
  serverOf,
  startDnsbench,
} from './support/dnsbench.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

/** Long for loopback, and soon over. */
const TIMEOUT = '0.7';

let directory: TempDir;
let queries: string;
let responder: RunningResponder;
let running: RunningDnsbench | undefined;

beforeAll(async () => {
  directory = await makeTempDir('accounting');
  queries = directory.file('queries.txt');
  await writeFile(queries, addressQueries(1000));
  responder = await startResponder();
});

afterEach(async () => {
  running?.kill();
  await running?.finished;
  running = undefined;
  await responder.setFaults({});
});

afterAll(async () => {
  await responder?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [...serverOf(responder), '-d', queries, ...args];

describe.each(['mmsg', 'dgram'])('%s', (transport) => {
  test.each<readonly [string, Faults, Partial<Totals>]>([
    ['nothing goes wrong', {}, { answered: 1000 }],
    ['1 % is lost', { loss: { every: 100 } }, { answered: 990, timedOut: 10 }],
    ['answers come twice', { duplicate: { every: 7 } }, { answered: 1000, duplicate: 142 }],
    ['a third comes out of order', { late: { every: 3 }, lateUs: 20_000 }, { answered: 1000 }],
    ['ids are wrong', { wrongId: { every: 40 } }, { answered: 975, timedOut: 25, unexpected: 25 }],
    [
      'questions are wrong',
      { wrongQuestion: { every: 50 } },
      { answered: 980, timedOut: 20, wrongQuestion: 20 },
    ],
    ['answers are truncated', { truncate: { every: 4 } }, { answered: 1000, truncated: 250 }],
    [
      'answers end within the header',
      { cut: { every: 50 }, cutBytes: 11 },
      { answered: 980, timedOut: 20, malformed: 20 },
    ],
    [
      'answers end within the question',
      { cut: { every: 50 }, cutBytes: 15 },
      { answered: 980, timedOut: 20, wrongQuestion: 20 },
    ],
    [
      'answers are empty',
      { cut: { every: 50 }, cutBytes: 0 },
      { answered: 980, timedOut: 20, malformed: 20 },
    ],
    ['answers come from another port', { foreign: { every: 25 } }, { answered: 960, timedOut: 40 }],
  ])('%s: every query is accounted for, to the query', async (_name, faults, expected) => {
    await responder.setFaults(faults);
    const before = await responder.stats();
    // Of one socket answers come in their order, so that a second answer is read before the last one ends the run.
    const result = await measure(
      ...load('--transport', transport, '--workers=1', '--sockets=1', '-t', TIMEOUT),
    );
    expect(seen(result)).toEqual({ sent: 1000, answeredInWindow: expected.answered, ...expected });
    expect(result.settings.transport).toBe(transport);
    expect((await responder.stats()).received - before.received).toBe(1000);
  });

  test('answers that come too late are counted as such, and end no other query', async () => {
    await responder.setFaults({ late: { every: 10 }, lateUs: 500_000 });
    const before = await responder.stats();
    running = startDnsbench(
      ...load('--transport', transport, '--rate=500', '-l', '1.6', '-t', '0.25', '--json'),
    );
    await expect.poll(async () => (await responder.stats()).received - before.received).toBeGreaterThan(300);
    // So that the last of them comes while queries are still sent.
    await responder.setFaults({});
    const { code, stdout } = await running.finished;
    const { totals } = accounted(fromJson(stdout, 'stdout'));
    const { late } = (await responder.stats()).faults;
    expect(code).toBe(0);
    expect(late - before.faults.late).toBeGreaterThanOrEqual(30);
    expect(totals).toMatchObject({
      late: late - before.faults.late,
      timedOut: late - before.faults.late,
      duplicate: 0,
      unexpected: 0,
      interrupted: 0,
    });
  });
});

test('of all workers together, loss is as many queries as were not answered', async () => {
  await responder.setFaults({ loss: { every: 50 } });
  const result = await measure(...load('--workers=3', '--runs=5', '-t', TIMEOUT));
  expect(seen(result)).toEqual({ sent: 5000, answered: 4900, answeredInWindow: 4900, timedOut: 100 });
  expect(result.lossRatio).toBe(0.02);
  expect(result.passes).toBe(5);
});

test('a receive buffer that is too small is said aloud', async () => {
  // Four thousand answers come one after the other to a socket with room for a few.
  await responder.setFaults({ delayUs: 200_000 });
  const { code, stdout } = await runDnsbench(
    load('-b1', '--workers=1', '--sockets=1', '-q4000', '--runs=4', '-t', '2', '--json'),
  );
  const { totals, clientLimits } = accounted(fromJson(stdout, 'stdout'));
  expect(code).toBe(0);
  expect(totals.timedOut).toBe(totals.socketDrops);
  expect(clientLimits.map(({ kind }) => kind)).toContain('receive-buffer');
});

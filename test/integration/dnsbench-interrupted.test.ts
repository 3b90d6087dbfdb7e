import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
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
import { waitingSignals } from './support/waiting-signals.ts';

let directory: TempDir;
let queries: string;
let responder: RunningResponder;
let running: RunningDnsbench | undefined;

beforeAll(async () => {
  directory = await makeTempDir('interrupted');
  queries = directory.file('queries.txt');
  await writeFile(queries, addressQueries(1000));
  responder = await startResponder();
});

afterEach(async () => {
  running?.kill();
  await running?.finished;
  running = undefined;
  await responder.setFaults({});
  await responder.speak();
  await responder.open();
});

afterAll(async () => {
  await responder?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [...serverOf(responder), '-d', queries, ...args];

describe('a server that is not there', () => {
  test('all is lost: the report says 100.00 %, and the run is done', async () => {
    await responder.silence();
    const { code, stdout } = await runDnsbench(load('-q50', '--workers=1', '-l', '0.2', '-t', '0.3'));
    expect(code).toBe(0);
    expect(stdout).toContain('  Queries sent:         50 queries\n');
    expect(stdout).toContain('  Queries completed:    0 queries\n');
    expect(stdout).toContain('  Queries lost:         50 queries\n');
    expect(stdout).toContain('  Percentage completed:   0.00%\n  Percentage lost:      100.00%\n');
    expect(stdout).toContain('  Queries per second:   0.000000 qps\n');
    expect(stdout.match(/^\[Timeout\] Query timed out: msg id \d+$/gm)).toHaveLength(50);
  });

  test.each(['mmsg', 'dgram'])('%s: a refused port is counted as unreachable', async (transport) => {
    await responder.close();
    const args = load('--transport', transport, '-q50', '--workers=1', '-l', '0.2', '-t', '0.3');
    const result = await measure(...args);
    expect(result.totals).toMatchObject({ sent: 50, timedOut: 50, answered: 0 });
    expect(result.totals.unreachable).toBeGreaterThan(0);
    expect(result.lossRatio).toBe(1);

    const judged = await runDnsbench([...args, '--fail-on', 'loss>0.1%']);
    expect(judged).toMatchObject({
      code: 1,
      stderr: 'dnsbench: loss is 100 %, which breaks loss>0.1%\n',
    });
  });

  test('one that dies and returns leaves a gap, and the report shows when', async () => {
    const before = await responder.stats();
    const file = directory.file('gap.json');
    const args = ['--rate=400', '-l', '5', '-t', '0.2', '-S', '0.2', `--json=${file}`];
    running = startDnsbench(...load(...args));
    const received = async (): Promise<number> => (await responder.stats()).received - before.received;
    const lines = (): number => running?.stdout().match(/ outstanding$/gm)?.length ?? 0;
    await expect.poll(received).toBeGreaterThan(200);
    await responder.close();
    const shown = lines();
    await expect.poll(lines).toBeGreaterThan(shown + 3);
    await responder.open();
    const { code, stdout } = await running.finished;
    const result = accounted(fromJson(readFileSync(file, 'utf8'), file));
    const { totals, intervals, warnings } = result;
    expect(code).toBe(0);
    expect(totals.sent + totals.notSent).toBe(2000);
    expect(totals.unreachable).toBeGreaterThan(0);
    expect(totals.timedOut).toBeGreaterThan(100);
    expect(totals.answered).toBe(await received());
    const answering = intervals
      .filter(({ sent }) => sent > 0)
      .map(({ answered }) => (answered > 0 ? 'answers' : 'silent'));
    expect(answering.filter((now, at) => now !== answering[at - 1])).toEqual([
      'answers',
      'silent',
      'answers',
    ]);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^no answer came from [\d.]+ to [\d.]+ s of the run; \d+ queries timed out in it$/,
      ),
    ]);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`warning: ${warnings[0] ?? ''}`);
  });
});

describe('a signal', () => {
  const received = async (): Promise<number> => (await responder.stats()).received;

  test.each(['SIGINT', 'SIGTERM'] as const)('%s once: what is on its way is waited for', async (name) => {
    await responder.setFaults({ delayUs: 50_000 });
    const file = directory.file(`${name}.json`);
    const before = await received();
    running = startDnsbench(...load('-l', '60', `--json=${file}`));
    await expect.poll(received).toBeGreaterThan(before + 1000);
    running.signal(name);
    const { code, stdout, stderr } = await running.finished;
    const result = accounted(fromJson(readFileSync(file, 'utf8'), file));
    const sent = (await received()) - before;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(seen(result)).toMatchObject({ sent, answered: sent });
    expect(result.totals.interrupted).toBe(0);
    expect(result.endedBy).toBe('interrupted');
    expect(stdout).toContain('[Status] Testing complete\n\nStatistics:\n');
    expect(stdout).toContain('  Ended due to:         interruption\n');
    expect(stdout).toContain(`  Queries sent:         ${sent} queries\n`);
    expect(stdout.match(/Queries per second/g)).toHaveLength(1);
  });

  test('a second one ends the wait: what is on its way is interrupted', async () => {
    await responder.silence();
    const before = await received();
    running = startDnsbench(...load('-l60', '-t60', '-q40', '--workers=2', '--json'));
    await expect.poll(received).toBe(before + 80);
    running.signal('SIGINT');
    // Two that wait to be delivered would be one.
    const { pid } = running;
    await expect.poll(() => waitingSignals(pid)).toBe(0n);
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.finished;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(seen(accounted(fromJson(stdout, 'stdout')))).toEqual({ sent: 80, interrupted: 80 });
  });

  test('while standard input is read: there is nothing to report', async () => {
    running = startDnsbench('-s', '127.0.0.1', '-l', '60');
    running.stdin.write('a.example.test A\n');
    const { stdout } = running;
    await expect.poll(stdout).toContain('[Status] Processing input data\n');
    running.signal('SIGINT');
    const finished = await running.finished;
    expect(finished).toMatchObject({ code: 130, stderr: '' });
    expect(finished.stdout).not.toContain('Statistics');
  });
});

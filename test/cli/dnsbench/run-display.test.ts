import { describe, expect, test } from 'vitest';
import { RunDisplay } from '../../../src/cli/dnsbench/run-display.ts';
import type { StartedRun } from '../../../src/loadgen/run/run-listener.ts';
import type { QueryEvent } from '../../../src/loadgen/worker/worker-data.ts';
import { settingsOf } from '../../loadgen/options/support/parse.ts';
import { questionOf } from '../../loadgen/support/engine-bench.ts';
import { PLAIN_INTERVAL, PLAIN_RESULT } from '../../loadgen/support/plain-result.ts';
import { poolOf } from '../../loadgen/support/pool.ts';
import { newWorker } from '../../loadgen/support/worker-counts.ts';
import { fakeIo } from './support/fake-io.ts';

const CLEAR = '\r\u001b[2K';
const STARTED: StartedRun = {
  startedAtSeconds: 1_575_731_758,
  workers: [newWorker({ sent: 10, bytesSent: 330, answered: 5, bytesReceived: 260 })],
  targetQps: () => undefined,
};

function display(argv: readonly string[], errorColumns?: number) {
  const io = fakeIo(errorColumns === undefined ? {} : { errorColumns });
  const { output } = settingsOf(argv);
  const started: StartedRun[] = [];
  const shown = new RunDisplay({
    output,
    settings: { ...PLAIN_RESULT.settings, dialect: output.dialect },
    queries: {
      pool: poolOf(questionOf('www.abc.local'), questionOf('mail.abc.local')),
      leading: {},
      problems: { total: 0, first: [] },
      lines: 2,
    },
    io,
    onStart: (run) => started.push(run),
  });
  return { shown, io, started };
}

function timedOut(query: number, id: number): QueryEvent {
  return { kind: 'timed-out', query, id };
}
function answered(query: number, rcode: number, latencyUs: number): QueryEvent {
  return { kind: 'answered', query, id: 1, rcode, latencyUs };
}

test('the start has its line, and is passed on', () => {
  const { shown, io, started } = display([]);
  shown.started(STARTED);
  expect(io.out()).toBe('[Status] Sending queries (beginning with 192.0.2.1)\n');
  expect(started).toEqual([STARTED]);
});

describe('single queries', () => {
  const events = [timedOut(0, 123), timedOut(1, 7)];

  test('timeouts have a line each', () => {
    const { shown, io } = display([]);
    shown.events(events, 0);
    shown.end();
    expect([io.out(), io.error()]).toEqual([
      '[Timeout] Query timed out: msg id 123\n[Timeout] Query timed out: msg id 7\n',
      '',
    ]);
  });

  test('with -v each query has one', () => {
    const { shown, io } = display(['-v']);
    shown.events([answered(0, 0, 250), answered(1, 3, 99_000), timedOut(0, 5)], 0);
    expect(io.out()).toBe('> NOERROR www.abc.local A\n> NXDOMAIN mail.abc.local A\n> T www.abc.local A\n');
  });

  test("dnsperf's have the latency", () => {
    const { shown, io } = display(['--compat', 'dnsperf', '-v']);
    shown.events([answered(0, 0, 250)], 0);
    expect(io.out()).toBe('> NOERROR www.abc.local A 0.000250\n');
  });

  test('timeouts may be left out', () => {
    const { shown, io } = display(['--compat', 'dnsperf', '-O', 'suppress=timeouts']);
    shown.events(events, 5);
    shown.end();
    expect([io.out(), io.error()]).toEqual(['', '']);
  });

  test('nothing of them in what is no text', () => {
    const { shown, io } = display(['--json']);
    shown.started(STARTED);
    shown.events(events, 5);
    shown.interval(PLAIN_INTERVAL);
    shown.end();
    expect([io.out(), io.error()]).toEqual(['', '']);
  });

  test.each([
    [[], [3, 4], 'dnsbench: 7 more timeouts are not listed\n'],
    [[], [1], 'dnsbench: 1 more timeout is not listed\n'],
    [['-v'], [2], 'dnsbench: 2 more queries are not listed\n'],
    [[], [0], ''],
  ])('%j: those that were not kept are told at the end, once', (argv, leftOut, error) => {
    const { shown, io } = display(argv);
    for (const count of leftOut) shown.events(events, count);
    expect(io.error()).toBe('');
    shown.end();
    shown.end();
    expect(io.error()).toBe(error);
  });
});

describe('intervals', () => {
  test('not before the start', () => {
    const { shown, io } = display(['--compat', 'dnsperf', '-S', '1'], 80);
    shown.interval(PLAIN_INTERVAL);
    expect([io.out(), io.error()]).toEqual(['', '']);
  });

  test("dnsperf's line", () => {
    const { shown, io } = display(['--compat', 'dnsperf', '-S', '1']);
    shown.started(STARTED);
    const before = io.out();
    shown.interval(PLAIN_INTERVAL);
    expect(io.out().slice(before.length)).toBe('1575731769.000000: 1000.000000\n');
  });

  test("dnsperf's block, with the mean sizes of packets", () => {
    const { shown, io } = display(['--compat', 'dnsperf', '-S', '1', '-O', 'verbose-interval-stats']);
    shown.started(STARTED);
    shown.interval(PLAIN_INTERVAL);
    expect(io.out()).toContain('  Average packet size:  request 33, response 52\n');
  });

  test('none where nobody asked and there is no terminal', () => {
    const { shown, io } = display([]);
    shown.started(STARTED);
    const before = io.out();
    shown.interval(PLAIN_INTERVAL);
    expect([io.out(), io.error()]).toEqual([before, '']);
  });
});

describe('live line', () => {
  test('one on a terminal, no wider than it, and cleared at the end', () => {
    const { shown, io } = display([], 40);
    shown.started(STARTED);
    shown.interval(PLAIN_INTERVAL);
    const line = io.error();
    expect(line.startsWith(`${CLEAR}11 s  1,000 qps`)).toBe(true);
    expect(line.slice(CLEAR.length).length).toBeLessThan(40);
    shown.end();
    shown.end();
    expect(io.error()).toBe(`${line}${CLEAR}`);
  });

  test('it makes room for other lines, and comes back', () => {
    const { shown, io } = display([], 20);
    shown.started(STARTED);
    shown.interval(PLAIN_INTERVAL);
    const line = io.error();
    shown.warn('something');
    shown.warn('else');
    expect(io.error()).toBe(`${line}${CLEAR}dnsbench: something\ndnsbench: else\n`);
    shown.interval(PLAIN_INTERVAL);
    expect(io.error().endsWith(line)).toBe(true);
    shown.events([timedOut(0, 1)], 0);
    expect(io.error().endsWith(`${line}${CLEAR}`)).toBe(true);
  });
});

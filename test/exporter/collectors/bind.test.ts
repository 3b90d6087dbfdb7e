import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BindCollectorDeps, createBindCollector } from '../../../src/exporter/collectors/bind.ts';
import { channelUrl } from '../../../src/exporter/collectors/bind-channel.ts';
import { LOOK_BACK_BYTES } from '../../../src/exporter/collectors/bind-stats-file.ts';
import type { BindSource } from '../../../src/exporter/config/config.ts';
import type { BindServer } from '../../../src/model/bind.ts';
import type { Outcome } from '../../../src/model/snapshot.ts';
import { openBackwards } from '../../../src/sources/read-backwards.ts';
import { type ReadLimits, SourceError } from '../../../src/sources/source-error.ts';
import { fixture } from '../../support/fixture.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vipscope-bind-'));
  path = join(directory, 'named.stats');
});
afterEach(() => rmSync(directory, { recursive: true }));

const signal = (): AbortSignal => AbortSignal.timeout(5000);

const NOT_CALLED = async (): Promise<string> => {
  throw new Error('this test calls no such thing');
};
const DEPS: BindCollectorDeps = {
  openBackwards,
  fetchText: NOT_CALLED,
  runCommand: NOT_CALLED,
  repeat: () => () => undefined,
};

function fileSource(rndc?: { command: readonly string[]; intervalMs: number }): BindSource {
  return { kind: 'stats-file', name: 'rs1', path, timeoutMs: 1000, zones: true, ...(rndc && { rndc }) };
}

function dump(epoch: number, ...lines: readonly string[]): string {
  return `+++ Statistics Dump +++ (${epoch})\n++ Incoming Queries ++\n${lines.join('\n')}\n--- Statistics Dump --- (${epoch})\n`;
}

function okValue(outcome: Outcome<BindServer>): BindServer {
  if (outcome.kind !== 'ok') throw new Error(`not ok: ${outcome.reason}`);
  return outcome.value;
}

describe('named.stats', () => {
  test('gives the last whole dump and the state of the file', async () => {
    writeFileSync(path, dump(1, '1 A') + dump(2, '2 A'));
    const collector = createBindCollector(fileSource(), DEPS);
    expect([collector.subsystem, collector.source, collector.target]).toEqual(['bind', 'rs1', path]);
    const { stats, file } = okValue(await collector.collect(signal()));
    expect(stats.dumpTimeSeconds).toBe(2);
    expect(stats.incomingQueries).toEqual(new Map([['A', 2]]));
    expect(file).toEqual({ sizeBytes: 166, complete: true });
    appendFileSync(path, '+++ Statistics Dump +++ (3)\n++ Incoming Q');
    const unfinished = okValue(await collector.collect(signal()));
    expect(unfinished.stats.dumpTimeSeconds).toBe(2);
    expect(unfinished.file).toEqual({ sizeBytes: 207, complete: false });
    await collector.close();
  });

  test('is parsed again only when it has changed', async () => {
    writeFileSync(path, dump(1, '1 A'));
    const read = vi.fn(async (name: string) => {
      const file = await openBackwards(name);
      return { ...file, chunks: vi.fn(file.chunks) };
    });
    const collector = createBindCollector(fileSource(), { ...DEPS, openBackwards: read });
    const chunksRead = async (): Promise<number> => {
      const files = await Promise.all(
        read.mock.results.map((result) => result.value as ReturnType<typeof read>),
      );
      return files.reduce((sum, file) => sum + file.chunks.mock.calls.length, 0);
    };
    const first = okValue(await collector.collect(signal()));
    const again = okValue(await collector.collect(signal()));
    expect(await chunksRead()).toBe(1);
    expect(again.stats).toBe(first.stats);
    appendFileSync(path, dump(2, '2 A'));
    expect(okValue(await collector.collect(signal())).stats.dumpTimeSeconds).toBe(2);
    expect(await chunksRead()).toBe(2);
  });

  test('counters that named leaves out while they are zero stay', async () => {
    writeFileSync(path, dump(1, '1 A', '2 NS'));
    const collector = createBindCollector(fileSource(), DEPS);
    await collector.collect(signal());
    appendFileSync(path, dump(2, '3 A'));
    await collector.collect(signal());
    appendFileSync(path, dump(3, '1 MX'));
    expect(okValue(await collector.collect(signal())).stats.incomingQueries).toEqual(
      new Map([
        ['MX', 1],
        ['A', 0],
        ['NS', 0],
      ]),
    );
  });

  test('replaced, cut and gone', async () => {
    writeFileSync(path, dump(1, '1 A'));
    const collector = createBindCollector(fileSource(), DEPS);
    await collector.collect(signal());
    writeFileSync(join(directory, 'new'), dump(2, '7 A'));
    renameSync(join(directory, 'new'), path);
    expect(okValue(await collector.collect(signal())).stats.dumpTimeSeconds).toBe(2);
    truncateSync(path, 0);
    expect(await collector.collect(signal())).toEqual({
      kind: 'failed',
      reason: `${path} is empty; named writes it when asked by "rndc stats"`,
    });
    rmSync(path);
    expect(await collector.collect(signal())).toEqual({
      kind: 'failed',
      reason: `${path} does not exist; named writes it when asked by "rndc stats"`,
    });
    writeFileSync(path, dump(3, '8 A'));
    expect(okValue(await collector.collect(signal())).stats.dumpTimeSeconds).toBe(3);
  });

  test.each([
    ['options { };\n', 'has no statistics dump; is it the statistics-file of named.conf?'],
    [
      '+++ Statistics Dump +++ (1)\n++ Incoming',
      'has no complete statistics dump: named is writing its first one, or was stopped while it did',
    ],
  ])('no dump in %j', async (content, reason) => {
    writeFileSync(path, content);
    const collector = createBindCollector(fileSource(), DEPS);
    expect(await collector.collect(signal())).toEqual({ kind: 'failed', reason: `${path} ${reason}` });
  });

  test('a dump too far from the end is not looked for', async () => {
    writeFileSync(path, dump(1, '1 A'));
    truncateSync(path, LOOK_BACK_BYTES + 256 * 1024);
    const collector = createBindCollector(fileSource(), DEPS);
    expect(await collector.collect(signal())).toEqual({
      kind: 'failed',
      reason: `${path} has no complete statistics dump in its last 64 MiB`,
    });
  });

  test('what the reader refuses is the reason', async () => {
    const refuse = async (): Promise<never> => {
      throw new SourceError('permission', `${path} may not be read by this user; grant it read access`);
    };
    const collector = createBindCollector(fileSource(), { ...DEPS, openBackwards: refuse });
    expect(await collector.collect(signal())).toEqual({
      kind: 'failed',
      reason: `${path} may not be read by this user; grant it read access`,
    });
  });

  test('a passed deadline is the reason', async () => {
    writeFileSync(path, dump(1, '1 A'));
    const collector = createBindCollector(fileSource(), DEPS);
    const late = AbortSignal.abort(new DOMException('deadline', 'TimeoutError'));
    expect(await collector.collect(late)).toEqual({
      kind: 'failed',
      reason: `${path} did not answer in time`,
    });
  });
});

describe('rndc', () => {
  const RNDC = { command: ['rndc', 'stats'], intervalMs: 30_000 };

  /** A timer that the test fires, and a command whose end the test decides. */
  function scene() {
    const timer = { fire: (): void => undefined, intervalMs: 0, stopped: false };
    const runs: { argv: readonly string[]; limits: ReadLimits; end: (error?: Error) => void }[] = [];
    const deps: BindCollectorDeps = {
      ...DEPS,
      repeat: (run, intervalMs) => {
        timer.fire = run;
        timer.intervalMs = intervalMs;
        return () => {
          timer.stopped = true;
        };
      },
      runCommand: (argv, limits) =>
        new Promise((resolve, reject) => {
          const end = (error?: Error): void => (error === undefined ? resolve('') : reject(error));
          limits.signal.addEventListener('abort', () =>
            end(new SourceError('timeout', `${argv.join(' ')} did not answer in time`)),
          );
          runs.push({ argv, limits, end });
        }),
    };
    return { timer, runs, collector: createBindCollector(fileSource(RNDC), deps) };
  }

  test('runs at once, then on its interval, and never because of a scrape', async () => {
    writeFileSync(path, dump(1, '1 A'));
    const { timer, runs, collector } = scene();
    expect(runs.map(({ argv }) => argv)).toEqual([['rndc', 'stats']]);
    expect(timer.intervalMs).toBe(30_000);
    await collector.collect(signal());
    await collector.collect(signal());
    expect(runs).toHaveLength(1);
    timer.fire();
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await vi.waitFor(() => {
      timer.fire();
      expect(runs).toHaveLength(2);
    });
    await collector.close();
    expect(timer.stopped).toBe(true);
  });

  test('its failure is told, with the statistics that are there and without', async () => {
    writeFileSync(path, dump(1, '1 A', 'gibberish'));
    const { runs, timer, collector } = scene();
    runs[0]?.end(new SourceError('exit-status', 'rndc stats exited with status 1: connection refused'));
    await vi.waitFor(async () => {
      expect(await collector.collect(signal())).toMatchObject({
        kind: 'ok',
        problems: {
          count: 2,
          kept: [
            { line: 0, reason: 'rndc stats exited with status 1: connection refused', text: '' },
            { line: 4, text: 'gibberish' },
          ],
        },
      });
    });
    rmSync(path);
    expect(await collector.collect(signal())).toEqual({
      kind: 'failed',
      reason: `${path} does not exist; named writes it when asked by "rndc stats"; rndc stats exited with status 1: connection refused`,
    });
    writeFileSync(path, dump(1, '1 A'));
    timer.fire();
    runs[1]?.end();
    await vi.waitFor(async () => {
      expect(await collector.collect(signal())).toMatchObject({ problems: { count: 0 } });
    });
    await collector.close();
  });

  test('one that hangs is ended at its deadline', async () => {
    vi.useFakeTimers();
    try {
      const { runs, timer, collector } = scene();
      await vi.advanceTimersByTimeAsync(999);
      expect(runs[0]?.limits.signal.aborted).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(runs[0]?.limits.signal.reason).toMatchObject({ name: 'TimeoutError' });
      timer.fire();
      expect(runs).toHaveLength(2);
      await collector.close();
      expect(runs[1]?.limits.signal.aborted).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a closed collector runs it no more', async () => {
    const { runs, timer, collector } = scene();
    await collector.close();
    timer.fire();
    expect(runs).toHaveLength(1);
  });
});

describe('statistics channel', () => {
  const SOURCE: BindSource & { kind: 'statistics-channel' } = {
    kind: 'statistics-channel',
    name: 'rs2',
    url: 'http://127.0.0.1:8053',
    timeoutMs: 1000,
    maxBytes: 1 << 20,
    zones: true,
    tls: { insecureSkipVerify: false },
  };

  function collectorOf(fetchText: BindCollectorDeps['fetchText'], url = SOURCE.url) {
    return createBindCollector({ ...SOURCE, url }, { ...DEPS, fetchText });
  }

  test('is asked for JSON, within the limits', async () => {
    const fetchText = vi.fn(async () => fixture('bind', '9.18-recursive-stats.json'));
    const collector = collectorOf(fetchText);
    const { stats, file } = okValue(await collector.collect(signal()));
    expect(stats.version).toBe('9.18.49-1~deb12u3-Debian');
    expect(file).toBeUndefined();
    expect(fetchText).toHaveBeenCalledWith(
      {
        url: 'http://127.0.0.1:8053/json/v1',
        tls: { insecureSkipVerify: false },
        accept: 'application/json',
      },
      expect.objectContaining({ maxBytes: 1048576 }),
    );
    await collector.close();
  });

  test.each([
    ['http://h:1', 'http://h:1/json/v1'],
    ['http://h:1/', 'http://h:1/json/v1'],
    ['https://h/json/v1/server', 'https://h/json/v1/server'],
    ['http://h/named/json', 'http://h/named/json'],
  ])('%s means %s', (configured, expected) => {
    expect(channelUrl(configured)).toBe(expected);
  });

  test('XML in the place of JSON says what to configure', async () => {
    const collector = collectorOf(async () => '\n<?xml version="1.0"?>', 'http://127.0.0.1:8053/xml/v3');
    expect(await collector.collect(signal())).toEqual({
      kind: 'failed',
      reason:
        "http://127.0.0.1:8053/xml/v3 answered XML; configure the address of named's JSON, such as http://127.0.0.1:8053/json/v1",
    });
  });

  test('an answer that is nothing of named', async () => {
    expect(await collectorOf(async () => 'hello').collect(signal())).toEqual({
      kind: 'failed',
      reason:
        'http://127.0.0.1:8053/json/v1: not the JSON of named\'s statistics channel: it begins with "hello"',
    });
  });

  test.each([
    [
      new SourceError(
        'http-status',
        'http://127.0.0.1:8053/json/v1 answered HTTP 404: there is no such page',
        { httpStatus: 404 },
      ),
      'http://127.0.0.1:8053/json/v1 answered HTTP 404: this named has no JSON there; it needs one built with json-c, or stats_file',
    ],
    [
      new SourceError(
        'refused',
        'http://127.0.0.1:8053/json/v1 refused the connection; nothing listens there',
      ),
      'http://127.0.0.1:8053/json/v1 refused the connection; nothing listens there',
    ],
    [
      new SourceError('too-large', 'http://127.0.0.1:8053/json/v1 gave more than 64 MiB'),
      'http://127.0.0.1:8053/json/v1 gave more than 64 MiB; raise max_bytes if that is right',
    ],
  ])('failure %s', async (error, reason) => {
    const collector = collectorOf(async () => {
      throw error;
    });
    expect(await collector.collect(signal())).toEqual({ kind: 'failed', reason });
  });

  test('counters that named leaves out while they are zero stay', async () => {
    const answers = [fixture('bind', '9.18-recursive-stats.json')];
    answers.push((answers[0] ?? '').replace(/"nsstats":\s*\{[^}]*\}/, '"nsstats":{"QryUDP":1}'));
    const collector = collectorOf(async () => answers.shift() ?? '');
    await collector.collect(signal());
    const { stats } = okValue(await collector.collect(signal()));
    expect([stats.nameServer.get('QryUDP'), stats.nameServer.get('QryTCP')]).toEqual([1, 0]);
  });

  test('a fault of this program is not taken for one of the source', async () => {
    const collector = collectorOf(async () => {
      throw new TypeError('a mistake');
    });
    await expect(collector.collect(signal())).rejects.toThrow('a mistake');
  });
});

import { expect, test, vi } from 'vitest';
import type { Collector } from '../../src/exporter/collector.ts';
import { createScraper, type ScraperOptions } from '../../src/exporter/scraper.ts';
import { NO_PROBLEMS } from '../../src/model/problem.ts';
import type { Outcome, SourceReport } from '../../src/model/snapshot.ts';
import type { VipState } from '../../src/model/vip.ts';

type VipOutcome = Outcome<readonly VipState[]>;

const OK: VipOutcome = { kind: 'ok', value: [], problems: NO_PROBLEMS };

/** A collector whose answers the test gives out. */
function collector(source: string, collect: (signal: AbortSignal) => Promise<VipOutcome>): Collector<'vip'> {
  return { subsystem: 'vip', source, target: `test ${source}`, collect, close: () => Promise.resolve() };
}

function scraper(collectors: Collector<'vip'>[], options: Partial<ScraperOptions> = {}) {
  return createScraper({
    node: () => 'ds1',
    demo: false,
    collectors,
    timeoutMs: () => 5000,
    haproxyConcurrency: 2,
    nowMs: () => 1_700_000_000_000,
    onChange: () => undefined,
    ...options,
  });
}

test('scrapes at the same time share one collection, later ones get a fresh one', async () => {
  let release: (outcome: VipOutcome) => void = () => undefined;
  const collect = vi.fn(() => new Promise<VipOutcome>((resolve) => (release = resolve)));
  const shared = scraper([collector('a', collect)]);
  const first = shared.snapshot({ deadlineMs: 1000 });
  const second = shared.snapshot({ deadlineMs: 1000 });
  release(OK);
  expect((await first).reports.vip[0]).toEqual((await second).reports.vip[0]);
  expect(collect).toHaveBeenCalledTimes(1);
  const third = shared.snapshot({ deadlineMs: 1000 });
  release(OK);
  await third;
  expect(collect).toHaveBeenCalledTimes(2);
});

test('a source without an answer at the deadline fails alone, and is not asked again meanwhile', async () => {
  const hung = vi.fn(() => new Promise<VipOutcome>(() => undefined));
  const both = scraper([collector('hung', hung), collector('well', () => Promise.resolve(OK))]);
  for (let scrape = 0; scrape < 2; scrape += 1) {
    const { reports } = await both.snapshot({ deadlineMs: 50 });
    expect(reports.vip.map(({ source, outcome }) => [source, outcome])).toEqual([
      ['hung', { kind: 'failed', reason: 'no answer within 0.05 s' }],
      ['well', OK],
    ]);
  }
  expect(hung).toHaveBeenCalledTimes(1);
});

test('what a collector throws is an outcome with its message', async () => {
  const { reports } = await scraper([collector('a', () => Promise.reject(new Error('broken')))]).snapshot({
    deadlineMs: 1000,
  });
  expect(reports.vip[0]?.outcome).toEqual({ kind: 'failed', reason: 'broken' });
});

test('a change of outcome is told once, not at every scrape', async () => {
  const outcomes: VipOutcome[] = [
    { kind: 'failed', reason: 'gone' },
    { kind: 'failed', reason: 'gone' },
    OK,
    OK,
    { kind: 'failed', reason: 'refused' },
  ];
  const told: SourceReport[] = [];
  const once = scraper([collector('a', () => Promise.resolve(outcomes.shift() ?? OK))], {
    onChange: (report) => told.push(report),
  });
  for (let scrape = 0; scrape < 5; scrape += 1) await once.snapshot({ deadlineMs: 1000 });
  expect(told.map(({ outcome }) => outcome)).toEqual([
    { kind: 'failed', reason: 'gone' },
    OK,
    { kind: 'failed', reason: 'refused' },
  ]);
});

test('the histories count collections, failures and problems', async () => {
  const outcomes: VipOutcome[] = [
    { kind: 'ok', value: [], problems: { count: 3, kept: [] } },
    { kind: 'failed', reason: 'gone' },
    { kind: 'ok', value: [], problems: { count: 2, kept: [] } },
  ];
  const counted = scraper([collector('a', () => Promise.resolve(outcomes.shift() ?? OK))]);
  await counted.snapshot({ deadlineMs: 1000 });
  await counted.snapshot({ deadlineMs: 1000 });
  expect((await counted.snapshot({ deadlineMs: 1000 })).histories).toEqual([
    { subsystem: 'vip', source: 'a', collections: 3, failures: 1, problems: 5, lastOkSeconds: 1_700_000_000 },
  ]);
});

test('no more HAProxys are read at once than configured', async () => {
  let running = 0;
  let most = 0;
  const haproxys = Array.from(
    { length: 6 },
    (_, index): Collector<'haproxy'> => ({
      subsystem: 'haproxy',
      source: `h${index}`,
      target: '',
      collect: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
        return { kind: 'absent', reason: 'test' };
      },
      close: () => Promise.resolve(),
    }),
  );
  const bounded = createScraper({
    node: () => 'ds1',
    demo: false,
    collectors: haproxys,
    timeoutMs: () => 5000,
    haproxyConcurrency: 2,
    nowMs: Date.now,
    onChange: () => undefined,
  });
  expect((await bounded.snapshot({ deadlineMs: 1000 })).reports.haproxy).toHaveLength(6);
  expect(most).toBe(2);
});

test('after a reload kept collectors keep their history and those gone are closed', async () => {
  const close = vi.fn(() => Promise.resolve());
  const kept = collector('kept', () => Promise.resolve(OK));
  const gone = { ...collector('gone', () => Promise.resolve(OK)), close };
  const reloaded = scraper([kept, gone]);
  await reloaded.snapshot({ deadlineMs: 1000 });
  await reloaded.replaceCollectors([kept, collector('new', () => Promise.resolve(OK))]);
  expect(close).toHaveBeenCalledTimes(1);
  const { histories } = await reloaded.snapshot({ deadlineMs: 1000 });
  expect(histories.map(({ source, collections }) => [source, collections])).toEqual([
    ['kept', 2],
    ['new', 1],
  ]);
});

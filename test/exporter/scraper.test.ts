import { expect, test, vi } from 'vitest';
import type { Collector } from '../../src/exporter/collector.ts';
import { createScraper, type ScraperOptions } from '../../src/exporter/scraper.ts';
import { NO_PROBLEMS } from '../../src/model/problem.ts';
import type { Outcome, SourceReport } from '../../src/model/snapshot.ts';
import type { HostAddresses } from '../../src/model/vip.ts';

type VipOutcome = Outcome<HostAddresses>;

const OK: VipOutcome = { kind: 'ok', value: { vips: [], addresses: [] }, problems: NO_PROBLEMS };

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

test('a glance has the last report of a source that is still being read, and counts nothing as missed', async () => {
  const answers = [Promise.resolve(OK), new Promise<VipOutcome>(() => undefined)];
  const told: string[][] = [];
  const slow = scraper(
    [
      collector('slow', () => answers.shift() ?? Promise.reject(new Error('asked again'))),
      collector('mute', () => new Promise(() => undefined)),
    ],
    { onChange: ({ source, outcome }) => told.push([source, outcome.kind]) },
  );
  for (let look = 0; look < 3; look += 1) {
    const { reports } = await slow.glance({ waitMs: 20 });
    expect(reports.vip.map(({ source, outcome }) => [source, outcome.kind])).toEqual([['slow', 'ok']]);
  }
  expect(told).toEqual([['slow', 'ok']]);
});

test('a source that hangs costs only the first glance its time', async () => {
  const quick = scraper([
    collector('mute', () => new Promise(() => undefined)),
    collector('a', async () => OK),
  ]);
  const looks: number[] = [];
  for (let look = 0; look < 4; look += 1) {
    const begunMs = performance.now();
    const { reports } = await quick.glance({ waitMs: 300 });
    looks.push(performance.now() - begunMs);
    expect(reports.vip.map(({ source }) => source)).toEqual(['a']);
  }
  expect(looks[0]).toBeGreaterThan(250);
  expect(Math.max(...looks.slice(1))).toBeLessThan(200);
});

test('a glance waits again for a source once it has been quick', async () => {
  let nowMs = 1_700_000_000_000;
  const ends: ((outcome: VipOutcome) => void)[] = [];
  const collect = () => new Promise<VipOutcome>((resolve) => void ends.push(resolve));
  const recovering = scraper([collector('a', collect)], { nowMs: () => nowMs });
  const end = async (tookMs: number): Promise<void> => {
    nowMs += tookMs;
    ends.shift()?.(OK);
    await expect.poll(() => recovering.lastReports()[0]?.finishedAtSeconds).toBe(nowMs / 1000);
  };
  await recovering.glance({ waitMs: 50 });
  await end(2000);
  // Its next collection is begun and not waited for.
  expect((await recovering.glance({ waitMs: 60_000 })).reports.vip).toHaveLength(1);
  await end(10);
  let isOver = false;
  const waited = recovering.glance({ waitMs: 60_000 }).then(() => {
    isOver = true;
  });
  await expect.poll(() => ends.length).toBe(1);
  expect(isOver).toBe(false);
  await end(10);
  await waited;
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

test('a source that answers later than a scrape waits is a failure there: told once, and again when it is quick', async () => {
  let nowMs = 0;
  let release: (outcome: VipOutcome) => void = () => undefined;
  const told: string[] = [];
  const slow = scraper([collector('slow', () => new Promise<VipOutcome>((resolve) => (release = resolve)))], {
    nowMs: () => nowMs,
    onChange: ({ outcome }) => told.push(outcome.kind === 'ok' ? 'ok' : outcome.reason),
  });
  const scrape = async (tookMs: number): Promise<void> => {
    const missed = slow.snapshot({ deadlineMs: 20 });
    if (tookMs < 20) release(OK);
    await missed;
    nowMs += tookMs;
    // Ends the collection, and waits until it was taken in.
    const shared = slow.snapshot({ deadlineMs: 1000 });
    release(OK);
    await shared;
  };
  for (let count = 0; count < 3; count += 1) await scrape(2000);
  expect(slow.lastReports()[0]?.outcome).toEqual(OK);
  expect(told).toEqual(['no answer within 0.02 s']);
  await scrape(5);
  expect(told).toEqual(['no answer within 0.02 s', 'ok']);
});

test('the histories count collections, failures and problems', async () => {
  const outcomes: VipOutcome[] = [
    { kind: 'ok', value: { vips: [], addresses: [] }, problems: { count: 3, kept: [] } },
    { kind: 'failed', reason: 'gone' },
    { kind: 'ok', value: { vips: [], addresses: [] }, problems: { count: 2, kept: [] } },
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

test('HAProxys that hang take no place from those that answer', async () => {
  const haproxy = (source: string, collect: Collector<'haproxy'>['collect']): Collector<'haproxy'> => ({
    subsystem: 'haproxy',
    source,
    target: '',
    collect,
    close: () => Promise.resolve(),
  });
  const hang = (signal: AbortSignal): Promise<Outcome<never>> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'hung' }));
    });
  const mixed = createScraper({
    node: () => 'ds1',
    demo: false,
    collectors: [
      ...['a', 'b', 'c'].map((source) => haproxy(source, hang)),
      haproxy('well', () => Promise.resolve({ kind: 'absent', reason: 'test' })),
    ],
    timeoutMs: () => 50,
    haproxyConcurrency: 2,
    nowMs: Date.now,
    onChange: () => undefined,
  });
  // Before the first answers nobody knows which ones hang.
  await mixed.snapshot({ deadlineMs: 50 });
  await expect.poll(() => mixed.lastReports().length).toBe(4);
  const { reports } = await mixed.snapshot({ deadlineMs: 50 });
  expect(reports.haproxy.map(({ outcome }) => outcome.kind)).toEqual([
    'failed',
    'failed',
    'failed',
    'absent',
  ]);
});

test('virtual IPs are looked for once those that name them have answered, or half of the time is over', async () => {
  const order: string[] = [];
  const ipvs = (answer: Promise<Outcome<never>>): Collector<'ipvs'> => ({
    subsystem: 'ipvs',
    source: '',
    target: '',
    collect: () => answer.finally(() => order.push('ipvs')),
    close: () => Promise.resolve(),
  });
  const vip = collector('', () => {
    order.push('vip');
    return Promise.resolve(OK);
  });
  const take = (answer: Promise<Outcome<never>>) =>
    createScraper({
      node: () => 'ds1',
      demo: false,
      collectors: [vip, ipvs(answer)],
      timeoutMs: () => 5000,
      haproxyConcurrency: 1,
      nowMs: Date.now,
      onChange: () => undefined,
    }).snapshot({ deadlineMs: 100 });
  await take(new Promise((resolve) => setImmediate(resolve, { kind: 'absent', reason: 'test' })));
  expect(order).toEqual(['ipvs', 'vip']);
  const { reports } = await take(new Promise(() => undefined));
  expect(order).toEqual(['ipvs', 'vip', 'vip']);
  expect(reports.vip[0]?.outcome).toEqual(OK);
});

test('a collection under way ends when its source is closed, without a word', async () => {
  const told: SourceReport[] = [];
  const reasons: string[] = [];
  const hung = collector(
    'hung',
    (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          reasons.push((signal.reason as Error).name);
          resolve({ kind: 'failed', reason: 'ended' });
        });
      }),
  );
  const closed = scraper([hung], { onChange: (report) => told.push(report) });
  const scraping = closed.snapshot({ deadlineMs: 5000 });
  await closed.close();
  expect((await scraping).reports.vip[0]?.outcome).toEqual({ kind: 'failed', reason: 'ended' });
  expect([reasons, told]).toEqual([['AbortError'], []]);
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

test('a HAProxy that waits behind others that hang gets its turn', async () => {
  const haproxy = (
    source: string,
    collect: (signal: AbortSignal) => Promise<Outcome<never>>,
  ): Collector<'haproxy'> => ({
    subsystem: 'haproxy',
    source,
    target: '',
    collect,
    close: () => Promise.resolve(),
  });
  const hangs = (signal: AbortSignal): Promise<Outcome<never>> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'hung' }));
    });
  const waiting = createScraper({
    node: () => 'ds1',
    demo: false,
    collectors: [
      ...['a', 'b', 'c'].map((source) => haproxy(source, hangs)),
      haproxy('well', () => Promise.resolve({ kind: 'absent', reason: 'answered' })),
    ],
    timeoutMs: () => 30,
    haproxyConcurrency: 1,
    nowMs: Date.now,
    onChange: () => undefined,
  });
  await expect
    .poll(async () => {
      const { reports } = await waiting.snapshot({ deadlineMs: 30 });
      return reports.haproxy.find(({ source }) => source === 'well')?.outcome;
    })
    .toEqual({ kind: 'absent', reason: 'answered' });
});

import pLimit from 'p-limit';
import {
  isReportOf,
  type SourceReport,
  type StackSnapshot,
  SUBSYSTEMS,
  type Subsystem,
} from '../model/snapshot.ts';
import type { AnyCollector } from './collector.ts';
import { ScrapedSource, type SourceOptions } from './scraped-source.ts';

/** Collects from all sources on demand. */
export interface Scraper {
  /**
   * Reads every source. A source that somebody is reading already is not read twice: its answer is shared.
   * One that has no answer at the deadline counts as failed here, and goes on for whoever still waits.
   */
  snapshot(options: { readonly deadlineMs: number }): Promise<StackSnapshot>;
  /**
   * Reads every source as `snapshot` does, for who looks again and again: of one that has not answered within `waitMs`
   * it has the last finished report, and nothing where there is none yet. For one that was too slow before nobody waits
   * at all until it is quicker. Nobody's waiting counts as a failure.
   */
  glance(options: { readonly waitMs: number }): Promise<StackSnapshot>;
  /** The last finished report of every source; nothing is read. */
  lastReports(): readonly SourceReport[];
  /** Goes on with these; a collector that was there before keeps its history, one that is gone is closed. */
  replaceCollectors(collectors: readonly AnyCollector[]): Promise<void>;
  close(): Promise<void>;
}

export interface ScraperOptions extends SourceOptions {
  readonly node: () => string;
  readonly demo: boolean;
  readonly collectors: readonly AnyCollector[];
  /** HAProxys read at the same time. */
  readonly haproxyConcurrency: number;
}

export function createScraper(options: ScraperOptions): Scraper {
  const limit = pLimit(options.haproxyConcurrency);
  const limitOfFailed = pLimit(options.haproxyConcurrency);
  const sourceOf = (collector: AnyCollector): ScrapedSource => {
    // Places of their own for those that failed, or a few that hang would make all others wait behind them.
    const limitNow = () => (source.last?.outcome.kind === 'failed' ? limitOfFailed : limit);
    const source = new ScrapedSource(
      collector,
      options,
      collector.subsystem === 'haproxy' ? limitNow : () => undefined,
    );
    return source;
  };
  let sources = options.collectors.map(sourceOf);
  const replaceCollectors = async (collectors: readonly AnyCollector[]): Promise<void> => {
    const before = sources;
    sources = collectors.map(
      (collector) => before.find((source) => source.collector === collector) ?? sourceOf(collector),
    );
    await Promise.all(before.filter((source) => !sources.includes(source)).map((source) => source.close()));
  };
  const read = async (waitMs: number, ways: Ways): Promise<StackSnapshot> => {
    const asked = sources;
    const reports = await withDeadline(asked, waitMs, ways);
    return {
      node: options.node(),
      demo: options.demo,
      takenAtSeconds: options.nowMs() / 1000,
      reports: bySubsystem(reports),
      histories: asked.map((source) => source.history()),
    };
  };
  return {
    snapshot: ({ deadlineMs }) => {
      const waitMs = Math.min(deadlineMs, options.timeoutMs());
      return read(waitMs, { late: (source) => source.miss(waitMs), waitsFor: () => true });
    },
    glance: ({ waitMs }) =>
      read(waitMs, { late: (source) => source.missGlance(waitMs), waitsFor: ({ isSlow }) => !isSlow }),
    lastReports: () => sources.flatMap((source) => source.last ?? []),
    replaceCollectors,
    close: () => replaceCollectors([]),
  };
}

interface Ways {
  /** What stands for a source that has no answer in time. */
  readonly late: (source: ScrapedSource) => SourceReport | undefined;
  /** For any other what it had last stands at once. */
  readonly waitsFor: (source: ScrapedSource) => boolean;
}

async function withDeadline(
  sources: readonly ScrapedSource[],
  deadlineMs: number,
  { late, waitsFor }: Ways,
): Promise<SourceReport[]> {
  const deadline = after(deadlineMs);
  const half = after(deadlineMs / 2);
  const answer = async (source: ScrapedSource): Promise<SourceReport | undefined> => {
    const answered = source.collect();
    if (!waitsFor(source)) return source.last;
    return (await Promise.race([answered, deadline.passed])) ?? late(source);
  };
  const naming = sources
    .filter((source) => namesVips(source) && waitsFor(source))
    .map((source) => source.collect());
  const reports = await Promise.all(
    sources.map(async (source) => {
      // The addresses to look for may be those that the others name now.
      if (naming.length > 0 && source.collector.subsystem === 'vip') {
        await Promise.race([Promise.all(naming), half.passed]);
      }
      return answer(source);
    }),
  );
  deadline.clear();
  half.clear();
  return reports.filter((report) => report !== undefined);
}

function namesVips({ collector: { subsystem } }: ScrapedSource): boolean {
  return subsystem === 'ipvs' || subsystem === 'keepalived';
}

function after(ms: number): { readonly passed: Promise<undefined>; readonly clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

function bySubsystem(reports: readonly SourceReport[]): StackSnapshot['reports'] {
  const of = <S extends Subsystem>(subsystem: S): readonly SourceReport<S>[] =>
    reports.filter((report) => isReportOf(report, subsystem));
  return Object.fromEntries(
    SUBSYSTEMS.map((subsystem) => [subsystem, of(subsystem)]),
  ) as StackSnapshot['reports'];
}

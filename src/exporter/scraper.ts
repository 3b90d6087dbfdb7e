import pLimit, { type LimitFunction } from 'p-limit';
import {
  type CollectorHistory,
  type Outcome,
  type SourceReport,
  type StackSnapshot,
  SUBSYSTEMS,
  type Subsystem,
} from '../model/snapshot.ts';
import type { AnyCollector } from './collector.ts';

/** Collects from all sources on demand. */
export interface Scraper {
  /**
   * Reads every source. A source that somebody is reading already is not read twice: its answer is shared.
   * One that has no answer at the deadline counts as failed here, and goes on for whoever still waits.
   */
  snapshot(options: { readonly deadlineMs: number }): Promise<StackSnapshot>;
  /** The last finished report of every source; nothing is read. */
  lastReports(): readonly SourceReport[];
  /** Goes on with these; a collector that was there before keeps its history, one that is gone is closed. */
  replaceCollectors(collectors: readonly AnyCollector[]): Promise<void>;
  close(): Promise<void>;
}

export interface ScraperOptions {
  readonly node: () => string;
  readonly demo: boolean;
  readonly collectors: readonly AnyCollector[];
  /** No collection lasts longer, whoever waits. */
  readonly timeoutMs: () => number;
  readonly haproxyConcurrency: number;
  readonly nowMs: () => number;
  /** Told of every change of a source's outcome, and of nothing else: a dead source is logged once. */
  readonly onChange: (report: SourceReport) => void;
}

export function createScraper(options: ScraperOptions): Scraper {
  const limit = pLimit(options.haproxyConcurrency);
  let sources = options.collectors.map((collector) => new Source(collector, options, limit));
  const replaceCollectors = async (collectors: readonly AnyCollector[]): Promise<void> => {
    const before = sources;
    sources = collectors.map(
      (collector) =>
        before.find((source) => source.collector === collector) ?? new Source(collector, options, limit),
    );
    await Promise.all(
      before.filter((source) => !sources.includes(source)).map((source) => source.collector.close()),
    );
  };
  return {
    snapshot: async ({ deadlineMs }) => {
      const asked = sources;
      const reports = await withDeadline(asked, Math.min(deadlineMs, options.timeoutMs()), options.nowMs);
      return {
        node: options.node(),
        demo: options.demo,
        takenAtSeconds: options.nowMs() / 1000,
        reports: bySubsystem(reports),
        histories: asked.map((source) => source.history()),
      };
    },
    lastReports: () => sources.flatMap((source) => source.last ?? []),
    replaceCollectors,
    close: () => replaceCollectors([]),
  };
}

async function withDeadline(
  sources: readonly Source[],
  deadlineMs: number,
  nowMs: () => number,
): Promise<SourceReport[]> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, undefined);
  });
  const reports = await Promise.all(
    sources.map(
      async (source) =>
        (await Promise.race([source.collect(), deadline])) ??
        source.report(
          { kind: 'failed', reason: `no answer within ${deadlineMs / 1000} s` },
          nowMs(),
          deadlineMs,
        ),
    ),
  );
  clearTimeout(timer);
  return reports;
}

function bySubsystem(reports: readonly SourceReport[]): StackSnapshot['reports'] {
  const of = <S extends Subsystem>(subsystem: S): readonly SourceReport<S>[] =>
    reports.filter((report): report is SourceReport<S> => report.subsystem === subsystem);
  return Object.fromEntries(
    SUBSYSTEMS.map((subsystem) => [subsystem, of(subsystem)]),
  ) as StackSnapshot['reports'];
}

/** One collector, the collection under way if there is one, and what became of those before. */
class Source {
  last: SourceReport | undefined;
  readonly collector: AnyCollector;
  private readonly options: ScraperOptions;
  private readonly limit: LimitFunction;
  private underWay: Promise<SourceReport> | undefined;
  private collections = 0;
  private failures = 0;
  private problems = 0;
  private lastOkSeconds: number | undefined;

  constructor(collector: AnyCollector, options: ScraperOptions, limit: LimitFunction) {
    this.collector = collector;
    this.options = options;
    this.limit = limit;
  }

  collect(): Promise<SourceReport> {
    this.underWay ??= this.run().finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }

  report(outcome: Outcome<never> | Outcome<unknown>, finishedAtMs: number, durationMs: number): SourceReport {
    const { subsystem, source, target } = this.collector;
    // The collector's subsystem and its outcome belong together, which the union of collectors does not tell.
    return {
      subsystem,
      source,
      target,
      durationSeconds: durationMs / 1000,
      finishedAtSeconds: finishedAtMs / 1000,
      outcome,
    } as SourceReport;
  }

  history(): CollectorHistory {
    const { subsystem, source } = this.collector;
    const { collections, failures, problems, lastOkSeconds } = this;
    return {
      subsystem,
      source,
      collections,
      failures,
      problems,
      ...(lastOkSeconds !== undefined && { lastOkSeconds }),
    };
  }

  private async run(): Promise<SourceReport> {
    const startedAtMs = this.options.nowMs();
    const signal = AbortSignal.timeout(this.options.timeoutMs());
    const outcome = await this.outcome(signal);
    const report = this.report(outcome, this.options.nowMs(), this.options.nowMs() - startedAtMs);
    this.remember(report);
    return report;
  }

  private async outcome(signal: AbortSignal): Promise<Outcome<unknown>> {
    try {
      const collect = (): Promise<Outcome<unknown>> => this.collector.collect(signal);
      return await (this.collector.subsystem === 'haproxy' ? this.limit(collect) : collect());
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  private remember(report: SourceReport): void {
    const { outcome } = report;
    this.collections += 1;
    if (outcome.kind === 'failed') this.failures += 1;
    if (outcome.kind === 'ok') {
      this.problems += outcome.problems.count;
      this.lastOkSeconds = report.finishedAtSeconds;
    }
    const before = this.last;
    this.last = report;
    if (before === undefined || describe(before.outcome) !== describe(outcome)) this.options.onChange(report);
  }
}

function describe(outcome: Outcome<unknown>): string {
  return outcome.kind === 'ok' ? 'ok' : `${outcome.kind}: ${outcome.reason}`;
}

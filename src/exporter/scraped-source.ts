import type { LimitFunction } from 'p-limit';
import type { CollectorHistory, Outcome, SourceReport } from '../model/snapshot.ts';
import type { AnyCollector } from './collector.ts';
import { OutcomeNews } from './outcome-news.ts';

/** Whoever did not wait long enough so long ago may not ask again. */
const FORGET_MISSED_MS = 60_000;

export interface SourceOptions {
  /** No collection lasts longer, whoever waits. */
  readonly timeoutMs: () => number;
  readonly nowMs: () => number;
  /** Told of every change of a source's outcome, and of nothing else: a dead source is logged once. */
  readonly onChange: (report: SourceReport) => void;
}

/** One collector, the collection under way if there is one, and what became of those before. */
export class ScrapedSource {
  /** The last report of a collection that ended. */
  last: SourceReport | undefined;
  readonly collector: AnyCollector;
  private readonly options: SourceOptions;
  private readonly limit: () => LimitFunction | undefined;
  private readonly news = new OutcomeNews();
  /** A scrape of late did not wait long enough, and no collection has been quicker since. */
  private missed: { readonly report: SourceReport; readonly deadlineMs: number } | undefined;
  /** A glance waited for so long in vain, and no collection has been quicker since. */
  private slowerThanMs: number | undefined;
  private underWay: Promise<SourceReport> | undefined;
  /** Ends the collection under way. */
  private ending = new AbortController();
  private closed = false;
  private collections = 0;
  private failures = 0;
  private problems = 0;
  private lastOkSeconds: number | undefined;

  /** @param limit asked before each collection for what bounds how many run at once */
  constructor(collector: AnyCollector, options: SourceOptions, limit: () => LimitFunction | undefined) {
    this.collector = collector;
    this.options = options;
    this.limit = limit;
  }

  /** Shares the collection under way. */
  collect(): Promise<SourceReport> {
    this.underWay ??= this.run().finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }

  /** What a scrape shows that had no answer in time. */
  miss(deadlineMs: number): SourceReport {
    const reason = `no answer within ${deadlineMs / 1000} s`;
    const report = this.report({ kind: 'failed', reason }, deadlineMs);
    this.missed = { report, deadlineMs };
    this.tell();
    return report;
  }

  /** What a glance shows that had no answer in time. */
  missGlance(waitMs: number): SourceReport | undefined {
    this.slowerThanMs = waitMs;
    return this.last;
  }

  /** Whether glances need not wait: in vain again, most likely, and what else they show would be old with it. */
  get isSlow(): boolean {
    return this.slowerThanMs !== undefined;
  }

  /** How the source fares for scrapes: a collection that ended well, but later than they wait, is a failure. */
  private fares(): SourceReport | undefined {
    return this.last?.outcome.kind === 'failed' ? this.last : (this.missed?.report ?? this.last);
  }

  /** Ends a collection under way, with what it started, and lets go of the source. */
  async close(): Promise<void> {
    this.closed = true;
    this.ending.abort();
    await this.collector.close();
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

  private report(outcome: Outcome<unknown>, durationMs: number): SourceReport {
    const { subsystem, source, target } = this.collector;
    // The collector's subsystem and its outcome belong together, which the union of collectors does not tell.
    return {
      subsystem,
      source,
      target,
      durationSeconds: durationMs / 1000,
      finishedAtSeconds: this.options.nowMs() / 1000,
      outcome,
    } as SourceReport;
  }

  private async run(): Promise<SourceReport> {
    const { nowMs } = this.options;
    const startedAtMs = nowMs();
    const outcome = await this.outcome();
    const durationMs = nowMs() - startedAtMs;
    const report = this.report(outcome, durationMs);
    this.remember(report);
    this.forgetMissed(durationMs);
    if (this.slowerThanMs !== undefined && durationMs < this.slowerThanMs) this.slowerThanMs = undefined;
    this.tell();
    return report;
  }

  private forgetMissed(durationMs: number): void {
    if (this.missed === undefined) return;
    const { report, deadlineMs } = this.missed;
    const sinceMs = this.options.nowMs() - report.finishedAtSeconds * 1000;
    if (durationMs < deadlineMs || sinceMs > FORGET_MISSED_MS) this.missed = undefined;
  }

  private async outcome(): Promise<Outcome<unknown>> {
    try {
      const collect = (): Promise<Outcome<unknown>> => this.collectInTime();
      const limit = this.limit();
      return await (limit === undefined ? collect() : limit(collect));
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** The time begins here, in a place of its own: whoever waits behind others that hang gets a turn all the same. */
  private async collectInTime(): Promise<Outcome<unknown>> {
    const ending = new AbortController();
    this.ending = ending;
    if (this.closed) ending.abort();
    const timer = setTimeout(() => {
      ending.abort(new DOMException('the time is over', 'TimeoutError'));
    }, this.options.timeoutMs());
    try {
      return await this.collector.collect(ending.signal);
    } finally {
      clearTimeout(timer);
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
    this.last = report;
  }

  private tell(): void {
    // What ends because it is not wanted any more is no news.
    if (this.closed) return;
    const report = this.fares();
    if (report !== undefined && this.news.isNews(report.outcome, this.options.nowMs())) {
      this.options.onChange(report);
    }
  }
}

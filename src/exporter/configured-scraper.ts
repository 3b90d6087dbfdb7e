import type { SourceReport } from '../model/snapshot.ts';
import { Collectors, type CollectorsDependencies } from './collectors/create-collectors.ts';
import type { Config } from './config/config.ts';
import { knownVips } from './known-vips.ts';
import type { Log } from './log.ts';
import { reasonOf } from './outcome-news.ts';
import { createScraper, type Scraper } from './scraper.ts';

export interface ConfiguredScraper extends Scraper {
  /** Goes on with the collectors of the configuration in use. After `close` it does nothing. */
  useConfig(): Promise<void>;
}

export interface ConfiguredScraperOptions extends Pick<CollectorsDependencies, 'onKeepalivedLine'> {
  /** False where the configuration was found and not written. */
  readonly explicit: boolean;
  readonly log: Log;
  readonly nowMs: () => number;
}

/** A scraper whose sources are those of the configuration in use, and whose changes are logged. */
export function createConfiguredScraper(
  config: () => Config,
  { explicit, log, nowMs, onKeepalivedLine }: ConfiguredScraperOptions,
): ConfiguredScraper {
  const collectors = new Collectors({
    log,
    explicit,
    knownVips: () => knownVips(scraper.lastReports()),
    onKeepalivedLine,
  });
  const scraper = createScraper({
    node: () => config().node,
    demo: config().demo,
    collectors: collectors.next(config()).all(),
    timeoutMs: () => config().scrapeTimeoutMs,
    haproxyConcurrency: config().haproxyConcurrency,
    nowMs,
    onChange: (report) => logChange(log, report),
  });
  let closed = false;
  let changes: Promise<void> = Promise.resolve();
  const change = async (): Promise<void> => {
    if (closed) return;
    const { kept, all } = collectors.next(config());
    await scraper.replaceCollectors(kept);
    if (!closed) await scraper.replaceCollectors(all());
  };
  return {
    ...scraper,
    useConfig: () => {
      const changed = Promise.allSettled([changes]).then(change);
      changes = changed;
      return changed;
    },
    close: async () => {
      closed = true;
      await Promise.allSettled([changes]);
      await scraper.close();
    },
  };
}

/** A source that fails is worth a warning; one that is read again, or is not on this host, a note. */
function logChange(log: Log, { subsystem, source, target, outcome }: SourceReport): void {
  const fields = { collector: subsystem, ...(source !== '' && { source }), target };
  const reason = reasonOf(outcome);
  if (outcome.kind === 'failed') log.warn({ ...fields, reason }, 'source failed');
  else if (outcome.kind === 'absent') log.info({ ...fields, reason }, 'source absent');
  else if (reason === '') log.info({ ...fields, problems: outcome.problems.count }, 'source read');
  else log.warn({ ...fields, reason }, 'source read in part');
}

import { allReports, type SourceReport } from '../../model/snapshot.ts';
import type { AnyCollector } from '../collector.ts';
import { createScraper } from '../scraper.ts';

/** Collects once with a collector made for it, under the rules of a scrape, and closes it. */
export async function probeOnce(
  collector: AnyCollector,
  deadlineMs: number,
  nowMs: () => number,
): Promise<SourceReport> {
  const scraper = createScraper({
    node: () => '',
    demo: false,
    collectors: [collector],
    timeoutMs: () => deadlineMs,
    haproxyConcurrency: 1,
    nowMs,
    onChange: () => undefined,
  });
  try {
    const { reports } = await scraper.snapshot({ deadlineMs });
    const [report] = allReports({ reports });
    if (report === undefined) throw new Error(`a collection of ${collector.target} gave no report`);
    return report;
  } finally {
    await scraper.close();
  }
}

/** Time that the answer needs on its way back; blackbox_exporter's --timeout-offset has the same default. */
const OFFSET_MS = 500;
const SHORTEST_MS = 100;
const SECONDS = /^\d+(?:\.\d+)?$/;

/**
 * How long a collection may take: what Prometheus says it waits, less what the way back takes, and never
 * longer than `longestMs`. A header that says nothing sensible is ignored.
 *
 * @param header X-Prometheus-Scrape-Timeout-Seconds, such as `10` or `0.5`
 */
export function scrapeDeadlineMs(header: string | readonly string[] | undefined, longestMs: number): number {
  if (typeof header !== 'string' || !SECONDS.test(header)) return longestMs;
  const waitsMs = Number(header) * 1000;
  if (waitsMs === 0) return longestMs;
  return Math.min(longestMs, Math.max(SHORTEST_MS, waitsMs - OFFSET_MS));
}

import type { Dialect } from '../../settings.ts';
import type { GivenOptions } from '../apply-options.ts';
import type { Draft } from '../draft.ts';

/** A rate that low is more often meant as dnsperf's number of threads. */
const HIGHEST_LIKELY_THREADS = 64;

/** Options that were taken as given and may yet not do what was meant. */
export function notesOnOptions(dialect: Dialect, draft: Draft, given: GivenOptions): string[] {
  const notes: string[] = [];
  const { load, histogramPath, printIntervals, suppress = [] } = draft;
  const rate = given.get('rate')?.written;
  if (rate === '-T' && load?.kind === 'rate' && load.qps <= HIGHEST_LIKELY_THREADS) {
    notes.push(
      `-T ${load.qps} is a rate of ${load.qps} qps; for as many workers write --workers ${load.qps}`,
    );
  }
  for (const option of ['histogram-buckets', 'histogram-unit']) {
    const written = given.get(option)?.written;
    if (written !== undefined && histogramPath === undefined) {
      notes.push(`${written} has no effect: no histogram file is asked for (-H FILE)`);
    }
  }
  const wait = given.get('qps-threshold-wait')?.written;
  if (wait !== undefined) notes.push(`${wait} has no effect: rates are paced without it`);
  const whole = given.get('verbose-interval-stats')?.written;
  if (whole !== undefined && printIntervals === undefined) {
    notes.push(`${whole} has no effect: no intervals are asked for (-S SECONDS)`);
  }
  const latencies = given.get('latency-histogram')?.written;
  if (latencies !== undefined && dialect === 'queryperf') {
    notes.push(`${latencies} has no effect: queryperf's report has no histogram, its file has (-H FILE)`);
  }
  const idle = suppress.filter((kind) => kind !== 'timeouts').join(', ');
  if (idle !== '') {
    notes.push(
      `${given.get('suppress')?.written ?? '--suppress'} of ${idle} has no effect: only timeouts are warned of`,
    );
  }
  return notes;
}

import { sortRcodes } from '../result/rcode.ts';
import type { Interval, RunResult } from '../result/run-result.ts';
import { PERCENTILE_NAMES } from '../stats/latency-summary.ts';

interface Column {
  readonly name: string;
  /** An empty field: there is no such figure. */
  readonly of: (interval: Interval) => number | '';
}

/**
 * The intervals of a run as CSV (RFC 4180, but with line feeds alone, as other tools on Unix write it): a header row
 * with the unit in each name, a row for each interval. Latencies are empty where nothing was answered.
 */
export function renderCsv(result: RunResult): string {
  const columns = columnsOf(result);
  const rows = result.intervals.map((interval) => columns.map(({ of }) => of(interval)));
  return [columns.map(({ name }) => name), ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

function columnsOf({ startedAtSeconds, intervals }: RunResult): readonly Column[] {
  const rcodes = sortRcodes(new Set(intervals.flatMap((interval) => Object.keys(interval.rcodes))));
  return [
    { name: 'start_epoch_seconds', of: ({ fromSeconds }) => startedAtSeconds + fromSeconds },
    { name: 'from_seconds', of: ({ fromSeconds }) => fromSeconds },
    { name: 'to_seconds', of: ({ toSeconds }) => toSeconds },
    { name: 'sent_queries', of: ({ sent }) => sent },
    { name: 'answered_queries', of: ({ answered }) => answered },
    { name: 'timed_out_queries', of: ({ timedOut }) => timedOut },
    { name: 'outstanding_queries', of: ({ outstanding }) => outstanding },
    { name: 'sent_qps', of: (interval) => rate(interval, interval.sent) },
    { name: 'answered_qps', of: (interval) => rate(interval, interval.answered) },
    { name: 'mean_latency_seconds', of: answered(({ meanSeconds }) => meanSeconds) },
    ...PERCENTILE_NAMES.map((name) => ({
      name: `${name}_latency_seconds`,
      of: answered(({ percentilesSeconds }) => percentilesSeconds[name]),
    })),
    { name: 'max_latency_seconds', of: answered(({ maxSeconds }) => maxSeconds) },
    ...rcodes.map((name) => ({
      name: `${name}_answers`,
      of: (interval: Interval) => interval.rcodes[name] ?? 0,
    })),
  ];
}

function answered(of: (interval: Interval) => number): Column['of'] {
  return (interval) => (interval.answered > 0 ? of(interval) : '');
}

function rate({ fromSeconds, toSeconds }: Interval, count: number): number | '' {
  return toSeconds > fromSeconds ? count / (toSeconds - fromSeconds) : '';
}

/** Nine decimals: a nanosecond; a double's own digits beyond are noise. */
function field(value: string | number): string {
  const text = typeof value === 'number' ? String(Number(value.toFixed(9))) : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

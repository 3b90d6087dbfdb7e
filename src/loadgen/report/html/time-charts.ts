import type { Interval, RunResult } from '../../result/run-result.ts';
import type { Chart, Mark, Series } from './chart.ts';
import { groupIntervals } from './group-intervals.ts';

/** More would not be seen on any screen, and would make the page slow. */
const MOST_POINTS = 2000;

/** More would cover the lines that they are to explain. */
const MOST_MARKS = 200;
const MOST_BANDS = 200;

/** Rcodes with a colour of their own; the rest is drawn as one. */
const RCODES_DRAWN = 7;

/** What each interval of the run saw. Empty for a run without intervals. */
export function timeCharts(result: RunResult): readonly Chart[] {
  const intervals = groupIntervals(result.intervals, MOST_POINTS);
  if (intervals.length === 0) return [];
  const marks = eventMarks(result);
  const bands = outageBands(result);
  const chart = (rest: Omit<Chart, 'x' | 'ranges' | 'marks' | 'bands'>): Chart => ({
    ...rest,
    ...(marks.length > 0 && { marks }),
    ...(bands.length > 0 && { bands }),
    x: { label: 'Seconds since the start', scale: 'linear' },
    ranges: intervals.map(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds]),
  });
  const series = (name: string, value: (interval: Interval) => number | null): Series => ({
    name,
    values: intervals.map(value),
  });
  // The wait for the last answers has no rate, only a fall to nothing.
  const inWindow = ({ fromSeconds }: Interval): boolean => fromSeconds < result.windowSeconds;
  return [
    chart({
      id: 'rate',
      title: 'Queries per second',
      description: 'Queries sent and answers received, each second.',
      style: 'lines',
      y: { label: 'Per second', scale: 'linear' },
      series: [
        series('sent', (interval) => (inWindow(interval) ? perSecond(interval, interval.sent) : null)),
        series('answered', (interval) =>
          inWindow(interval) ? perSecond(interval, interval.answered) : null,
        ),
      ],
    }),
    chart({
      id: 'loss',
      title: 'Loss',
      description:
        'Share of timed out queries in those that ended in the interval; a query times out that much after it was sent.',
      style: 'lines',
      y: { label: 'Timed out, %', scale: 'linear' },
      series: [series('timed out', lossPercent)],
    }),
    chart({
      id: 'latency',
      title: 'Latency',
      description: 'From sending a query to its answer; queries that timed out are not in it.',
      style: 'lines',
      y: { label: 'ms', scale: 'logarithmic' },
      series: [
        series('p50', (interval) => milliseconds(interval, interval.percentilesSeconds.p50)),
        series('p95', (interval) => milliseconds(interval, interval.percentilesSeconds.p95)),
        series('p99', (interval) => milliseconds(interval, interval.percentilesSeconds.p99)),
        series('max', (interval) => milliseconds(interval, interval.maxSeconds)),
      ],
    }),
    chart({
      id: 'rcodes',
      title: 'Answers by rcode',
      description: 'Answers each second, by response code, one on top of the other.',
      style: 'stacked',
      y: { label: 'Per second', scale: 'linear' },
      series: rcodeSeries(result.rcodes, intervals),
    }),
    chart({
      id: 'outstanding',
      title: 'Outstanding queries',
      description: 'Queries sent and still without an answer when the interval ended.',
      style: 'lines',
      y: { label: 'Queries', scale: 'linear' },
      series: [series('outstanding', ({ outstanding }) => outstanding)],
    }),
  ];
}

/** What the stack did meanwhile; the table of events says what each was. */
function eventMarks({ ledger }: RunResult): readonly Mark[] {
  return (ledger?.events ?? [])
    .map(({ earliestSeconds, latestSeconds, tone }) => ({ at: (earliestSeconds + latestSeconds) / 2, tone }))
    .filter(({ at }) => at >= 0)
    .slice(0, MOST_MARKS);
}

/** When queries were lost that belong to a disturbance, stuck flows included. */
function outageBands({ ledger }: RunResult): NonNullable<Chart['bands']> {
  return (ledger?.disturbances ?? [])
    .slice(0, MOST_BANDS)
    .map(({ firstLostSeconds, lastLostSeconds }) => [firstLostSeconds, lastLostSeconds]);
}

function rcodeSeries(rcodes: RunResult['rcodes'], intervals: readonly Interval[]): readonly Series[] {
  const names = Object.entries(rcodes)
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name);
  const drawn = names.slice(0, names.length > RCODES_DRAWN ? RCODES_DRAWN - 1 : RCODES_DRAWN);
  const others = names.slice(drawn.length);
  const series = (name: string, summed: readonly string[]): Series => ({
    name,
    values: intervals.map((interval) =>
      perSecond(
        interval,
        summed.reduce((sum, rcode) => sum + (interval.rcodes[rcode] ?? 0), 0),
      ),
    ),
  });
  return [
    ...drawn.map((name) => series(name, [name])),
    ...(others.length === 0 ? [] : [series(`${others.length} others`, others)]),
  ];
}

function perSecond({ fromSeconds, toSeconds }: Interval, count: number): number | null {
  return toSeconds > fromSeconds ? count / (toSeconds - fromSeconds) : null;
}

function lossPercent({ answered, timedOut }: Interval): number | null {
  return answered + timedOut === 0 ? null : (100 * timedOut) / (answered + timedOut);
}

/** Without an answer there is no latency, whatever stands in its place. */
function milliseconds({ answered }: Interval, seconds: number): number | null {
  return answered === 0 ? null : seconds * 1000;
}

import type { Chart, Series } from '../../loadgen/report/html/chart.ts';
import type { LoadInterval } from '../load/load-disturbances.ts';
import type { ScenarioResult } from '../result/scenario-result.ts';

/** More would not be seen on any screen, and would make the page slow. */
const MOST_INTERVALS = 2000;

/** The load over the time of the scenario. Empty without intervals. */
export function loadCharts({ load, startedAtSeconds }: ScenarioResult): readonly Chart[] {
  const intervals = load?.intervals.slice(0, MOST_INTERVALS) ?? [];
  if (load === undefined || intervals.length === 0) return [];
  const begunSeconds = load.startedAtSeconds - startedAtSeconds;
  const series = (name: string, count: (interval: LoadInterval) => number): Series => ({
    name,
    values: intervals.map((interval) => {
      const seconds = interval.toSeconds - interval.fromSeconds;
      return seconds > 0 ? count(interval) / seconds : null;
    }),
  });
  return [
    {
      id: 'rate',
      title: 'Queries per second',
      description:
        'Sent, answered and lost; a query is lost when its time is over, and counted there rather than where it was sent.',
      style: 'lines',
      x: { label: 'Seconds since the scenario began', scale: 'linear' },
      y: { label: 'Per second', scale: 'linear' },
      ranges: intervals.map(({ fromSeconds, toSeconds }) => [
        milliseconds(begunSeconds + fromSeconds),
        milliseconds(begunSeconds + toSeconds),
      ]),
      series: [
        series('sent', ({ sent }) => sent),
        series('answered', ({ answered }) => answered),
        series('lost', ({ timedOut }) => timedOut),
      ],
    },
  ];
}

/** A load begins as exactly as clocks are set, which no axis needs to show. */
function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

import { parseAlerts } from '../observe/alerts.ts';
import { seriesOf } from '../observe/exposition-series.ts';
import { atPointer } from '../observe/json-pointer.ts';
import { holds } from '../plan/comparison.ts';
import type { Condition } from '../plan/condition.ts';
import { type ConditionReading, type ConditionSources, oneLine, statusOf } from './condition-reading.ts';
import { countEvents } from './read-events.ts';
import { neverSaid, saidNow } from './read-verdict.ts';

const LONGEST_VALUE = 200;
const MOST_SERIES_SHOWN = 5;

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;
type Readers = {
  readonly [K in Condition['kind']]: (
    condition: Of<K>,
    sources: ConditionSources,
    sinceSeconds: number,
  ) => Promise<ConditionReading>;
};

const READERS: Readers = {
  verdict: async (condition, sources) =>
    'never' in condition.want
      ? neverSaid(condition, condition.want.never, sources.observations)
      : saidNow(condition, condition.want.is, sources),
  event: countEvents,
  metric: async ({ vipscope, name, labels, want }, { metricsPage }) => {
    const series = seriesOf(await metricsPage(vipscope), name, labels);
    const figures = series.slice(0, MOST_SERIES_SHOWN).map(({ value }) => String(value));
    const more = series.length > figures.length ? `, and ${series.length - figures.length} more` : '';
    return {
      holds: series.length > 0 && series.every(({ value }) => holds(value, want)),
      measured: series.length === 0 ? 'there is no such series' : `${figures.join(', ')}${more}`,
    };
  },
  alert: async ({ name, labels, state }, { alertsDocument }) => {
    const wanted = Object.entries({ ...labels, alertname: name });
    const states = parseAlerts(await alertsDocument())
      .filter((alert) => wanted.every(([label, value]) => alert.labels[label] === value))
      .map((alert) => alert.state);
    const isThere = states.includes(state);
    return {
      holds: state === 'inactive' ? states.length === 0 : isThere,
      measured: states.length === 0 ? 'inactive' : [...new Set(states)].join(', '),
    };
  },
  status: async ({ vipscope, path, want }, { statuses }) => {
    const value = atPointer((await statusOf(vipscope, statuses)).document, path);
    const text = JSON.stringify(value) ?? 'nothing there';
    return { holds: value === want, measured: text.slice(0, LONGEST_VALUE) };
  },
};

/**
 * Reads what a condition is about.
 *
 * @param sinceSeconds from when on events count, in seconds since 1970
 * @returns never rejects: what cannot be read does not hold, and says why
 */
export async function readCondition(
  condition: Condition,
  sources: ConditionSources,
  sinceSeconds: number,
): Promise<ConditionReading> {
  // The table's type pairs each kind with its condition, which TypeScript does not follow through an index.
  const read = READERS[condition.kind] as Readers[keyof Readers] as (
    condition: Condition,
    sources: ConditionSources,
    sinceSeconds: number,
  ) => Promise<ConditionReading>;
  try {
    return await read(condition, sources, sinceSeconds);
  } catch (error) {
    return { holds: false, measured: oneLine(error) };
  }
}

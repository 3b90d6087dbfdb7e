import type { Observations } from '../observe/observations.ts';
import type { SeenStatus } from '../observe/seen-status.ts';

/** How a condition is at this moment. */
export interface ConditionReading {
  readonly holds: boolean;
  readonly measured: string;
  /** It can become true or false no more. */
  readonly isFinal?: boolean;
  /** True so far, and may become false until the time is over: a count that must not be exceeded. */
  readonly untilTheEnd?: boolean;
}

/** What conditions are read from. */
export interface ConditionSources {
  readonly observations: Observations;
  /** Reads each vipscope's status, and its events before that; a rejection has one line. */
  readonly statuses: ReadonlyMap<string, () => Promise<SeenStatus>>;
  readonly metricsPage: (vipscope: string) => Promise<string>;
  /** Text of Prometheus' /api/v1/alerts. */
  readonly alertsDocument: () => Promise<string>;
}

/** The status of a vipscope that the scenario names. */
export async function statusOf(name: string, statuses: ConditionSources['statuses']): Promise<SeenStatus> {
  const read = statuses.get(name);
  if (read === undefined) throw new TypeError(`a checked scenario names no vipscope ${name}`);
  return read();
}

/** What an error says, in one line. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? '';
}

import type { Judgement } from '../judge/judgement.ts';
import type { LoadReading } from '../load/load-reading.ts';
import type { TimelineEntry } from '../run/timeline.ts';
import type { StepRecord } from './step-record.ts';

/** Version of {@link ScenarioResult} as JSON; raised when a field changes its meaning or goes. */
export const SCENARIO_RESULT_VERSION = 1;

/** `interrupted`: somebody ended it. */
export type ScenarioOutcome = 'passed' | 'failed' | 'interrupted';

/** What a run of a scenario came to: every report is made from this, and result.json is this. */
export interface ScenarioResult {
  readonly version: typeof SCENARIO_RESULT_VERSION;
  readonly tool: { readonly name: 'vipscope'; readonly version: string };
  readonly name: string;
  readonly description?: string;
  readonly file: string;
  /** Seconds since 1970; all other times are since this. */
  readonly startedAtSeconds: number;
  readonly durationSeconds: number;
  readonly outcome: ScenarioOutcome;
  /** Why it did not come to its end. */
  readonly failure?: string;
  readonly steps: readonly StepRecord[];
  readonly assertions: readonly Judgement[];
  readonly timeline: readonly TimelineEntry[];
  /** Beyond what is kept. */
  readonly timelineLeftOut: number;
  readonly load?: LoadReading;
}

/** Whether an expectation held. `skipped`: it could not be judged, since the scenario did not get there. */
export type Outcome = 'passed' | 'failed' | 'skipped';

/** One assertion, judged. */
export interface Judgement {
  readonly name: string;
  readonly outcome: Outcome;
  readonly wanted: string;
  /** What was seen instead, or as wanted. */
  readonly measured: string;
  /** The step that it belongs to. */
  readonly step?: string;
  /** When it was settled, in seconds since the scenario began. */
  readonly atSeconds?: number;
}

/** What became of one step. */
export interface StepRecord {
  readonly phase: 'steps' | 'finally';
  readonly name: string;
  readonly outcome: 'done' | 'failed' | 'skipped';
  /** Since the scenario began; absent of one that was skipped. */
  readonly startedSeconds?: number;
  readonly finishedSeconds?: number;
  readonly text: string;
  /** What a program that failed printed last. */
  readonly output: readonly string[];
}

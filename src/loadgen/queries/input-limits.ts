/** What an input may hold at most. More is an error, so that memory stays bounded whatever is read. */
export interface InputLimits {
  /** Read from all files together; ends a pipe that never does. */
  readonly inputBytes: number;
  /** In the pool: its offsets have 32 bits. */
  readonly questionBytes: number;
  readonly queries: number;
  /** Places of a pass where lines are repeated or weighted. */
  readonly places: number;
  /** Changes by directives after the first query. */
  readonly stages: number;
  readonly expectations: number;
  /** All distinct expectations together. */
  readonly expectationCharacters: number;
}

/** Limits of every run; tests have lower ones. */
export const INPUT_LIMITS: InputLimits = {
  inputBytes: 2 ** 32 - 1,
  questionBytes: 2 ** 32 - 1,
  queries: 2 ** 30 - 1,
  places: 2 ** 28,
  stages: 2 ** 16,
  expectations: 2 ** 23,
  expectationCharacters: 2 ** 29,
};

/** A line that is longer is skipped to its end: a name takes 1,004 bytes at most, all of them escaped. */
export const MAX_LINE_BYTES = 64 * 1024;

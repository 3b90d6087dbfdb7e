import type { RunResult } from './run-result.ts';

/** What a run was ended by, in the words of our own reports. */
export const ENDING_TEXTS: Readonly<Record<RunResult['endedBy'], string>> = {
  'time-limit': 'the time limit',
  'end-of-input': 'the end of the input',
  'found-max': 'finding the highest rate',
  interrupted: 'an interruption',
};

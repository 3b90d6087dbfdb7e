import { isoTime } from '../../view/iso-time.ts';
import type { TimeRange } from '../../view/time-range.ts';

/** What is said of a time that history does not have. */
export function outOfRange(range: TimeRange | undefined): string {
  if (range === undefined) return 'There is no history yet: the first collection is under way.';
  const { fromSeconds, toSeconds } = range;
  return `History goes from ${isoTime(fromSeconds)} to ${isoTime(toSeconds)}; "at" and "diff" take a time in between, such as -5m.`;
}

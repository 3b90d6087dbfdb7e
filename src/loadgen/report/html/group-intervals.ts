import { addIntervals } from '../../result/interval.ts';
import type { Interval } from '../../result/run-result.ts';

/**
 * At most `most` intervals for those of a long run: neighbours are put together, with the percentiles of all their
 * answers and the highest latency and most outstanding of any, so that no peak is lost.
 */
export function groupIntervals(intervals: readonly Interval[], most: number): readonly Interval[] {
  const size = Math.ceil(intervals.length / most);
  if (size <= 1) return intervals;
  return Array.from({ length: Math.ceil(intervals.length / size) }, (_, index) => {
    const group = intervals.slice(index * size, (index + 1) * size);
    return addIntervals(group, Math.max(...group.map(({ outstanding }) => outstanding)));
  });
}

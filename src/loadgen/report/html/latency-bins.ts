import { OPEN_END_NS } from '../../stats/buckets.ts';
import type { Buckets } from '../../stats/latency-summary.ts';

/** Bins to a factor of ten, 26 % wide each: narrower ones would show which holds one bucket more than its neighbour. */
const PER_DECADE = 10;

/** Durations from `lowNs` up to `highNs`. */
export interface LatencyBin {
  readonly lowNs: number;
  readonly highNs: number;
  readonly counts: readonly number[];
}

/**
 * Histograms in bins that look equally wide where the axis is logarithmic. The buckets themselves do not: within an
 * octave all are equally wide, and drawn as they are they would make steps that the run never had. No bucket is
 * split; it goes to the bin that its middle lies in. Empty bins between full ones are kept.
 */
export function latencyBins(histograms: readonly Buckets[]): readonly LatencyBin[] {
  const counts = histograms.map((buckets) => countsByBin(buckets));
  const seen = counts.flatMap((byBin) => [...byBin.keys()]);
  if (seen.length === 0) return [];
  const [first, last] = extent(seen);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const bin = first + index;
    return {
      lowNs: 10 ** (bin / PER_DECADE),
      highNs: 10 ** ((bin + 1) / PER_DECADE),
      counts: counts.map((byBin) => byBin.get(bin) ?? 0),
    };
  });
}

function countsByBin(buckets: Buckets): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [lowNs, highNs, count] of buckets) {
    const bin = Math.floor(Math.log10(middleOf(lowNs, highNs)) * PER_DECADE);
    counts.set(bin, (counts.get(bin) ?? 0) + count);
  }
  return counts;
}

/** The lowest bucket begins at nothing and the highest has no end: half and twice their other bound stand for that. */
function middleOf(lowNs: number, highNs: number): number {
  const high = highNs >= OPEN_END_NS ? lowNs * 2 : highNs;
  return Math.sqrt(Math.max(lowNs, high / 2) * high);
}

function extent(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

import type { BindStats } from '../../model/bind.ts';
import { type BindLabels, type BindRecords, readableServers } from './bind-family.ts';
import type { Family } from './family.ts';
import { joinLabels, labelSet } from './labels.ts';

/** How many observations are in each bucket alone, by its upper bound as label value; `+Inf` is the last one. */
export interface Buckets {
  readonly labels: BindLabels;
  readonly counts: readonly (readonly [le: string, count: number])[];
}

const NO_SUM =
  'BIND counts how many fall into each range and adds up nothing, so there is no _sum, and without a _sum ' +
  'OpenMetrics 1.0 wants no _count; that is the bucket with le="+Inf".';

/** A histogram made of counts by range. */
export function histogramFamily(
  family: {
    readonly name: string;
    readonly help: string;
    readonly labels: readonly string[];
    readonly note: string;
  },
  bucketsOf: (stats: BindStats) => Iterable<Buckets>,
): Family<BindRecords> {
  return {
    ...family,
    type: 'histogram',
    labels: ['source', ...family.labels, 'le'],
    note: `${NO_SUM} ${family.note}`,
    write: (reports, out) => {
      for (const [{ stats }, source] of readableServers(reports)) {
        for (const { labels, counts } of bucketsOf(stats)) {
          let below = 0;
          for (const [le, count] of counts) {
            below += count;
            out.suffixed('_bucket', joinLabels(source, labelSet({ ...labels, le })), below);
          }
        }
      }
    },
  };
}

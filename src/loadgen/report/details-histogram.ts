import { countText, durationText, percentText } from '../result/figure-text.ts';
import { ratioOf } from '../result/ratio.ts';
import type { RunResult } from '../result/run-result.ts';
import type { OutputSettings } from '../settings.ts';
import { coarseBuckets } from './coarse-buckets.ts';
import type { Section } from './details-section.ts';
import type { Painter } from './format-painter.ts';
import { type Column, type Row, tableLines } from './format-table.ts';

const MOST_LINES = 40;
const LONGEST_BAR = 30;

const COLUMNS: readonly Column[] = [
  { heading: 'from', align: 'right' },
  { heading: 'to', align: 'right' },
  { heading: 'answers', align: 'right' },
  { heading: 'share', align: 'right' },
  { heading: '', align: 'left' },
];

/** How often each latency was seen, for --latency-histogram: from sending, as in the histogram of dnsperf. */
export function histogramSection(
  { latency }: RunResult,
  { dim }: Painter,
  { latencyHistogram }: Pick<OutputSettings, 'latencyHistogram'>,
): Section {
  const buckets = latencyHistogram && latency.count > 0 ? coarseBuckets(latency, MOST_LINES) : [];
  const highest = Math.max(...buckets.map(([, , count]) => count));
  const rows = buckets.map(
    ([lowNs, highNs, count]): Row => ({
      cells: [
        durationText(lowNs / 1e9),
        durationText(highNs / 1e9),
        countText(count),
        percentText(ratioOf(count, latency.count)),
        '#'.repeat(Math.ceil((count / highest) * LONGEST_BAR)),
      ],
    }),
  );
  return { heading: 'Latency histogram', lines: rows.length === 0 ? [] : tableLines(COLUMNS, rows, dim) };
}

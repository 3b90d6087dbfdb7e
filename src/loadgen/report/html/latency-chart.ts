import type { RunResult } from '../../result/run-result.ts';
import type { Chart } from './chart.ts';
import { latencyBins } from './latency-bins.ts';

/** How often each latency was seen; undefined where nothing was answered. */
export function latencyChart({ latency, intendedLatency }: RunResult): Chart | undefined {
  const bins = latencyBins([latency.buckets, ...(intendedLatency ? [intendedLatency.buckets] : [])]);
  if (bins.length === 0) return undefined;
  const names = intendedLatency ? ['from actual sending', 'from intended sending'] : ['answers'];
  return {
    id: 'latency-histogram',
    title: 'Latency histogram',
    description: 'Answers by their latency, ten steps to a factor of ten.',
    style: 'steps',
    x: { label: 'Latency, ms', scale: 'logarithmic' },
    y: { label: 'Answers', scale: 'linear' },
    ranges: bins.map(({ lowNs, highNs }) => [lowNs / 1e6, highNs / 1e6]),
    series: names.map((name, index) => ({ name, values: bins.map(({ counts }) => counts[index] ?? 0) })),
  };
}

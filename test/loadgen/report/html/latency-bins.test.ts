import { expect, test } from 'vitest';
import { latencyBins } from '../../../../src/loadgen/report/html/latency-bins.ts';
import { OPEN_END_NS } from '../../../../src/loadgen/stats/buckets.ts';

const edges = (bins: ReturnType<typeof latencyBins>): number[][] =>
  bins.map(({ lowNs, highNs }) => [Math.round(lowNs), Math.round(highNs)]);

test('nothing counted: no bins', () => {
  expect(latencyBins([[], []])).toEqual([]);
});

test('ten bins to a factor of ten, with the empty ones between', () => {
  const bins = latencyBins([
    [
      [1_010_000, 1_040_000, 3],
      [1_100_000, 1_130_000, 4],
      [1_900_000, 1_960_000, 5],
    ],
  ]);
  expect(edges(bins)).toEqual([
    [1_000_000, 1_258_925],
    [1_258_925, 1_584_893],
    [1_584_893, 1_995_262],
  ]);
  expect(bins.map(({ counts }) => counts)).toEqual([[7], [0], [5]]);
});

test('a bucket across an edge goes where its middle lies, whole', () => {
  expect(edges(latencyBins([[[990_000, 1_020_000, 1]]]))).toEqual([[1_000_000, 1_258_925]]);
  expect(edges(latencyBins([[[980_000, 1_010_000, 1]]]))).toEqual([[794_328, 1_000_000]]);
});

test('two histograms share their bins', () => {
  const bins = latencyBins([[[1_010_000, 1_040_000, 1]], [[1_300_000, 1_330_000, 2]]]);
  expect(bins.map(({ counts }) => counts)).toEqual([
    [1, 0],
    [0, 2],
  ]);
});

test('the bucket from nothing and the one without an end have a bin near their other bound', () => {
  expect(edges(latencyBins([[[0, 512, 1]]]))).toEqual([[316, 398]]);
  expect(edges(latencyBins([[[2 ** 36, OPEN_END_NS, 1]]]))).toEqual([[79_432_823_472, 100_000_000_000]]);
});

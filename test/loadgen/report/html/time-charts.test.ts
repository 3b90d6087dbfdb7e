import { expect, test } from 'vitest';
import { timeCharts } from '../../../../src/loadgen/report/html/time-charts.ts';
import { sampleResult } from '../../support/sample-result.ts';

const chartsById = (changes: Parameters<typeof sampleResult>[0] = {}) =>
  new Map(timeCharts(sampleResult(changes)).map((chart) => [chart.id, chart]));

test('what is drawn, and how', () => {
  expect(
    timeCharts(sampleResult()).map(({ id, style, series }) => [id, style, series.map(({ name }) => name)]),
  ).toEqual([
    ['rate', 'lines', ['sent', 'answered']],
    ['loss', 'lines', ['timed out']],
    ['latency', 'lines', ['p50', 'p95', 'p99', 'max']],
    ['rcodes', 'stacked', ['NOERROR', 'NXDOMAIN', 'SERVFAIL']],
    ['outstanding', 'lines', ['outstanding']],
  ]);
});

test('a run without intervals has no charts over time', () => {
  expect(timeCharts(sampleResult({ intervals: [] }))).toEqual([]);
});

test('while nothing is answered there is no latency and no loss, and where time-outs are noticed all are lost', () => {
  const charts = chartsById();
  expect(charts.get('rate')?.series[1]?.values.slice(31, 35)).toEqual([0, 0, 0, 0]);
  expect(charts.get('latency')?.series.map(({ values }) => values[32])).toEqual([null, null, null, null]);
  expect(charts.get('loss')?.series[0]?.values.slice(31, 35)).toEqual([null, null, null, null]);
  expect(charts.get('loss')?.series[0]?.values[35]).toBeCloseTo((100 * 200) / (200 + 24_490), 2);
});

test('rates are by the length of an interval, which the last may not have whole', () => {
  const [first] = sampleResult().intervals;
  const short = { ...first, fromSeconds: 0, toSeconds: 0.25, sent: 100 } as NonNullable<typeof first>;
  const empty = { ...short, toSeconds: 0 };
  expect(chartsById({ intervals: [short, empty] }).get('rate')?.series[0]?.values).toEqual([400, null]);
});

test('beyond seven rcodes the rarest are one', () => {
  const names = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'NOTAUTH', 'RCODE12'];
  const rcodes = Object.fromEntries(names.map((name, index) => [name, 80 - index * 10]));
  const [first] = sampleResult().intervals;
  const interval = { ...first, fromSeconds: 0, toSeconds: 1, rcodes } as NonNullable<typeof first>;
  const chart = chartsById({ rcodes, intervals: [interval] }).get('rcodes');
  expect(chart?.series).toEqual([
    { name: 'NOERROR', values: [80] },
    { name: 'FORMERR', values: [70] },
    { name: 'SERVFAIL', values: [60] },
    { name: 'NXDOMAIN', values: [50] },
    { name: 'NOTIMP', values: [40] },
    { name: 'REFUSED', values: [30] },
    { name: '2 others', values: [30] },
  ]);
});

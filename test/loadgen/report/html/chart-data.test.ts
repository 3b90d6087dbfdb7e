import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Chart } from '../../../../src/loadgen/report/html/chart.ts';
import { chartData } from '../../../../src/loadgen/report/html/chart-data.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2000);

function chart(name: string, values: readonly (number | null)[] = [1]): Chart {
  const axis = { label: 'x', scale: 'linear' } as const;
  const ranges = values.map((_, index) => [index, index + 1] as const);
  return {
    id: 'a',
    title: 'b',
    description: 'c',
    style: 'lines',
    x: axis,
    y: axis,
    ranges,
    series: [{ name, values }],
  };
}

test.each([
  [
    '</script><script>alert(1)</script>',
    '"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e"',
  ],
  ['<!-- <script>', '"\\u003c!-- \\u003cscript\\u003e"'],
  ['&lt;', '"\\u0026lt;"'],
  ['\u2028\u2029', '"\ufffd\ufffd"'],
  ['a\u202eb\0\ud800', '"a\ufffdb\ufffd\ufffd"'],
])('%j', (name, expected) => {
  expect(chartData([chart(name)])).toContain(`"name":${expected}`);
});

test('six digits are enough, and gaps stay', () => {
  expect(chartData([chart('a', [1 / 3, null, 123_456.789, 0])])).toContain(
    '"values":[0.333333,null,123457,0]',
  );
});

test('no name is markup or unreadable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const text = chartData([chart(name)]);
      expect(text).not.toMatch(/[<>&\u2028\u2029\u202e]/);
      expect(JSON.parse(text)).toMatchObject([{ title: 'b', series: [{ values: [1] }] }]);
    }),
    { numRuns: RUNS },
  );
});

test('a readable name comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => {
      expect(JSON.parse(chartData([chart(name)]))).toEqual([chart(name)]);
    }),
    { numRuns: RUNS },
  );
});

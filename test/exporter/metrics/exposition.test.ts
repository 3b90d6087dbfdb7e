import { expect, test } from 'vitest';
import { renderExposition, tieFamilies } from '../../../src/exporter/metrics/exposition.ts';
import type { Family } from '../../../src/exporter/metrics/family.ts';
import { escapeLabelValue, labelSet } from '../../../src/exporter/metrics/labels.ts';

const FAMILIES: readonly Family<readonly string[]>[] = [
  {
    name: 'vip_changes_total',
    type: 'counter',
    help: 'A \\ and a\nnewline.',
    labels: ['vip'],
    write: (vips, out) => {
      for (const vip of vips) out.sample(labelSet({ vip }), '18446744073709551615');
    },
  },
  { name: 'vip_nothing', type: 'gauge', help: 'Without samples.', labels: [], write: () => undefined },
  {
    name: 'vip_latency_seconds',
    type: 'histogram',
    help: 'Latency.',
    labels: ['le'],
    write: (_vips, out) => {
      out.suffixed('_bucket', labelSet({ le: '+Inf' }), 2);
      out.suffixed('_sum', '', Number.POSITIVE_INFINITY);
      out.suffixed('_count', '', 2);
    },
  },
];

const SAMPLES = (counter: string) => `# HELP ${counter} A \\\\ and a\\nnewline.
# TYPE ${counter} counter
vip_changes_total{vip="10.0.0.1"} 18446744073709551615
vip_changes_total{vip="a\\"b\\\\c\\nd"} 18446744073709551615
# HELP vip_latency_seconds Latency.
# TYPE vip_latency_seconds histogram
vip_latency_seconds_bucket{le="+Inf"} 2
vip_latency_seconds_sum +Inf
vip_latency_seconds_count 2
`;

test.each([
  ['prometheus', SAMPLES('vip_changes_total')],
  ['openmetrics', `${SAMPLES('vip_changes')}# EOF\n`],
] as const)('renders the %s format', (format, expected) => {
  const families = tieFamilies(FAMILIES, ['10.0.0.1', 'a"b\\c\nd']);
  expect([...renderExposition(families, format)].join('')).toBe(expected);
});

test.each([
  ['plain', 'plain'],
  ['a"b', 'a\\"b'],
  ['a\\b', 'a\\\\b'],
  ['a\nb', 'a\\nb'],
  ['a\ud800b', 'a\ufffdb'],
])('the label value %j is written %j', (value, expected) => {
  expect(escapeLabelValue(value)).toBe(expected);
});

test('labels without a value are left out', () => {
  expect(labelSet({ proxy: 'web', server: undefined, code: 200 })).toBe('proxy="web",code="200"');
});

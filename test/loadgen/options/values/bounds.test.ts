import { expect, test } from 'vitest';
import { bounds } from '../../../../src/loadgen/options/values/bounds.ts';

test.each([
  ['loss>0.1%', { figure: 'loss', operator: '>', value: 0.001, text: 'loss>0.1%' }],
  ['loss >= 5%', { figure: 'loss', operator: '>=', value: 0.05, text: 'loss >= 5%' }],
  ['qps<50000', { figure: 'qps', operator: '<', value: 50_000, text: 'qps<50000' }],
  ['min>1us', { figure: 'min', operator: '>', value: 0.000_001, text: 'min>1us' }],
  ['mean<=1.5ms', { figure: 'mean', operator: '<=', value: 0.0015, text: 'mean<=1.5ms' }],
  ['max>2s', { figure: 'max', operator: '>', value: 2, text: 'max>2s' }],
  ['p50>1ms', { figure: 'p50', operator: '>', value: 0.001, text: 'p50>1ms' }],
  ['p90>1ms', { figure: 'p90', operator: '>', value: 0.001, text: 'p90>1ms' }],
  ['p95>1ms', { figure: 'p95', operator: '>', value: 0.001, text: 'p95>1ms' }],
  ['p99.9>20ms', { figure: 'p99.9', operator: '>', value: 0.02, text: 'p99.9>20ms' }],
  ['timedOut>0', { figure: 'timedOut', operator: '>', value: 0, text: 'timedOut>0' }],
  ['timed-out>0', { figure: 'timedOut', operator: '>', value: 0, text: 'timed-out>0' }],
  [
    'answered-in-window<7',
    { figure: 'answeredInWindow', operator: '<', value: 7, text: 'answered-in-window<7' },
  ],
  ['rcode:SERVFAIL>1%', { figure: 'rcode:SERVFAIL', operator: '>', value: 0.01, text: 'rcode:SERVFAIL>1%' }],
  ['mismatched>3', { figure: 'mismatched', operator: '>', value: 3, text: 'mismatched>3' }],
])('%s', (text, bound) => {
  expect(bounds.parse(text)).toEqual([bound]);
});

test.each([
  '',
  'loss',
  'loss>',
  '>1%',
  'loss>0.001',
  'loss>101%',
  'loss=1%',
  'qps<5%',
  'p99>20',
  'p99>2h',
  'sent>1.5',
  'toString>1',
  'rcode:NOSUCH>1%',
  'rcode:SERVFAIL>1',
  'loss>>1%',
  'qps<1,',
])('%j is refused', (text) => {
  expect(bounds.parse(text)).toBeUndefined();
});

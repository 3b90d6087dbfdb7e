import { expect, test } from 'vitest';
import {
  answersPerSecond,
  cacheHitRatio,
  recursionClients,
  servfailShare,
} from '../../../src/view/status/bind-figures.ts';
import type { BindStatus } from '../../../src/view/status/node-status.ts';
import { exampleNode } from '../support/example-node.ts';

function bindWith(changes: Partial<BindStatus>): BindStatus {
  const [bind] = exampleNode('ds1').binds;
  if (bind === undefined) throw new Error('the example has a BIND');
  return { ...bind, ...changes };
}

function answering(rcodes: Readonly<Record<string, number>>): BindStatus {
  return bindWith({ rates: { overSeconds: 1, requests: 0, rcodes, nameServer: {} } });
}

test('SERVFAIL by its share of all answers', () => {
  expect(servfailShare(answering({ NOERROR: 3, SERVFAIL: 1 }))).toBe(0.25);
  expect(servfailShare(answering({ NOERROR: 3 }))).toBe(0);
  expect(answersPerSecond(answering({ NOERROR: 3, SERVFAIL: 1 }))).toBe(4);
});

test('without answers there is no share, and none before the second dump', () => {
  expect(servfailShare(answering({ SERVFAIL: 0 }))).toBeUndefined();
  expect(servfailShare(bindWith({ rates: undefined }))).toBeUndefined();
  expect(answersPerSecond(bindWith({ rates: undefined }))).toBeUndefined();
});

test('the caches of all views together, as far as they tell', () => {
  const views = [
    { name: 'in', cacheHits: 6, cacheMisses: 1, recursionClients: 4 },
    { name: 'out', cacheHits: 1 },
  ];
  expect(cacheHitRatio(bindWith({ views }))).toBe(0.875);
  expect(recursionClients(bindWith({ views }))).toBe(4);
  expect(cacheHitRatio(bindWith({ views: [{ name: 'in', cacheHits: 0, cacheMisses: 0 }] }))).toBeUndefined();
  expect(recursionClients(bindWith({ views: [{ name: 'in' }] }))).toBeUndefined();
});

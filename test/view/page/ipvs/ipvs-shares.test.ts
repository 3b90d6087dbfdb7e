import { expect, test } from 'vitest';
import { ipvsGroups } from '../../../../src/view/page/ipvs/ipvs-groups.ts';
import { connectionShares, ignoresWeights } from '../../../../src/view/page/ipvs/ipvs-shares.ts';
import { exampleNode, exampleRealServer, exampleVirtualServer } from '../../support/example-node.ts';

function shares(scheduler: string, servers: readonly (readonly [weight: number, perSecond: number])[]) {
  const reals = servers.map(([weight, connectionsPerSecond], index) => {
    const real = exampleRealServer(`10.0.0.${index}`, 53, { weight });
    return real.rates === undefined ? real : { ...real, rates: { ...real.rates, connectionsPerSecond } };
  });
  const server = { ...exampleVirtualServer('UDP', '192.0.2.1', 53, reals), scheduler };
  const node = { ...exampleNode('ds1'), ipvs: { virtualServers: [server], syncDaemons: [] } };
  const [group] = ipvsGroups([node], ['ds1']);
  return group === undefined ? [] : [...connectionShares(group.head, group.rows).values()];
}

test('what a real server gets, beside what its weight gives it', () => {
  expect(
    shares('wrr', [
      [3, 60],
      [1, 40],
    ]),
  ).toEqual([
    { observed: 0.6, expected: 0.75 },
    { observed: 0.4, expected: 0.25 },
  ]);
});

test('rr ignores weights but for 0, and so does what is expected of it', () => {
  expect(
    shares('rr', [
      [3, 50],
      [1, 50],
      [0, 0],
    ]),
  ).toEqual([
    { observed: 0.5, expected: 0.5 },
    { observed: 0.5, expected: 0.5 },
    { observed: 0, expected: 0 },
  ]);
  expect(['rr', 'lc', 'wrr', 'wlc', undefined].map(ignoresWeights)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a scheduler that gives out no shares is not held to any', () => {
  expect(
    shares('fo', [
      [2, 100],
      [1, 0],
    ]),
  ).toEqual([
    { observed: 1, expected: undefined },
    { observed: 0, expected: undefined },
  ]);
});

test('without traffic there is no share', () => {
  expect(
    shares('wrr', [
      [1, 0],
      [1, 0],
    ]).map(({ observed }) => observed),
  ).toEqual([undefined, undefined]);
});

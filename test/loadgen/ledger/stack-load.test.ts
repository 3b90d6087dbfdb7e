import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../../src/loadgen/ledger/disturbance.ts';
import type { NodeFigures } from '../../../src/loadgen/ledger/node-figures.ts';
import { identifyServers } from '../../../src/loadgen/ledger/server-identity.ts';
import { type StackQuestion, stackLoad } from '../../../src/loadgen/ledger/stack-load.ts';
import { stuckReasons } from '../../../src/loadgen/ledger/stuck-reasons.ts';
import { disturbance, flowLoss } from './support/ledger-facts.ts';
import { director, named, node, RS1, RS2, realServer } from './support/stack-facts.ts';

const LISTED = [
  { key: `${RS1}:53`, address: RS1, packets: 7_500 },
  { key: `${RS2}:53`, address: RS2, packets: 2_500 },
];

describe('who a real server is', () => {
  const named1 = named('rs1', [1, 1]);
  const named2 = named('rs2', [1, 1]);
  const hosts = [
    node('rs1', ['10.0.0.1', RS1], { nameds: [named1] }),
    node('RS2', [RS2], { nameds: [named2] }),
  ];
  const identify = (
    nodes: readonly NodeFigures[],
    counts: readonly (readonly [string, number])[],
    told: Parameters<typeof identifyServers>[1]['told'] = [],
  ) => identifyServers(LISTED, { nodes, counts, told }).map(({ name, nameds }) => [name, nameds]);

  test.each<[string, ReturnType<typeof identify>, readonly unknown[]]>([
    [
      'by the addresses of its host, which has the name that it answers by',
      identify(hosts, [
        ['rs1', 7_400],
        ['rs2', 2_400],
      ]),
      [
        ['rs1', [named1]],
        ['rs2', [named2]],
      ],
    ],
    [
      'by what the operator told',
      identify(
        [node('servers', ['127.0.0.1'], { nameds: [{ ...named1, source: 'one' }] })],
        [['1.2.3.4', 5]],
        [
          { name: '1.2.3.4', address: RS1 },
          { name: 'one', address: RS1, port: 53 },
          { name: 'one', address: RS2, port: 5353 },
        ],
      ),
      [
        ['1.2.3.4', [{ ...named1, source: 'one' }]],
        [undefined, []],
      ],
    ],
    [
      'by a count that is the same on both sides, and by no other',
      identify(
        [],
        [
          ['a', 7_500],
          ['b', 2_499],
        ],
      ),
      [
        ['a', []],
        [undefined, []],
      ],
    ],
    [
      'not by a count that two names have',
      identify(
        [],
        [
          ['a', 7_500],
          ['b', 7_500],
        ],
      ),
      [
        [undefined, []],
        [undefined, []],
      ],
    ],
  ])('%s', (_how, found, wanted) => {
    expect(found).toEqual(wanted);
  });

  test('not by an address of loopback, which each host has', () => {
    const server = { key: '127.0.0.1:53', address: '127.0.0.1' };
    const nodes = [node('rs1', ['127.0.0.1'], { nameds: [named1] })];
    expect(identifyServers([server], { nodes, told: [], counts: [] })[0]?.nameds).toEqual([]);
  });
});

const LEDGER: Ledger = {
  sliceSeconds: 0.01,
  flows: 16,
  disturbances: [],
  disturbancesLeftOut: 0,
  background: { lost: 0, ratio: 0 },
  lossesLeftOut: 0,
};
const QUESTION: StackQuestion = {
  server: { key: '192.168.56.185:53', address: '192.168.56.185' },
  startedAtSeconds: 1_000,
  ledger: LEDGER,
  own: { sent: 10_000, answered: 10_000, late: 0, duplicate: 0, socketDrops: 0, asksNsid: false },
  counts: [],
  told: [],
  silent: [],
};

test('shares, reasons and conservation of one run', () => {
  const table = director('wrr', [realServer(RS1, 3, [12, 7_500]), realServer(RS2, 1, [4, 2_500])]);
  const load = stackLoad([node('ds1', [], { directors: [table] })], QUESTION, ['http://rs1: it is dead']);
  expect(load).toMatchObject({
    shares: { verdict: 'within' },
    stuck: [],
    conservation: { hops: [{ hop: 'dnsbench → ds1' }, {}, {}, {}, {}] },
    remarks: ['http://rs1: it is dead'],
  });
});

test('one server that is asked itself, and a stack that tells nothing', () => {
  const host = node('vip', ['192.168.56.185'], { nameds: [named('vip', [10_000, 10_000])] });
  const load = stackLoad([host], QUESTION);
  expect(load?.shares).toBeUndefined();
  expect(load?.conservation?.hops.map(({ hop }) => hop)).toEqual([
    'dnsbench → 192.168.56.185:53',
    'named vip/named of 192.168.56.185:53',
    'real servers → dnsbench',
  ]);
  expect(stackLoad([node('ds1', [], {})], QUESTION, ['anything'])).toBeUndefined();
});

test('stuck flows with the removal of their time, and without one', () => {
  const stuck = (from: number, to: number) =>
    disturbance(from, to, { flows: [{ ...flowLoss(0, from, to), isStuck: true }] });
  const removed = (atSeconds: number) => ({ atSeconds, what: 'removed', real: `${RS1}:53` }) as const;
  const reasons = stuckReasons([stuck(10, 30), disturbance(50, 51), stuck(60, 80)], {
    startedAtSeconds: 1_000,
    changes: [{ atSeconds: 1_011, what: 'weight', real: `${RS2}:53` }, removed(1_012), removed(1_040)],
    udpTimeoutSeconds: 300,
  });
  expect(reasons).toEqual([
    { disturbance: 1, realServer: `${RS1}:53`, removedAtSeconds: 12, udpTimeoutSeconds: 300 },
    { disturbance: 3, udpTimeoutSeconds: 300 },
  ]);
});

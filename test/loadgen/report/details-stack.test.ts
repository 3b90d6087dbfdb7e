import { expect, test } from 'vitest';
import { type StackLoad, stackLoad } from '../../../src/loadgen/ledger/stack-load.ts';
import { conservationSection, realServersSection } from '../../../src/loadgen/report/details-stack.ts';
import { stuckFlowsSection } from '../../../src/loadgen/report/details-stuck-flows.ts';
import { PLAIN } from '../../../src/loadgen/report/format-painter.ts';
import { conservationTables, sharesTables } from '../../../src/loadgen/report/html/stack-tables.ts';
import { fromJson, toJson } from '../../../src/loadgen/result/json.ts';
import type { RunResult } from '../../../src/loadgen/result/run-result.ts';
import { disturbance, flowLoss } from '../ledger/support/ledger-facts.ts';
import { director, named, node, RS1, RS2, realServer } from '../ledger/support/stack-facts.ts';
import { plainResult } from '../support/plain-result.ts';

const HOSTILE = '<script>alert(1)</script>\u001b[2J\u202e';
const STARTED_SECONDS = 1_795_186_105;
const STUCK = disturbance(10, 30, {
  isPartial: true,
  flows: [{ ...flowLoss(0, 10, 30), isStuck: true }],
  flowsAffected: 1,
});
const LEDGER: NonNullable<RunResult['ledger']> = {
  sliceSeconds: 0.01,
  flows: 16,
  disturbances: [],
  disturbancesLeftOut: 0,
  background: { lost: 25, ratio: 0.0025 },
  lossesLeftOut: 0,
};

function loadOf(
  nodes: Parameters<typeof stackLoad>[0],
  ledger = LEDGER,
  counts: readonly (readonly [string, number])[] = [],
): StackLoad {
  const load = stackLoad(
    nodes,
    {
      server: { key: '192.168.56.185:53', address: '192.168.56.185' },
      startedAtSeconds: STARTED_SECONDS,
      ledger,
      own: { sent: 10_000, answered: 9_975, late: 0, duplicate: 0, socketDrops: 0, asksNsid: false },
      counts,
      told: [],
      silent: [],
    },
    ['http://rs3:9053: it told no figures'],
  );
  if (load === undefined) throw new Error('somebody counted');
  return load;
}

const TABLE = director('wrr', [realServer(RS1, 3, [12, 7_500]), realServer(RS2, 1, [4, 2_500])], {
  udpTimeoutSeconds: 300,
});
const SERVERS = [
  node('rs1', [RS1], { nameds: [named('rs1', [7_500, 7_500])] }),
  node('rs2', [RS2], { nameds: [named('rs2', [2_475, 2_475])] }),
];
const STACK = loadOf([node('ds1', [], { directors: [TABLE] }), ...SERVERS], LEDGER, [
  ['rs1', 7_500],
  ['rs2', 2_475],
]);

function linesOf(stack: StackLoad): readonly string[] {
  const result = plainResult({ ledger: LEDGER, stack });
  return [...realServersSection(result, PLAIN).lines, '', ...conservationSection(result, PLAIN).lines];
}

test('shares beside what is expected, and every hop', () => {
  const lines = linesOf(STACK);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
      Virtual server:       udp/192.168.56.185:53 by wrr, on ds1
      Shares:               expected 75/25 by weight, got 75/25: within what 16
                            flows allow
      Interval:             95 % interval of 16 flows; ±2 % takes 1,801

      Real server            weight  flows  queries  share  expected         95 %
      192.168.56.183:53 rs1       3     12    7,500   75 %      75 %  50.5-89.8 %
      192.168.56.184:53 rs2       1      4    2,500   25 %      25 %  10.2-49.5 %
      http://rs3:9053: it told no figures

      Hop                                   before   after
      dnsbench → ds1                        10,000  10,000
      udp/192.168.56.185:53 → real servers  10,000  10,000
      ds1 → 192.168.56.183:53                7,500   7,500
      named rs1/named of 192.168.56.183:53   7,500   7,500
      ds1 → 192.168.56.184:53                2,500   2,475  25 lost (10 ‰)
      named rs2/named of 192.168.56.184:53   2,475   2,475
      real servers → dnsbench                9,975   9,975

      25 lost, 10 ‰ of 2500: ds1 → 192.168.56.184:53 (in packets to requests
        received)
      named counts health checks and other clients, too: with --nsid dnsbench's own
        queries are told apart
      all 25 queries without an answer are in these hops
    "
  `);
});

test('a result without counters has neither section', () => {
  const result = plainResult({});
  expect(realServersSection(result, PLAIN).lines).toEqual([]);
  expect(conservationSection(result, PLAIN).lines).toEqual([]);
  expect(sharesTables(result)).toBeUndefined();
  expect(conservationTables(result)).toBeUndefined();
});

test('stuck flows with what the table says of them', () => {
  const ledger = { ...LEDGER, disturbances: [STUCK] };
  const changes = [{ atSeconds: STARTED_SECONDS + 12, what: 'removed', real: `${RS1}:53` }] as const;
  const stack = loadOf([node('ds1', [], { directors: [{ ...TABLE, changes }] })], ledger);
  const result = plainResult({ startedAtSeconds: STARTED_SECONDS, ledger, stack });
  const text = stuckFlowsSection(result, PLAIN).lines.join(' ').replaceAll(/\s+/g, ' ');
  const words =
    'real server 192.168.56.183:53 removed at 14:48:37 UTC, UDP timeout 300 s, expire_nodest_conn unknown';
  expect(text).toContain(`disturbance 1: 1 of 16 flows unanswered for 20 s: ${words}`);
  expect(sharesTables(result)?.markup).toContain(words);
});

test('tables of the page', () => {
  const result = plainResult({ ledger: LEDGER, stack: STACK });
  const shares = sharesTables(result)?.markup ?? '';
  expect(shares).toContain('<bdi>expected 75/25 by weight, got 75/25: within what 16 flows allow</bdi>');
  expect(shares.match(/<tr><th scope="row"><bdi>192\.168\.56\.18\d:53<\/bdi>/g)).toHaveLength(2);
  const hops = conservationTables(result)?.markup ?? '';
  expect(hops).toContain('25 lost (10 ‰)');
  expect(hops.match(/<tr><th scope="row">/g)).toHaveLength(7);
});

test('names of a stranger are no markup and steer no terminal', () => {
  const [first] = TABLE.realServers;
  const hostile = {
    ...TABLE,
    node: HOSTILE,
    scheduler: HOSTILE,
    realServers: [{ ...TABLE.realServers[1], key: HOSTILE, address: HOSTILE }, first].flatMap(
      (real) => real ?? [],
    ),
  };
  const stack = loadOf([
    node(HOSTILE, [HOSTILE], { directors: [hostile], nameds: [named(HOSTILE, [1, 1])] }),
  ]);
  expect(linesOf(stack).join('')).not.toMatch(/\p{Cc}|\u202e/u);
  const result = plainResult({ ledger: LEDGER, stack });
  expect(
    [sharesTables(result), conservationTables(result)].map((table) => table?.markup).join(''),
  ).not.toContain('<script');
});

test('it survives as JSON', () => {
  const result = plainResult({ ledger: LEDGER, stack: STACK });
  expect(fromJson(toJson(result), 'result.json').stack).toEqual(STACK);
});

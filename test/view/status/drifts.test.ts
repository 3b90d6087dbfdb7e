import fc from 'fast-check';
import { expect, test } from 'vitest';
import { driftsOf, MAX_DRIFTS } from '../../../src/view/status/drifts.ts';
import type {
  KeepalivedStatus,
  NodeStatus,
  RealServerStatus,
  VirtualServerStatus,
} from '../../../src/view/status/node-status.ts';
import { exampleNode, exampleRealServer, exampleVirtualServer, VIP } from '../support/example-node.ts';

const RS1 = exampleRealServer('192.168.56.183', 53);
const RS2 = exampleRealServer('192.168.56.184', 53);
const DNS = dns([RS1, RS2]);

function dns(
  reals: readonly RealServerStatus[],
  changes: Partial<VirtualServerStatus> = {},
): VirtualServerStatus {
  return { ...exampleVirtualServer('UDP', VIP, 53, reals), ...changes };
}

function node(
  name: string,
  virtualServers: readonly VirtualServerStatus[],
  keepaliveds: readonly KeepalivedStatus[] = [],
): NodeStatus {
  return { ...exampleNode('ds1'), node: name, keepaliveds, ipvs: { virtualServers, syncDaemons: [] } };
}

/** `virtual real: what ds1=value ds2=value` */
function texts(nodes: readonly NodeStatus[]): string[] {
  return driftsOf(nodes).map(({ virtual, real, what, values }) => {
    const told = values.map(({ node: name, value }) => `${name}=${value}`).join(' ');
    return `${virtual}${real === undefined ? '' : ` ${real}`}: ${what} ${told}`;
  });
}

test.each<[string, VirtualServerStatus[], VirtualServerStatus[], string[]]>([
  ['the same table', [DNS], [DNS], []],
  ['figures of traffic', [DNS], [dns([{ ...RS1, active: 900 }, RS2], { counters: undefined })], []],
  ['another order', [DNS], [dns([RS2, RS1])], []],
  [
    'a real server taken out',
    [DNS],
    [dns([RS2])],
    [`udp/${VIP}:53 192.168.56.183:53: missing ds1=Route 1 ds2=`],
  ],
  [
    'a weight',
    [DNS],
    [dns([{ ...RS1, weight: 0 }, RS2])],
    [`udp/${VIP}:53 192.168.56.183:53: weight ds1=1 ds2=0`],
  ],
  [
    'how packets are forwarded',
    [DNS],
    [dns([RS1, { ...RS2, forward: 'Masq' }])],
    [`udp/${VIP}:53 192.168.56.184:53: forward ds1=Route ds2=Masq`],
  ],
  [
    'the scheduler and flags',
    [DNS],
    [dns([RS1, RS2], { scheduler: 'rr', flags: ['ops'] })],
    [`udp/${VIP}:53: scheduler ds1=wrr ds2=rr`, `udp/${VIP}:53: flags ds1= ds2=ops`],
  ],
  ['flags in another order', [dns([], { flags: ['a', 'b'] })], [dns([], { flags: ['b', 'a'] })], []],
  [
    'a virtual server that one lacks',
    [DNS, { ...exampleVirtualServer('TCP', VIP, 53, [RS1]), flags: ['persistent 600'] }],
    [DNS],
    [`tcp/${VIP}:53: missing ds1=wrr persistent 600 ds2=`],
  ],
  ['what one listing does not tell', [DNS], [dns([{ ...RS1, weight: undefined }, RS2])], []],
])('%s', (_what, first, second, expected) => {
  expect(texts([node('ds1', first), node('ds2', second)])).toEqual(expected);
});

test('pairs of directors are compared each on its own', () => {
  const other = exampleVirtualServer('UDP', '10.0.0.1', 53, []);
  const nodes = [node('ds1', [DNS]), node('lb1', [other]), node('ds2', [DNS]), node('lb2', [other])];
  expect(texts(nodes)).toEqual([]);
  expect(texts([...nodes, node('ds3', [dns([RS1])])])).toEqual([
    `udp/${VIP}:53 192.168.56.184:53: missing ds1=Route 1 ds2=Route 1 ds3=`,
  ]);
});

test('a table with the addresses of both makes one group of them', () => {
  const other = exampleVirtualServer('UDP', '10.0.0.1', 53, []);
  expect(texts([node('ds1', [DNS]), node('lb1', [other]), node('all', [DNS, other])])).toHaveLength(2);
});

test('marks compare tables that have nothing else', () => {
  const mark = { ...dns([RS1]), key: 'fwm/1', protocol: 'FWM', address: '', port: 0, mark: 1 };
  expect(texts([node('ds1', [mark]), node('ds2', [{ ...mark, scheduler: 'rr' }])])).toEqual([
    'fwm/1: scheduler ds1=wrr ds2=rr',
  ]);
  const other = exampleVirtualServer('UDP', '10.0.0.1', 53, []);
  expect(texts([node('ds1', [mark, DNS]), node('lb1', [{ ...mark, scheduler: 'rr' }, other])])).toEqual([]);
});

test.each([`udp/${VIP}:53`, `${VIP}:53`])(
  'an empty table lacks %s that its own keepalived checks',
  (virtual) => {
    const checks = (source: string): KeepalivedStatus => ({
      source,
      instances: [],
      scripts: [],
      realServers: [{ virtual, real: '192.168.56.183:53' }],
      quorums: [],
    });
    const missing = [`udp/${VIP}:53: missing ds1=wrr ds2=`];
    expect(texts([node('ds1', [DNS]), node('ds2', [], [checks('local')])])).toEqual(missing);
    // A real server with an empty table, and a host that reads the logs of both directors.
    expect(texts([node('ds1', [DNS]), node('rs1', [])])).toEqual([]);
    expect(texts([node('ds1', [DNS]), node('mon', [], [checks('ds1'), checks('ds2')])])).toEqual([]);
  },
);

test('a node without IPVS is no director', () => {
  const { ipvs: _, ...rest } = node('rs1', []);
  expect(texts([node('ds1', [DNS]), rest])).toEqual([]);
});

test('two tables without anything in common give no more than so many', () => {
  const reals = (net: number): RealServerStatus[] =>
    Array.from({ length: 3000 }, (_, at) => exampleRealServer(`10.${net}.${at >> 8}.${at & 255}`, 53));
  expect(driftsOf([node('ds1', [dns(reals(1))]), node('ds2', [dns(reals(2))])])).toHaveLength(MAX_DRIFTS);
});

test('whatever two tables hold, each drift names both and no node differs from itself', () => {
  const real = fc.record({
    key: fc.constantFrom('10.0.0.1:53', '10.0.0.2:53', '__proto__'),
    weight: fc.option(fc.nat(3), { nil: undefined }),
  });
  const table = fc.uniqueArray(real, { selector: ({ key }) => key });
  fc.assert(
    fc.property(table, table, (first, second) => {
      const tableOf = (reals: typeof first) => [dns(reals.map((each) => ({ ...RS1, ...each })))];
      const [ds1, ds2] = [node('ds1', tableOf(first)), node('ds2', tableOf(second))];
      for (const { values } of driftsOf([ds1, ds2])) {
        expect(values.map(({ node: name }) => name)).toEqual(['ds1', 'ds2']);
        expect(values[0]?.value).not.toBe(values[1]?.value);
      }
      expect(driftsOf([ds1, { ...ds1, node: 'ds2' }])).toEqual([]);
    }),
  );
});

import fc from 'fast-check';
import { EVENT_LAYERS, type StackEvent } from '../../../src/model/stack-event.ts';
import type { NodeStatus } from '../../../src/view/status/node-status.ts';
import { exampleNode, exampleRow, exampleSource } from '../support/example-node.ts';

/** From few values, so that nodes speak of the same addresses, directors and servers. */
const address = fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:DB8:0::1', 'vip', '');
const name = fc.constantFrom('ds1', 'ds2', 'VI_1', 'VI_2', '__proto__', '');
const seconds = fc.option(fc.oneof(fc.integer({ min: 1_793_558_900, max: 1_793_558_970 }), fc.double()), {
  nil: undefined,
});
const state = fc.constantFrom('INIT', 'BACKUP', 'MASTER', 'FAULT', 'STOP', undefined);
const virtual = fc.constantFrom(
  'udp/192.0.2.1:53',
  '[2001:db8::1]:53',
  'fwm/10',
  'tcp/group/web:80',
  'unknown',
  '',
);

const keepalived = fc.record({
  source: name,
  running: fc.option(fc.boolean(), { nil: undefined }),
  instances: fc.array(
    fc.record({
      name,
      state,
      priority: fc.option(fc.integer(), { nil: undefined }),
      sinceSeconds: seconds,
      vips: fc.array(address, { maxLength: 3 }),
      lastGarpSeconds: seconds,
    }),
    { maxLength: 3 },
  ),
  scripts: fc.constant([]),
  realServers: fc.array(
    fc.record({
      virtual,
      real: address,
      up: fc.option(fc.boolean(), { nil: undefined }),
      lastChangeSeconds: seconds,
    }),
    { maxLength: 3 },
  ),
  quorums: fc.array(fc.record({ virtual, up: fc.boolean() }), { maxLength: 2 }),
});

const virtualServer = fc.record({
  key: virtual,
  protocol: fc.constantFrom('TCP', 'UDP', 'FWM'),
  address,
  port: fc.nat(),
  mark: fc.option(fc.nat(), { nil: undefined }),
  flags: fc.constant([]),
  realServers: fc.array(
    fc.record({
      key: address,
      address,
      port: fc.nat(),
      forward: fc.constantFrom('Route', 'Tunnel', 'Masq', undefined),
      weight: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    }),
    { maxLength: 3 },
  ),
});

const haproxyRow = fc
  .record({
    scope: fc.constantFrom('frontend', 'listener', 'server', 'backend'),
    health: fc.constantFrom('good', 'warn', 'bad', 'none'),
    name,
    cells: fc.dictionary(
      fc.constantFrom('scur', 'slim', 'qcur', 'qlimit'),
      fc.oneof(fc.double(), fc.string()),
    ),
  })
  .map(({ scope, health, name: row, cells }) => exampleRow(scope, row, 'any', health, cells));

/** A node's status of any facts that its type allows. */
export function anyNode(): fc.Arbitrary<NodeStatus> {
  return fc
    .record({
      node: name,
      takenAtSeconds: fc.oneof(fc.integer({ min: 1_793_558_950, max: 1_793_558_970 }), fc.double()),
      vips: fc.array(
        fc.record({
          address,
          role: fc.constantFrom('owner', 'real-server', 'absent'),
          on: fc.constant([]),
        }),
        { maxLength: 3 },
      ),
      hostAddresses: fc.array(address, { maxLength: 3 }),
      keepaliveds: fc.array(keepalived, { maxLength: 3 }),
      ipvs: fc.option(
        fc.record({
          virtualServers: fc.array(virtualServer, { maxLength: 3 }),
          syncDaemons: fc.constant([]),
        }),
        { nil: undefined },
      ),
      rows: fc.array(haproxyRow, { maxLength: 4 }),
      source: fc.constantFrom('ok', 'absent', 'failed'),
    })
    .map(({ rows, source, ...facts }) => ({
      ...exampleNode('ds1'),
      ...facts,
      sources: [{ ...exampleSource('haproxy', 'lb1', 'a socket'), state: source }],
      haproxys: [{ source: 'lb1', proxies: [{ name: 'www', rows }] }],
    }));
}

export function anyEvent(): fc.Arbitrary<StackEvent> {
  return fc
    .record({
      atSeconds: fc.bigInt({ min: 1_793_558_900n, max: 1_793_558_970n }),
      node: name,
      layer: fc.constantFrom(...EVENT_LAYERS),
      source: name,
      kind: fc.constantFrom('state', 'added', 'removed', 'check', 'conflict', 'weight'),
      subject: fc.oneof(name, address, fc.constant('udp/192.0.2.1:53 192.0.2.2:53'), fc.string()),
      to: fc.option(fc.constantFrom('MASTER', 'BACKUP', 'owner', 'failed'), { nil: undefined }),
      detail: fc.option(fc.string(), { nil: undefined }),
      tone: fc.constantFrom('bad', 'good', 'neutral'),
    })
    .map(({ atSeconds, ...event }) => {
      const timeNs = atSeconds * 1_000_000_000n;
      return { ...event, id: Number(atSeconds), timeNs, earliestNs: timeNs, latestNs: timeNs + 999_999_999n };
    });
}

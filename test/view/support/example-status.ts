import type { StackEvent } from '../../../src/model/stack-event.ts';
import type { HaproxyProxyStatus, NodeStatus } from '../../../src/view/status/node-status.ts';
import type { StackStatus } from '../../../src/view/status/stack-status.ts';
import {
  exampleNode,
  exampleRealServer,
  exampleRow,
  exampleVirtualServer,
  TAKEN_AT_SECONDS,
  VIP,
} from './example-node.ts';

export { TAKEN_AT_SECONDS, VIP } from './example-node.ts';

/**
 * Two directors with one table: ds1 holds the VIP, ds2 stands by. One HAProxy server is down, one source of ds2 has
 * failed, a third peer does not answer, and ds2 gives a real server another weight.
 */
export function exampleStatus(): StackStatus {
  return {
    node: 'ds1',
    demo: false,
    takenAtSeconds: TAKEN_AT_SECONDS,
    nodes: [exampleNode('ds1'), exampleNode('ds2')],
    peers: [
      {
        url: 'http://ds2:9053/',
        state: 'ok',
        node: 'ds2',
        answeredAtSeconds: TAKEN_AT_SECONDS - 0.4,
        clockOffsetSeconds: 0.012,
        clockErrorSeconds: 0.002,
      },
      { url: 'http://ds3:9053/', state: 'failed', reason: 'http://ds3:9053/ did not answer in time' },
    ],
    vips: [
      {
        address: VIP,
        verdict: 'ok',
        owners: ['ds1'],
        sinceSeconds: TAKEN_AT_SECONDS - 3600,
        claims: [
          {
            director: 'ds1',
            instance: 'VI_1',
            state: 'MASTER',
            priority: 150,
            sinceSeconds: TAKEN_AT_SECONDS - 3600,
          },
          { director: 'ds2', instance: 'VI_1', state: 'BACKUP', priority: 100 },
        ],
        concerned: [],
      },
    ],
    warnings: [
      {
        severity: 'critical',
        kind: 'haproxy-down',
        node: 'ds1',
        subject: 'lb1 Listen-10000/server2',
        values: {
          source: 'lb1',
          proxy: 'Listen-10000',
          server: 'server2',
          status: 'DOWN',
          reason: 'Connection refused',
        },
        section: 'haproxy',
      },
      {
        severity: 'warning',
        kind: 'source-failed',
        node: 'ds2',
        subject: 'bind rs1',
        values: { reason: 'http://192.168.56.183:8053/ refused the connection; nothing listens there' },
        section: 'sources',
      },
      {
        severity: 'notice',
        kind: 'peer-dead',
        node: 'ds1',
        subject: 'http://ds3:9053/',
        values: { peer: 'http://ds3:9053/', reason: 'http://ds3:9053/ did not answer in time' },
        section: 'peers',
      },
    ],
    drifts: [
      {
        virtual: `udp/${VIP}:53`,
        real: '192.168.56.184:53',
        what: 'weight',
        values: [
          { node: 'ds1', value: '1' },
          { node: 'ds2', value: '2' },
        ],
      },
    ],
    events: exampleEvents(),
  };
}

/** The latest first. */
export function exampleEvents(): StackEvent[] {
  return [
    exampleEvent(42, {
      layer: 'haproxy',
      source: 'lb1',
      kind: 'state',
      subject: 'Listen-10000/server2',
      from: 'UP',
      to: 'DOWN',
      tone: 'bad',
      detail: 'L4CON in 0ms',
    }),
    exampleEvent(600, {
      kind: 'added',
      subject: `udp/${VIP}:53 192.168.56.183:53`,
      tone: 'good',
      line: 'Nov 20 09:36:43 ds1 Keepalived_healthcheckers[7833]: Adding service [192.168.56.183]:53 to VS [192.168.56.185]:53',
    }),
    exampleEvent(3600, {
      layer: 'vrrp',
      kind: 'state',
      subject: 'VI_1',
      from: 'BACKUP',
      to: 'MASTER',
      tone: 'neutral',
      line: 'Nov 20 08:46:43 ds1 Keepalived_vrrp[7834]: VRRP_Instance(VI_1) Entering MASTER STATE',
    }),
  ];
}

/** An event of ds1's keepalived, so many seconds before {@link TAKEN_AT_SECONDS}. */
export function exampleEvent(
  secondsAgo: number,
  changes: Partial<StackEvent> & Pick<StackEvent, 'kind' | 'subject'>,
): StackEvent {
  const timeNs = BigInt(TAKEN_AT_SECONDS - secondsAgo) * 1_000_000_000n;
  return {
    id: (TAKEN_AT_SECONDS - secondsAgo) * 1_000_000,
    timeNs,
    earliestNs: timeNs,
    latestNs: timeNs + 999_999_999n,
    node: 'ds1',
    layer: 'keepalived',
    source: 'local',
    tone: 'neutral',
    ...changes,
  };
}

/** Markup, quotes, the end of a CDATA section, a terminal's escape, a null, half a surrogate pair, U+FFFE, U+202E. */
export const HOSTILE = `<script>alert(1)</script> & " ' ]]> --> ?> \u001b[31m\0\ud800\ufffe\u202e=cmd|'/C calc'!A0`;

/** Texts that the types bind to a few words, or that are no texts of others. */
const KEPT_FIELDS = new Set([
  'state',
  'role',
  'scope',
  'health',
  'subsystem',
  'layer',
  'tone',
  'severity',
  'verdict',
  'section',
  'what',
]);

/** The example with every free text hostile: names, reasons, addresses, log lines, keys of counters. */
export function hostileStatus(): StackStatus {
  return JSON.parse(
    JSON.stringify(exampleStatus(), (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
    hostile,
  ) as StackStatus;
}

function hostile(key: string, value: unknown): unknown {
  if (typeof value === 'string') {
    if (key.endsWith('Ns')) return BigInt(value.slice(0, -1));
    // `state` of a VRRP instance, kinds of warnings and the severity are the program's own words.
    return KEPT_FIELDS.has(key) || key === 'kind' ? value : `${HOSTILE}${value}`;
  }
  if (['queriesByType', 'rcodes', 'nameServer', 'counters'].includes(key) && isCountersOfBind(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, count]) => [`${HOSTILE}${name}`, count]));
  }
  return value;
}

function isCountersOfBind(value: unknown): value is Record<string, number> {
  return typeof value === 'object' && value !== null && !('connections' in value);
}

/** One node with so many real servers, forty in a virtual server, and HAProxy servers, sixty in a proxy. */
export function largeStatus(realServers: number, haproxyRows: number): StackStatus {
  const node: NodeStatus = {
    ...exampleNode('ds1'),
    ipvs: {
      version: '1.2.1',
      virtualServers: groups(realServers, 40).map((size, index) =>
        exampleVirtualServer(
          'UDP',
          `10.0.${index >> 8}.${index & 255}`,
          53,
          Array.from({ length: size }, (_, at) =>
            exampleRealServer(`10.1.${index % 250}.${at}`, 53, { inactive: index * at }),
          ),
        ),
      ),
      syncDaemons: [],
    },
    haproxys: [{ source: 'lb1', proxies: groups(haproxyRows, 60).map(largeProxy) }],
  };
  return { ...exampleStatus(), nodes: [node], peers: [], drifts: [] };
}

function largeProxy(size: number, index: number): HaproxyProxyStatus {
  return {
    name: `proxy${index}`,
    mode: 'http',
    rows: Array.from({ length: size }, (_, at) => exampleRow('server', `server${at}`, 'UP', 'good', {})),
  };
}

/** So many in groups of `size`; the last one has the rest. */
function groups(total: number, size: number): number[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, at) => Math.min(size, total - at * size));
}

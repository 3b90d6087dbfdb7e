import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalAddress } from '../../../../src/model/ip-address.ts';
import type { HaproxyRowStatus, NodeStatus } from '../../../../src/view/status/node-status.ts';
import type { VerdictKind } from '../../../../src/view/status/verdict.ts';
import { verdictOf, vipVerdicts } from '../../../../src/view/status/vips/verdicts.ts';
import type { VipFacts } from '../../../../src/view/status/vips/vip-facts.ts';
import { exampleNode, exampleSource } from '../../support/example-node.ts';
import { anyEvent, anyNode } from '../any-status.ts';
import { type HostTexts, hostStatus, logEvents } from '../stack-texts.ts';

const VIP = '192.168.56.185';
/** 2026-11-01T18:49:20Z, after the lines of the logs below. */
const NOW = Date.UTC(2026, 10, 1, 18, 49, 20) / 1000;

const NO_TABLE = `\
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;
const TABLE = `${NO_TABLE}\
UDP  192.168.56.185:53 wrr
  -> 192.168.56.183:53            Route   1      0          0         
  -> 192.168.56.184:53            Route   1      0          0         
`;
const LO = `\
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet 127.0.0.1/8 scope host lo
`;
const ON_LO = '    inet 192.168.56.185/32 brd 192.168.56.185 scope global lo:0\n';
const ETH2 = `\
4: eth2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast state UP group default qlen 1000
`;
const ON_ETH2 = '    inet 192.168.56.185/24 scope global secondary eth2\n';

function host(node: string, last: number, more: Partial<HostTexts> & { lo?: boolean; owner?: boolean } = {}) {
  const own = `    inet 192.168.56.${last}/24 brd 192.168.56.255 scope global noprefixroute eth2\n`;
  const { lo, owner, ...texts } = more;
  const ipAddr = `${LO}${lo ? ON_LO : ''}${ETH2}${own}${owner ? ON_ETH2 : ''}`;
  return { node, takenAtSeconds: NOW, vip: VIP, ipAddr, ...texts };
}

const log = (lines: readonly string[], host: string) =>
  lines
    .map((line) => `Nov  1 ${line.slice(0, 8)} ${host} Keepalived_vrrp[3908]: ${line.slice(9)}`)
    .join('\n');
const MASTER = [
  '18:29:40 VRRP_Instance(VI_1) Transition to MASTER STATE',
  '18:29:41 VRRP_Instance(VI_1) Entering MASTER STATE',
  '18:29:41 VRRP_Instance(VI_1) Sending/queueing gratuitous ARPs on eth2 for 192.168.56.185',
];
const BACKUP = ['18:29:36 VRRP_Instance(VI_1) Entering BACKUP STATE'];

const ds1 = host('ds1', 181, { owner: true, ipvsadm: TABLE, logs: { local: log(MASTER, 'ds1') } });
const ds2 = host('ds2', 182, { ipvsadm: TABLE, logs: { local: log(BACKUP, 'ds2') } });
const rs1 = host('rs1', 183, { lo: true });
const rs2 = host('rs2', 184, { lo: true });
const rs1WithoutVip = host('rs1', 183);
const rs2WithoutVip = host('rs2', 184);
/** systemctl stop keepalived: the table is empty, the address is gone. */
const ds1Stopped = host('ds1', 181, {
  ipvsadm: NO_TABLE,
  logs: {
    local: log(
      [...MASTER, '18:40:16 Stopping', '18:40:16 VRRP_Instance(VI_1) sent 0 priority', '18:40:17 Stopped'],
      'ds1',
    ),
  },
});

/** Two directors of another stack, both `state MASTER` in their configuration. */
const ELECTION_AT = Date.UTC(2026, 3, 19, 15, 47, 25) / 1000;
const LB1_LOG = `\
Apr 19 15:47:25 lb1 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Transition to MASTER STATE
Apr 19 15:47:25 lb1 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Entering MASTER STATE
`;
const LB2_LOG = `\
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Transition to MASTER STATE
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Received higher prio advert
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Entering BACKUP STATE
`;
function election(secondsLater: number, more = ''): HostTexts[] {
  const common = { vip: '192.168.10.100', takenAtSeconds: ELECTION_AT + secondsLater };
  return [
    {
      ...common,
      node: 'lb1',
      ipAddr: ` inet 192.168.10.101/24 brd 192.168.10.255 scope global eth0
 inet 192.168.10.100/32 scope global eth0
`,
      logs: { messages: LB1_LOG + more },
    },
    {
      ...common,
      node: 'lb2',
      ipAddr: ' inet 192.168.10.102/24 brd 192.168.10.255 scope global eth0\n',
      logs: { messages: LB2_LOG },
    },
  ];
}
const ANNOUNCED =
  'Apr 19 15:47:30 lb1 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Sending gratuitous ARPs on eth0 for 192.168.10.100';

function verdictOn(hosts: readonly HostTexts[]) {
  const [verdict, ...others] = vipVerdicts(
    hosts.map(hostStatus),
    hosts.flatMap(logEvents),
    hosts[0]?.takenAtSeconds ?? 0,
  );
  expect(others).toEqual([]);
  return verdict;
}

describe('what hosts printed comes to', () => {
  test.each<[string, HostTexts[], VerdictKind, owners: string[], concerned: string[]]>([
    [
      'both tables, one owner, the address on lo of the real servers',
      [ds1, ds2, rs1, rs2],
      'ok',
      ['ds1'],
      [],
    ],
    ['two claims in one second, one of which yields', election(1), 'contested', ['lb1'], ['lb2']],
    ['both directors have it', [ds1, { ...ds1, node: 'ds2' }], 'split-brain', ['ds1', 'ds2'], ['ds2']],
    ['a stopped director, and one that stands by', [ds1Stopped, ds2], 'no-owner', [], ['ds1', 'ds2']],
    [
      'the owner has an empty table, and the other does not',
      [{ ...ds1, ipvsadm: NO_TABLE }, ds2],
      'owner-without-table',
      ['ds1'],
      ['ds1'],
    ],
    [
      'ping answers and dig does not: no real server has it',
      [ds1, ds2, rs1WithoutVip, rs2WithoutVip],
      'owner-but-dead',
      ['ds1'],
      ['rs1', 'rs2'],
    ],
    ['a contest without an announcement since', election(60), 'stale-arp-risk', ['lb1'], ['lb1']],
    ['one real server lacks it', [ds1, ds2, rs1WithoutVip, rs2], 'real-server-without-vip', ['ds1'], ['rs1']],
    ['a backup alone', [ds2], 'unknown', [], []],

    ['a contest with one', election(60, ANNOUNCED), 'ok', ['lb1'], []],
    ['a contest long ago', election(301), 'ok', ['lb1'], []],
    [
      'an empty table on the stopped director, and the other has the address',
      [ds1Stopped, { ...ds1, node: 'ds2', logs: { local: log(MASTER, 'ds2') } }],
      'ok',
      ['ds2'],
      [],
    ],
    [
      'an owner alone, with an empty table and nothing else',
      [{ ...ds1, ipvsadm: NO_TABLE }],
      'owner-without-table',
      ['ds1'],
      ['ds1'],
    ],
    [
      'all real servers have weight 0',
      [{ ...ds1, ipvsadm: TABLE.replaceAll('Route   1', 'Route   0') }],
      'owner-but-dead',
      ['ds1'],
      ['udp/192.168.56.185:53'],
    ],
    [
      'NAT needs no address on real servers',
      [{ ...ds1, ipvsadm: TABLE.replaceAll('Route', 'Masq ') }, rs1WithoutVip, rs2WithoutVip],
      'ok',
      ['ds1'],
      [],
    ],
    [
      'a killed keepalived whose log says MASTER, and who has it',
      [host('ds1', 181, { ipvsadm: TABLE, logs: { local: log(MASTER, 'ds1') } }), { ...ds1, node: 'ds2' }],
      'ok',
      ['ds2'],
      [],
    ],
    ['a MASTER whose address somebody took away', [{ ...ds1, ipAddr: ds2.ipAddr }], 'no-owner', [], ['ds1']],
    ['only real servers', [rs1, rs2WithoutVip], 'unknown', [], []],
  ])('%s', (_, hosts, verdict, owners, concerned) => {
    expect(verdictOn(hosts)).toMatchObject({ verdict, owners, concerned });
  });

  test('who claims it, with what state, and since when', () => {
    expect(verdictOn([ds1, ds2])).toEqual({
      address: VIP,
      verdict: 'ok',
      owners: ['ds1'],
      sinceSeconds: Date.UTC(2026, 10, 1, 18, 29, 41) / 1000,
      claims: [
        {
          director: 'ds1',
          instance: 'VI_1',
          state: 'MASTER',
          sinceSeconds: Date.UTC(2026, 10, 1, 18, 29, 41) / 1000,
        },
        {
          director: 'ds2',
          instance: 'VI_1',
          state: 'BACKUP',
          sinceSeconds: Date.UTC(2026, 10, 1, 18, 29, 36) / 1000,
        },
      ],
      concerned: [],
    });
  });
});

describe('one vipscope beside ds2 that reads the logs of both directors', () => {
  const seen = (ds1Log: readonly string[], ds2Log: readonly string[], owner: boolean) =>
    verdictOn([
      {
        ...ds2,
        ipAddr: owner ? ds1.ipAddr : ds2.ipAddr,
        logs: { ds1: log(ds1Log, 'ds1'), ds2: log(ds2Log, 'ds2') },
      } as HostTexts,
    ]);

  test.each<[string, readonly string[], readonly string[], boolean, VerdictKind, string[]]>([
    ['ds1 holds it by its log', MASTER, BACKUP, false, 'ok', ['ds1']],
    ['ds2 holds it by its interfaces', BACKUP, MASTER, true, 'ok', ['ds2']],
    ['neither', BACKUP, BACKUP, false, 'no-owner', []],
    ['both, for long', MASTER, MASTER, true, 'split-brain', ['ds2', 'ds1']],
    [
      'both, for three seconds',
      MASTER,
      [...BACKUP, '18:49:17 VRRP_Instance(VI_1) Entering MASTER STATE'],
      true,
      'contested',
      ['ds1', 'ds2'],
    ],
    [
      'ds1 has failed and ds2 stands by',
      [...MASTER, '18:49:18 VRRP_Instance(VI_1) Entering FAULT STATE'],
      BACKUP,
      false,
      'no-owner',
      [],
    ],
    ['nothing is known of ds1', [], BACKUP, false, 'unknown', []],
  ])('%s', (_, ds1Log, ds2Log, owner, verdict, owners) => {
    expect(seen(ds1Log, ds2Log, owner)).toMatchObject({ verdict, owners });
  });

  test('ds1 comes back and ds2 gives way in that second: no contest', () => {
    const back = [...BACKUP, '18:49:15 VRRP_Instance(VI_1) Entering MASTER STATE'];
    const yields = [
      '18:48:15 VRRP_Instance(VI_1) Entering MASTER STATE',
      '18:49:15 VRRP_Instance(VI_1) Received higher prio advert',
      '18:49:15 VRRP_Instance(VI_1) Entering BACKUP STATE',
    ];
    expect(seen(back, yields, false)).toMatchObject({ verdict: 'ok', owners: ['ds1'] });
  });

  test('a partition that healed is a contest', () => {
    const both = [
      ...BACKUP,
      '18:48:45 VRRP_Instance(VI_1) Entering MASTER STATE',
      '18:49:15 VRRP_Instance(VI_1) Entering BACKUP STATE',
    ];
    expect(seen(MASTER, both, false)).toMatchObject({
      verdict: 'contested',
      owners: ['ds1'],
      concerned: ['ds2'],
    });
  });
});

describe('directors that were asked at different moments', () => {
  const at = (texts: HostTexts, seconds: number): HostTexts => ({ ...texts, takenAtSeconds: NOW + seconds });
  const took = {
    ...ds1,
    node: 'ds2',
    logs: { local: log([...BACKUP, '18:49:20 VRRP_Instance(VI_1) Entering MASTER STATE'], 'ds2') },
  };

  test('the one that had it was asked before the other took it', () => {
    expect(verdictOn([at(took, 1), at(ds1, -1)])).toMatchObject({
      verdict: 'contested',
      owners: ['ds1', 'ds2'],
    });
  });

  test('neither has it: the one was asked before it took it, the other after it gave it up', () => {
    const gave = {
      ...ds2,
      node: 'ds1',
      logs: { local: log([...MASTER, '18:49:20 VRRP_Instance(VI_1) Entering BACKUP STATE'], 'ds1') },
    };
    expect(verdictOn([at(gave, 1), at(ds2, -1)])?.verdict).toBe('contested');
    expect(verdictOn([at(gave, 2), at(ds2, 1)])?.verdict).toBe('no-owner');
  });
});

test("a peer's clock is an hour ahead: its times are compared by ours", () => {
  const hour = (lines: readonly string[]) => lines.map((line) => line.replace(/^18/, '19'));
  const ahead = {
    ...ds1,
    node: 'ds2',
    takenAtSeconds: NOW + 3600,
    logs: { local: log(hour([...BACKUP, '18:49:17 VRRP_Instance(VI_1) Entering MASTER STATE']), 'ds2') },
  };
  const peer = { url: 'http://ds2:9053/', state: 'ok', node: 'ds2' } as const;
  const verdicts = (clockOffsetSeconds: number) =>
    vipVerdicts([hostStatus(ds1), hostStatus(ahead)], [], NOW, [
      { ...peer, clockOffsetSeconds, clockErrorSeconds: 0.01 },
    ]);
  expect(verdicts(3600)).toMatchObject([{ verdict: 'contested', owners: ['ds1', 'ds2'] }]);
});

describe('addresses that IPVS does not serve', () => {
  const row = (health: HaproxyRowStatus['health']): HaproxyRowStatus => ({
    key: 'backend/BACKEND',
    scope: 'backend',
    name: 'BACKEND',
    status: health === 'bad' ? 'DOWN' : 'UP',
    health,
    cells: {},
  });
  const withHaproxy = (node: NodeStatus, ...states: HaproxyRowStatus['health'][]): NodeStatus => ({
    ...node,
    haproxys: [{ source: 'local', proxies: [{ name: 'www', rows: states.map(row) }] }],
  });
  const empty = hostStatus({ ...ds1, ipvsadm: NO_TABLE });
  const { ipvs: _, ...absent } = empty;

  test.each<[string, NodeStatus[], VerdictKind]>([
    ['an empty IPVS, and HAProxy serves', [withHaproxy(empty, 'good', 'bad')], 'ok'],
    ['no IPVS, and HAProxy serves', [withHaproxy(absent, 'good')], 'ok'],
    ['no IPVS, and all of HAProxy is down', [withHaproxy(absent, 'bad', 'bad')], 'owner-but-dead'],
    [
      'HAProxy is there and cannot be read',
      [{ ...empty, sources: [{ ...exampleSource('haproxy', 'lb1', ''), state: 'failed' }] }],
      'ok',
    ],
    ['BIND itself', [{ ...empty, sources: [exampleSource('bind', 'rs1', '')] }], 'ok'],
    [
      'HAProxy, but the other director balances the address',
      [withHaproxy(empty, 'good'), hostStatus(ds2)],
      'owner-without-table',
    ],
    [
      'HAProxy, but keepalived checks real servers behind the address',
      [
        {
          ...withHaproxy(empty, 'good'),
          keepaliveds: empty.keepaliveds.map((each) => ({
            ...each,
            realServers: [{ virtual: `udp/${VIP}:53`, real: '192.168.56.183:53', up: false }],
          })),
        },
      ],
      'owner-without-table',
    ],
    ['a table of firewall marks', [hostStatus({ ...ds1, ipvsadm: `${NO_TABLE}FWM  1 wrr\n` })], 'ok'],
    [
      'a table of another address',
      [hostStatus({ ...ds1, ipvsadm: TABLE.replace(VIP, '192.168.56.186') })],
      'ok',
    ],
    ['neither is read', [absent], 'ok'],
  ])('%s', (_name, nodes, verdict) => {
    expect(vipVerdicts(nodes, [], NOW)).toMatchObject([{ verdict }]);
  });
});

test('a peer that does not answer may be the one that holds it', () => {
  const nodes = [hostStatus(ds1Stopped), hostStatus(ds2)];
  const peers = [{ url: 'http://ds3:9053/', state: 'failed', reason: 'no answer' }] as const;
  expect(vipVerdicts(nodes, [], NOW, peers)).toMatchObject([
    { verdict: 'unknown', concerned: ['http://ds3:9053/'] },
  ]);
});

test('two hosts of one name are two', () => {
  expect(verdictOn([ds1, ds1])).toMatchObject({ verdict: 'split-brain', owners: ['ds1', 'ds1#2'] });
});

test('instances that name their addresses claim only these', () => {
  const node = exampleNode('ds1');
  const [keepalived] = node.keepaliveds;
  const instances = [
    { name: 'VI_1', state: 'MASTER', vips: [`${VIP}/24 dev eth2 scope global set`] },
    { name: 'VI_2', state: 'BACKUP', vips: ['192.168.56.186'] },
    { name: 'VI_3', state: 'BACKUP', vips: [] },
  ] as const;
  const verdicts = vipVerdicts(
    [{ ...node, keepaliveds: keepalived ? [{ ...keepalived, instances }] : [] }],
    [],
    NOW,
  );
  expect(verdicts.map(({ address, claims }) => [address, claims.map(({ instance }) => instance)])).toEqual([
    [VIP, ['VI_1']],
    ['192.168.56.186', ['VI_2']],
  ]);
});

describe('facts and verdicts', () => {
  const FACTS: VipFacts = {
    address: VIP,
    claims: [],
    owners: ['ds1'],
    sharedSeconds: 0,
    directors: ['ds1', 'ds2'],
    unseen: [],
    emptyHanded: [],
    settledSeconds: 1000,
    contenders: [],
    announcedSince: false,
    service: { state: 'live', lacking: [], deadServers: [] },
  };
  const two = { owners: ['ds1', 'ds2'] };
  const none = { owners: [] };
  const dead = { state: 'dead', lacking: [], deadServers: ['udp/1'] } as const;

  test.each<[VerdictKind, Partial<VipFacts>]>([
    ['ok', {}],
    ['ok', { unseen: ['ds3'] }],
    ['ok', { service: { ...dead, state: 'unknown' } }],
    ['split-brain', { ...two, sharedSeconds: 5.1 }],
    ['split-brain', { ...two, sharedSeconds: Number.POSITIVE_INFINITY, service: dead }],
    ['contested', { ...two, sharedSeconds: 5 }],
    ['contested', { ...two, sharedSeconds: 0, service: dead }],
    ['contested', { ...none, emptyHanded: ['ds1'], settledSeconds: 4 }],
    ['contested', { ...none, settledSeconds: -0.5 }],
    ['no-owner', { ...none }],
    ['no-owner', { ...none, directors: ['ds1'], emptyHanded: ['ds1'] }],
    ['unknown', { ...none, directors: ['ds1'] }],
    ['unknown', { ...none, unseen: ['ds3'] }],
    ['unknown', { ...none, directors: [], emptyHanded: [] }],
    ['owner-without-table', { service: { ...dead, state: 'no-table' }, contestedSecondsAgo: 1 }],
    ['owner-but-dead', { service: dead, contestedSecondsAgo: 1 }],
    ['contested', { contestedSecondsAgo: 9, contenders: ['ds1', 'ds2'] }],
    ['stale-arp-risk', { contestedSecondsAgo: 10 }],
    ['ok', { contestedSecondsAgo: 10, announcedSince: true }],
    ['stale-arp-risk', { contestedSecondsAgo: 10, service: { ...dead, state: 'live', lacking: ['rs1'] } }],
    ['real-server-without-vip', { service: { ...dead, state: 'live', lacking: ['rs1'] } }],
  ])('%s: %o', (verdict, facts) => {
    expect(verdictOf({ ...FACTS, ...facts }).verdict).toBe(verdict);
  });
});

test('whatever nodes and events say, each address has one verdict', () => {
  fc.assert(
    fc.property(
      fc.array(anyNode(), { maxLength: 4 }),
      fc.array(anyEvent(), { maxLength: 20 }),
      (nodes, events) => {
        const verdicts = vipVerdicts(nodes, events, NOW);
        const addresses = verdicts.map(({ address }) => address);
        expect(new Set(addresses).size).toBe(addresses.length);
        const watched = nodes.flatMap(({ vips }) => vips).map(({ address }) => canonicalAddress(address));
        expect(addresses).toEqual(expect.arrayContaining(watched));
      },
    ),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../../src/view/i18n/language.ts';
import { warningText } from '../../../../src/view/i18n/warning-texts.ts';
import type { HaproxyRowStatus, NodeStatus } from '../../../../src/view/status/node-status.ts';
import { SEVERITIES } from '../../../../src/view/status/warning.ts';
import {
  MAX_WARNINGS,
  WARNING_KINDS,
  type WarningInput,
  warningsOf,
} from '../../../../src/view/status/warnings/warnings.ts';
import {
  exampleNode,
  exampleRealServer,
  exampleRow,
  exampleSource,
  exampleVirtualServer,
  TAKEN_AT_SECONDS,
  VIP,
} from '../../support/example-node.ts';
import { exampleEvent, exampleStatus } from '../../support/example-status.ts';
import { anyEvent, anyNode } from '../any-status.ts';

/** A node that is well. */
const WELL: NodeStatus = {
  ...exampleNode('ds1'),
  haproxys: [],
  ipvs: {
    virtualServers: [exampleVirtualServer('UDP', VIP, 53, [exampleRealServer('192.168.56.183', 53)])],
    syncDaemons: [],
  },
};
const EMPTY = { peers: [], vips: [], drifts: [], events: [], nowSeconds: TAKEN_AT_SECONDS } as const;

function input(changes: Partial<WarningInput> & { readonly node?: Partial<NodeStatus> }): WarningInput {
  const { node, ...more } = changes;
  return { ...EMPTY, nodes: [{ ...WELL, ...node }], ...more };
}

function haproxy(rows: readonly HaproxyRowStatus[]): Pick<NodeStatus, 'haproxys'> {
  return { haproxys: [{ source: 'lb1', proxies: [{ name: 'www', rows }] }] };
}

function keepalived(changes: Partial<NodeStatus['keepaliveds'][number]>): Pick<NodeStatus, 'keepaliveds'> {
  return { keepaliveds: WELL.keepaliveds.map((each) => ({ ...each, ...changes })) };
}

function table(weights: readonly number[]): Pick<NodeStatus, 'ipvs'> {
  const servers = weights.map((weight, at) => exampleRealServer(`10.0.0.${at + 1}`, 53, { weight }));
  return { ipvs: { virtualServers: [exampleVirtualServer('UDP', VIP, 53, servers)], syncDaemons: [] } };
}

const VERDICT = { address: VIP, owners: ['ds1', 'ds2'], claims: [], concerned: ['ds2'] } as const;
const [BIND] = exampleNode('ds1').binds;
const bind = (source: string, ageSeconds: number, rcodes: Record<string, number> = {}) => [
  ...(BIND === undefined
    ? []
    : [
        {
          ...BIND,
          source,
          dumpTimeSeconds: TAKEN_AT_SECONDS - ageSeconds,
          rates: { overSeconds: 1, requests: 1, rcodes, nameServer: {} },
        },
      ]),
];
const down = (name: string) => exampleRow('server', name, 'DOWN', 'bad', { check_status: 'L4CON' });
const up = (name: string) => exampleRow('server', name, 'UP', 'good', {});
const state = (secondsAgo: number) =>
  exampleEvent(secondsAgo, { layer: 'vrrp', kind: 'state', subject: 'VI_1', to: 'MASTER' });

test('a stack that is well has none', () => {
  expect(warningsOf(input({}))).toEqual([]);
});

describe('what there is to look at', () => {
  test.each<[string, Parameters<typeof input>[0], readonly string[]]>([
    [
      'a verdict',
      {
        vips: [
          { ...VERDICT, verdict: 'contested' },
          { ...VERDICT, address: '192.0.2.1', verdict: 'ok' },
        ],
      },
      [
        'warning: 192.168.56.185: contested. More than one director claims 192.168.56.185, or one that claims it does not have it yet; an election takes a few seconds. If this stays, look at "ip address" and at keepalived\'s log on each director, and at "tcpdump -ni IFACE vrrp", where one sender only should be seen.',
      ],
    ],
    [
      'a source that failed, and one that this host does not have',
      {
        node: {
          sources: [
            {
              ...exampleSource('bind', 'rs1', 'http://rs1/'),
              state: 'failed',
              reason: 'nothing listens there',
            },
            { ...exampleSource('ipvs', '', ''), state: 'absent', reason: 'no IPVS' },
          ],
        },
      },
      ['warning: bind rs1 could not be read: nothing listens there'],
    ],
    [
      'problems of a text',
      {
        node: {
          sources: [
            {
              ...exampleSource('ipvs', '', ''),
              problemCount: 7,
              problems: [{ line: 3, reason: 'no weight', text: '' }],
            },
          ],
        },
      },
      ['notice: ipvs: 7 lines not understood; the first: no weight'],
    ],
    [
      'a peer that is dead, and one whose clock is wrong',
      {
        peers: [
          { url: 'http://ds2:9053/', state: 'failed', reason: 'refused' },
          {
            url: 'http://ds3:9053/',
            state: 'ok',
            node: 'ds3',
            clockOffsetSeconds: -1.72,
            clockErrorSeconds: 0.1,
          },
          {
            url: 'http://ds4:9053/',
            state: 'ok',
            node: 'ds4',
            clockOffsetSeconds: 1.2,
            clockErrorSeconds: 0.3,
          },
        ],
      },
      [
        'warning: Peer http://ds2:9053/ does not answer: refused',
        'warning: The clock of ds3 is 1.7 s behind ours; times of its events are not those of ours.',
      ],
    ],
    [
      'tables that differ',
      { drifts: exampleStatus().drifts },
      [
        "warning: The directors' tables have 1 difference at udp/192.168.56.185:53: 192.168.56.184:53 weight: ds1 1 / ds2 2.",
      ],
    ],
    ['no real server', { node: table([]) }, [`critical: Virtual server udp/${VIP}:53 has no real server.`]],
    [
      'no live real server',
      { node: table([0, 0]) },
      [`critical: Virtual server udp/${VIP}:53 has no live real server: all 2 have weight 0.`],
    ],
    [
      'weight 0',
      { node: table([1, 0, 0, 0, 0]) },
      [
        `notice: 4 of the real servers of udp/${VIP}:53 with weight 0, which get no new connections: 10.0.0.2:53, 10.0.0.3:53, 10.0.0.4:53, ….`,
      ],
    ],
    [
      'keepalived took a real server out',
      {
        node: keepalived({
          realServers: [
            { virtual: `udp/${VIP}:53`, real: '192.168.56.183:53', up: false },
            { virtual: `udp/${VIP}:53`, real: '192.168.56.184:53', up: true },
          ],
        }),
        events: [
          exampleEvent(10, { layer: 'ipvs', kind: 'removed', subject: `udp/${VIP}:53 192.168.56.183:53` }),
        ],
      },
      [`warning: keepalived on ds1 has taken 1 of 2 real servers out of udp/${VIP}:53: 192.168.56.183:53.`],
    ],
    [
      'somebody else did, of late and long ago',
      {
        events: [
          exampleEvent(10, { layer: 'ipvs', kind: 'removed', subject: `udp/${VIP}:53 192.168.56.184:53` }),
          exampleEvent(10, { layer: 'ipvs', kind: 'removed', subject: `udp/${VIP}:53 192.168.56.183:53` }),
          exampleEvent(301, { layer: 'ipvs', kind: 'removed', subject: `udp/${VIP}:53 192.168.56.186:53` }),
          exampleEvent(10, { layer: 'ipvs', kind: 'removed', subject: 'tcp/192.0.2.1:80 192.0.2.11:80' }),
        ],
      },
      [`warning: 192.168.56.184:53 was removed from udp/${VIP}:53 within the last minutes.`],
    ],
    [
      'a keepalived that ended took all of them out',
      {
        node: keepalived({
          running: false,
          realServers: [{ virtual: `udp/${VIP}:53`, real: '192.168.56.183:53', up: false }],
          quorums: [{ virtual: `udp/${VIP}:53`, up: false }],
        }),
      },
      ['warning: keepalived on ds1 is not running.'],
    ],
    [
      'the quorum is lost',
      { node: keepalived({ quorums: [{ virtual: `udp/${VIP}:53`, up: false }] }) },
      [`critical: keepalived on ds1 has lost the quorum of udp/${VIP}:53.`],
    ],
    [
      'FAULT',
      { node: keepalived({ instances: [{ name: 'VI_1', state: 'FAULT', vips: [] }] }) },
      ['warning: VRRP instance VI_1 on ds1 is in FAULT.'],
    ],
    ['a failover and the way back', { events: [10, 60, 200, 400].map(state) }, []],
    [
      'flapping',
      { events: [10, 60, 200, 299].map(state) },
      ['warning: VRRP instance VI_1 (local) changed its state 4 times in 5 minutes.'],
    ],
    [
      'conflicts',
      {
        events: [5, 301].map((secondsAgo) =>
          exampleEvent(secondsAgo, {
            layer: 'vrrp',
            kind: 'conflict',
            subject: 'VI_1',
            detail: 'authentication',
          }),
        ),
      },
      ['warning: VRRP instance VI_1 (local) had 1 conflict of late: authentication.'],
    ],
    [
      'HAProxy: a server and a backend',
      { node: haproxy([down('web1'), up('web2'), exampleRow('backend', 'BACKEND', 'DOWN', 'bad', {})]) },
      [
        'critical: HAProxy lb1: backend www is DOWN; nothing serves it.',
        'warning: HAProxy lb1: server www/web1 is DOWN (L4CON).',
      ],
    ],
    [
      'HAProxy: many servers',
      { node: haproxy([...Array.from({ length: 500 }, (_, at) => down(`web${at}`)), up('spare')]) },
      ['warning: HAProxy lb1: 500 of 501 servers of www are down: web0, web1, web2, ….'],
    ],
    [
      'HAProxy: limits',
      {
        node: haproxy([
          exampleRow('frontend', 'FRONTEND', 'OPEN', 'good', { scur: 1801, slim: 2000 }),
          exampleRow('server', 'web1', 'UP', 'good', { scur: 90, slim: 100, qcur: 95, qlimit: 100 }),
          exampleRow('server', 'web2', 'UP', 'good', { scur: 4, slim: 0, qcur: 4, qlimit: '' }),
          exampleRow('backend', 'BACKEND', 'UP', 'good', { scur: 200, slim: 200 }),
        ]),
      },
      [
        'warning: HAProxy lb1: www/FRONTEND has 1801 sessions of at most 2000.',
        'warning: HAProxy lb1: 95 requests wait for www/web1, of at most 100.',
      ],
    ],
    [
      'BIND: SERVFAIL',
      {
        node: {
          binds: [
            ...bind('rs1', 2, { NOERROR: 87, SERVFAIL: 13 }),
            ...bind('rs2', 2, { NOERROR: 96, SERVFAIL: 4 }),
          ],
        },
      },
      ['warning: BIND rs1 answers 13 % with SERVFAIL.'],
    ],
    ['BIND: too few answers for a share', { node: { binds: bind('rs1', 2, { SERVFAIL: 0.5 }) } }, []],
    [
      'BIND: one whose statistics are old',
      { node: { binds: [...bind('rs1', 2), ...bind('rs2', 660)] } },
      ['warning: BIND rs2 last wrote its statistics 11 minutes ago, while others write theirs.'],
    ],
    ['BIND: all are old', { node: { binds: [...bind('rs1', 660), ...bind('rs2', 660)] } }, []],
  ])('%s', (_, changes, expected) => {
    const warnings = warningsOf(input(changes));
    expect(warnings.map((warning) => `${warning.severity}: ${warningText(warning, 'en')}`)).toEqual(expected);
  });

  test.each([
    ['split-brain', 'critical'],
    ['no-owner', 'critical'],
    ['owner-without-table', 'critical'],
    ['owner-but-dead', 'critical'],
    ['contested', 'warning'],
    ['stale-arp-risk', 'warning'],
    ['real-server-without-vip', 'warning'],
    ['unknown', 'notice'],
  ] as const)('the verdict %s is %s', (verdict, severity) => {
    expect(warningsOf(input({ vips: [{ ...VERDICT, verdict }] }))).toMatchObject([
      { severity, kind: 'vip-verdict', node: 'ds1', subject: VIP, section: 'vip' },
    ]);
  });
});

test('a log of another director is told by its name', () => {
  const [own] = WELL.keepaliveds;
  const fault = [{ name: 'VI_1', state: 'FAULT', vips: [] }] as const;
  const keepaliveds = own === undefined ? [] : [own, { ...own, source: 'ds2', instances: fault }];
  expect(warningsOf(input({ node: { keepaliveds } }))).toMatchObject([
    { kind: 'vrrp-fault', node: 'ds1', subject: 'ds2 VI_1', values: { director: 'ds2', instance: 'VI_1' } },
  ]);
});

test('the worst come first, and what is too much is counted', () => {
  const proxies = Array.from({ length: 150 }, (_, at) => ({
    name: `proxy${at}`,
    rows: [down('web1'), exampleRow('backend', 'BACKEND', 'DOWN', 'bad', {})],
  }));
  const warnings = warningsOf(input({ node: { haproxys: [{ source: 'lb1', proxies }] } }));
  expect(warnings).toHaveLength(MAX_WARNINGS);
  expect(warnings.slice(0, 151).map(({ severity }) => severity)).toEqual([
    ...Array.from({ length: 150 }, () => 'critical'),
    'warning',
  ]);
  const last = warnings.at(-1);
  expect(last && warningText(last, 'en')).toBe('Not shown: 101 more warnings.');
});

describe('sentences', () => {
  test.each(WARNING_KINDS)('%s has one in each language, without a value missing', (kind) => {
    const values = {
      address: VIP,
      verdict: 'no-owner',
      owners: '',
      concerned: 'ds1, ds2',
      count: 2,
      seconds: 600,
    };
    const warning = {
      severity: 'notice',
      kind,
      node: 'ds1',
      subject: 'a subject',
      values,
      section: 'vip',
    } as const;
    const [english, chinese] = LANGUAGES.map((language) => warningText(warning, language));
    for (const text of [english, chinese]) expect(text).not.toMatch(/undefined|NaN|\[object|\$\{/);
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(english).not.toMatch(/\p{Script=Han}/u);
  });

  test('of a kind that is not known', () => {
    const warning = {
      severity: 'notice',
      kind: '__proto__',
      node: '',
      subject: 'x',
      values: {},
      section: 'vip',
    } as const;
    expect(warningText(warning, 'en')).toBe('__proto__: x');
  });

  test('of a verdict that is not known', () => {
    const values = { address: VIP, verdict: 'constructor' };
    const warning = {
      severity: 'notice',
      kind: 'vip-verdict',
      node: '',
      subject: 'x',
      values,
      section: 'vip',
    } as const;
    expect(warningText(warning, 'zh')).toBe(`${VIP}：constructor`);
  });

  test('in Chinese', () => {
    const [warning] = warningsOf(
      input({ node: haproxy([down('a'), down('b'), down('c'), down('d'), up('e')]) }),
    );
    expect(warning && warningText(warning, 'zh')).toBe(
      'HAProxy lb1：www 有 4 台服务器宕机（共 5 台）：a, b, c, …。',
    );
  });
});

test('whatever nodes and events say: sorted, bounded, each once, and with sentences', () => {
  fc.assert(
    fc.property(
      fc.array(anyNode(), { maxLength: 3 }),
      fc.array(anyEvent(), { maxLength: 20 }),
      (nodes, events) => {
        const warnings = warningsOf({ ...EMPTY, nodes, events, nowSeconds: 1_793_558_970 });
        expect(warnings.length).toBeLessThanOrEqual(MAX_WARNINGS);
        const ranks = warnings.map(({ severity }) => SEVERITIES.indexOf(severity));
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        const keys = warnings.map(({ kind, node, subject }) => JSON.stringify([kind, node, subject]));
        expect(new Set(keys).size).toBe(keys.length);
        for (const warning of warnings) expect(warningText(warning, 'zh')).not.toMatch(/undefined|NaN/);
      },
    ),
  );
});

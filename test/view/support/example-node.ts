import type {
  BindStatus,
  HaproxyProxyStatus,
  HaproxyRowStatus,
  IpvsStatus,
  NodeStatus,
  RealServerStatus,
  SourceStatus,
  VirtualServerStatus,
} from '../../../src/view/status/node-status.ts';

/** 2026-11-20T09:46:43Z */
export const TAKEN_AT_SECONDS = 1_795_168_003;
export const VIP = '192.168.56.185';

/** A director of the example: ds1 holds the VIP, ds2 stands by. */
export function exampleNode(node: 'ds1' | 'ds2'): NodeStatus {
  const isMaster = node === 'ds1';
  const hostAddress = isMaster ? '192.168.56.181' : '192.168.56.182';
  return {
    node,
    demo: false,
    takenAtSeconds: TAKEN_AT_SECONDS,
    sources: [
      exampleSource('haproxy', 'lb1', '/run/haproxy/admin.sock'),
      exampleSource('ipvs', '', 'ipvsadm -Ln'),
      isMaster
        ? exampleSource('bind', 'rs1', 'http://192.168.56.183:8053/')
        : {
            ...exampleSource('bind', 'rs1', 'http://192.168.56.183:8053/'),
            state: 'failed',
            reason: 'http://192.168.56.183:8053/ refused the connection; nothing listens there',
          },
      exampleSource('keepalived', 'local', '/var/log/messages'),
      exampleSource('vip', '', 'ip -json address'),
    ],
    vips: [
      {
        address: VIP,
        role: isMaster ? 'owner' : 'absent',
        on: isMaster
          ? [{ interface: 'eth2', address: VIP, prefixLength: 24, scope: 'global', secondary: true }]
          : [],
      },
    ],
    hostAddresses: [hostAddress, ...(isMaster ? [VIP] : [])],
    keepaliveds: [
      {
        source: 'local',
        running: true,
        version: '2.2.7',
        instances: [
          {
            name: 'VI_1',
            state: isMaster ? 'MASTER' : 'BACKUP',
            priority: isMaster ? 150 : 100,
            sinceSeconds: TAKEN_AT_SECONDS - 3600,
            vips: [VIP],
            ...(isMaster && { lastGarpSeconds: TAKEN_AT_SECONDS - 3595 }),
          },
        ],
        scripts: [{ name: 'chk_haproxy', up: true }],
        realServers: [
          {
            virtual: `udp/${VIP}:53`,
            real: '192.168.56.183:53',
            up: true,
            lastChangeSeconds: TAKEN_AT_SECONDS - 600,
          },
          { virtual: `udp/${VIP}:53`, real: '192.168.56.184:53', up: true },
        ],
        quorums: [{ virtual: `udp/${VIP}:53`, up: true }],
      },
    ],
    ipvs: exampleIpvs(isMaster),
    haproxys: [
      { source: 'lb1', version: '2.6.12-1+deb12u1', uptimeSeconds: 86_400, proxies: [exampleProxy()] },
    ],
    binds: isMaster ? [exampleBind()] : [],
  };
}

export function exampleSource(
  subsystem: SourceStatus['subsystem'],
  source: string,
  target: string,
): SourceStatus {
  return {
    subsystem,
    source,
    target,
    state: 'ok',
    durationSeconds: 0.0023,
    finishedAtSeconds: TAKEN_AT_SECONDS,
    problemCount: 0,
    problems: [],
  };
}

function exampleIpvs(isMaster: boolean): IpvsStatus {
  return {
    version: '1.2.1',
    connectionTableSize: 4096,
    virtualServers: [
      exampleVirtualServer('UDP', VIP, 53, [
        exampleRealServer('192.168.56.183', 53, { inactive: isMaster ? 12 : 0 }),
        exampleRealServer('192.168.56.184', 53, { weight: isMaster ? 1 : 2, inactive: isMaster ? 11 : 0 }),
      ]),
      {
        ...exampleVirtualServer('TCP', VIP, 53, [exampleRealServer('192.168.56.183', 53)]),
        flags: ['persistent 600'],
      },
    ],
    timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
    syncDaemons: isMaster ? [{ role: 'master', interface: 'eth1', syncId: 51 }] : [],
  };
}

export function exampleVirtualServer(
  protocol: string,
  address: string,
  port: number,
  realServers: readonly RealServerStatus[],
): VirtualServerStatus {
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    key: `${protocol.toLowerCase()}/${host}:${port}`,
    protocol,
    address,
    port,
    scheduler: 'wrr',
    flags: [],
    counters: exampleCounters(90_000),
    rates: exampleRates(310),
    realServers,
  };
}

export function exampleRealServer(
  address: string,
  port: number,
  figures: { readonly weight?: number; readonly active?: number; readonly inactive?: number } = {},
): RealServerStatus {
  const { weight = 1, active = 0, inactive = 0 } = figures;
  return {
    key: `${address.includes(':') ? `[${address}]` : address}:${port}`,
    address,
    port,
    forward: 'Route',
    weight,
    active,
    inactive,
    counters: exampleCounters(45_000),
    rates: exampleRates(155),
  };
}

function exampleCounters(connections: number) {
  return {
    connections,
    incomingPackets: connections,
    outgoingPackets: 0,
    incomingBytes: connections * 60,
    outgoingBytes: 0,
  };
}

function exampleRates(perSecond: number) {
  return {
    connectionsPerSecond: perSecond,
    incomingPacketsPerSecond: perSecond,
    outgoingPacketsPerSecond: 0,
    incomingBytesPerSecond: perSecond * 60,
    outgoingBytesPerSecond: 0,
  };
}

function exampleProxy(): HaproxyProxyStatus {
  return {
    name: 'Listen-10000',
    mode: 'http',
    rows: [
      exampleRow('frontend', 'FRONTEND', 'OPEN', 'good', { slim: 2000, rate_lim: 0, dreq: 3, ereq: 7 }),
      exampleRow('server', 'server1', 'UP', 'good', {
        weight: 1,
        act: 1,
        bck: 0,
        chkfail: 2,
        check_status: 'L4OK',
      }),
      {
        ...exampleRow('server', 'server2', 'DOWN', 'bad', {
          scur: 0,
          weight: 1,
          act: 1,
          bck: 0,
          chkfail: 3,
          chkdown: 1,
          check_status: 'L4CON',
          last_chk: 'Connection refused',
        }),
        sinceSeconds: TAKEN_AT_SECONDS - 42,
        downtimeSeconds: 0,
      },
      exampleRow('server', 'spare', 'no check', 'none', { scur: 0, weight: 1, act: 0, bck: 1 }),
      exampleRow('backend', 'BACKEND', 'UP', 'good', { weight: 1, act: 1, bck: 1, econ: 1, wretr: 4 }),
    ],
  };
}

export function exampleRow(
  scope: HaproxyRowStatus['scope'],
  name: string,
  status: string,
  health: HaproxyRowStatus['health'],
  cells: HaproxyRowStatus['cells'],
): HaproxyRowStatus {
  const common = { qcur: 0, qmax: 0, scur: 4, smax: 31, stot: 120_345, bin: 9_512_345, bout: 88_123_456 };
  const rates = { rate: 12, rate_max: 140, dreq: 0, dresp: 0, econ: 0, eresp: 0, wretr: 0, wredis: 0 };
  return {
    key: `${scope}/${name}`,
    scope,
    name,
    status,
    health,
    sinceSeconds: TAKEN_AT_SECONDS - 86_390,
    cells: { ...common, ...rates, mode: 'http', ...cells },
  };
}

function exampleBind(): BindStatus {
  return {
    source: 'rs1',
    dumpTimeSeconds: TAKEN_AT_SECONDS - 2,
    version: '9.18.33-1~deb12u2-Debian',
    bootTimeSeconds: TAKEN_AT_SECONDS - 86_400,
    requests: 1_204_567,
    queriesByType: { A: 1_000_000, AAAA: 204_000, SOA: 567 },
    rcodes: { NOERROR: 1_200_000, NXDOMAIN: 4000, SERVFAIL: 560, REFUSED: 7 },
    nameServer: { Requestv4: 1_204_567, Response: 1_204_567, QrySuccess: 1_200_000, QryNXDOMAIN: 4000 },
    views: [{ name: '_default', cacheHits: 900, cacheMisses: 100, recursionClients: 3 }],
    zones: [
      {
        name: 'abc.local',
        view: '_default',
        serial: 2026112001,
        queries: 1_100_000,
        counters: { QrySuccess: 1_099_000, QryNXDOMAIN: 1000 },
      },
      { name: '56.168.192.in-addr.arpa', view: '_default', serial: 0, queries: 12, counters: {} },
    ],
    zoneCount: 2,
    rates: {
      overSeconds: 1,
      requests: 155,
      rcodes: { NOERROR: 154, NXDOMAIN: 1 },
      nameServer: { Response: 155, QrySuccess: 154 },
    },
  };
}

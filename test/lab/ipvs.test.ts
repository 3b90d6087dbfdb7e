// needs: linux.uml, modprobe, ip, ipvsadm, promtool, root
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderExposition, tieFamilies } from '../../src/exporter/metrics/exposition.ts';
import { IPVS_FAMILIES } from '../../src/exporter/metrics/ipvs.ts';
import {
  endpointText,
  type IpvsTable,
  type RealServer,
  type VirtualServer,
  virtualServerKey,
} from '../../src/model/ipvs.ts';
import type { Outcome } from '../../src/model/snapshot.ts';
import type { HostAddresses } from '../../src/model/vip.ts';
import { parseIpAddr } from '../../src/parsers/ip-addr.ts';
import { parseIpvsText } from '../../src/parsers/ipvs/text.ts';
import { runProgram } from '../integration/support/process.ts';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';
import { runInUml } from './uml.ts';

/** Booted once: what ipvs.sh left is what every test looks at. */
let lab: TempDir;

beforeAll(async () => {
  lab = await makeTempDir('lab');
  const { status, console } = await runInUml('ipvs.sh', [lab.path], 90);
  expect(status, console).toBe(0);
}, 120_000);

afterAll(() => lab.remove());

function text(name: string): string {
  return readFileSync(lab.file(`${name}.txt`), 'utf8');
}

function parsed(...names: readonly string[]): IpvsTable {
  const { records, problems } = parseIpvsText(names.map(text).join(''));
  expect(problems.kept).toEqual([]);
  return records;
}

function outcome<Value>(name: string): Outcome<Value> {
  return JSON.parse(readFileSync(lab.file(`${name}.json`), 'utf8')) as Outcome<Value>;
}

function collected(name: string): IpvsTable {
  const result = outcome<IpvsTable>(name);
  if (result.kind !== 'ok') throw new Error(`${name}: ${result.reason}`);
  expect(result.problems.kept).toEqual([]);
  return result.value;
}

const SERVICES = [
  'fwm/2147483658 rr > 172.16.0.10:0',
  'tcp/10.9.0.1:80 rr > 172.16.0.10:80',
  'tcp/10.9.0.1:8000 wrr > 172.16.0.9:8001 > 10.9.0.1:8001',
  'tcp/10.9.0.1:8010 wlc persistent 360 mask 255.255.255.0 > 10.9.0.1:8001',
  'udp/10.9.0.1:5060 rr persistent 60 pe sip',
  'udp/10.9.0.1:8020 rr > 10.9.0.1:8002',
  'udp/10.9.0.1:8021 rr ops > 10.9.0.1:8002',
  'sctp/10.9.0.1:9999 rr > 172.16.0.10:9999',
  'tcp/[fd00:9::1]:8000 mh mh-fallback,mh-port persistent 100 mask 64 > [fd00:9::1]:8001',
  'tcp/[2001:db8::100]:443 sh sh-port > [2001:db8::11]:443',
  'fwm/10 lblcr persistent 120 > 172.16.0.10:0',
  'fwm6/10 wrr',
];

function described(server: VirtualServer): string {
  return [
    virtualServerKey(server),
    server.scheduler,
    ...(server.schedulerFlags.length > 0 ? [server.schedulerFlags.join(',')] : []),
    ...(server.persistentSeconds === undefined ? [] : [`persistent ${server.persistentSeconds}`]),
    ...(server.persistenceMask === undefined ? [] : [`mask ${server.persistenceMask}`]),
    ...(server.persistenceEngine === undefined ? [] : [`pe ${server.persistenceEngine}`]),
    ...(server.onePacket ? ['ops'] : []),
    ...server.realServers.map((real) => `> ${endpointText(real)}`),
  ].join(' ');
}

function server(table: IpvsTable, key: string): VirtualServer {
  const found = table.virtualServers.find((virtual) => virtualServerKey(virtual) === key);
  if (found === undefined) throw new Error(`there is no ${key}`);
  return found;
}

test.each([
  'ipvsadm-L',
  'ipvsadm-Ln',
  'ipvsadm-Ln--thresholds',
  'ipvsadm-Ln--persistent-conn',
  'ipvsadm-Ln--tun-info',
  'ipvsadm-S',
  'ipvsadm-S-n',
])('%s of a real ipvsadm shows what was set', (mode) => {
  expect(parsed(mode).virtualServers.map(described)).toEqual(SERVICES);
});

test('timeouts and the daemon are what was set', () => {
  expect(parsed('ipvsadm-L--timeout', 'ipvsadm-L--daemon')).toEqual({
    virtualServers: [],
    timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
    syncDaemons: [
      {
        role: 'master',
        interface: 'v0',
        syncId: 7,
        maxLength: 1472,
        group: '224.0.0.81',
        port: 8848,
        ttl: 2,
      },
    ],
  });
});

/** What the kernel's file has of a table, in an order of its own; persistence counts in its own ticks there. */
function known(table: IpvsTable): unknown[] {
  return table.virtualServers
    .map((virtual) => ({
      key: virtualServerKey(virtual),
      scheduler: virtual.scheduler,
      onePacket: virtual.onePacket,
      mask: virtual.persistenceMask,
      realServers: virtual.realServers.map(knownOfReal).sort((a, b) => (a.name < b.name ? -1 : 1)),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function knownOfReal(real: RealServer) {
  const { forward, weight, activeConnections, inactiveConnections } = real;
  return { name: endpointText(real), forward, weight, activeConnections, inactiveConnections };
}

test('ipvsadm and /proc agree on servers, weights and connections', () => {
  expect(known(parsed('proc-net-ip_vs'))).toEqual(known(parsed('ipvsadm-Ln')));
});

test('ipvsadm and /proc agree on connection entries', () => {
  const sorted = (name: string) => {
    const { entries, byState = [], byRealServer = [] } = parsed(name).connections ?? {};
    return {
      entries,
      byState: byState.map((row) => JSON.stringify(row)).sort(),
      byRealServer: byRealServer.map((row) => JSON.stringify(row)).sort(),
    };
  };
  expect(sorted('proc-net-ip_vs_conn')).toEqual(sorted('ipvsadm-Lnc'));
  expect(sorted('ipvsadm-Lnc')).toMatchObject({
    entries: 6,
    byState: [
      '{"protocol":"TCP","state":"ASSURED","entries":2}',
      '{"protocol":"TCP","state":"ESTABLISHED","entries":1}',
      '{"protocol":"TCP","state":"TIME_WAIT","entries":2}',
      '{"protocol":"UDP","state":"UDP","entries":1}',
    ],
  });
});

test("the services' counters add up to the kernel's totals, in both of its files", () => {
  const services = parsed('ipvsadm-Ln--stats--exact').virtualServers;
  const { totals } = parsed('proc-net-ip_vs_stats');
  const sum = (
    field: 'connections' | 'incomingPackets' | 'outgoingPackets' | 'incomingBytes' | 'outgoingBytes',
  ) => services.reduce((all, { counters }) => all + (counters?.[field] ?? 0), 0);
  expect(totals).toEqual({
    connections: sum('connections'),
    incomingPackets: sum('incomingPackets'),
    outgoingPackets: sum('outgoingPackets'),
    incomingBytes: sum('incomingBytes'),
    outgoingBytes: sum('outgoingBytes'),
  });
  expect(totals?.connections).toBe(5);
  expect(parsed('proc-net-ip_vs_stats_percpu').totals).toEqual(totals);
});

test('the collector inside sees all that ipvsadm and /proc show', () => {
  const table = collected('root-auto');
  expect(table.virtualServers.map(described)).toEqual(SERVICES);
  expect(table).toMatchObject({
    version: '1.2.1',
    connectionTableSize: 4096,
    timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
    syncDaemons: [{ role: 'master', interface: 'v0', syncId: 7 }],
    totals: { connections: 5 },
    connections: { entries: 6 },
  });
  expect(server(table, 'tcp/10.9.0.1:8000').realServers).toEqual([
    expect.objectContaining({ address: '172.16.0.9', weight: 0, upperThreshold: 0 }),
    expect.objectContaining({
      address: '10.9.0.1',
      forward: 'Masq',
      weight: 3,
      activeConnections: 1,
      inactiveConnections: 0,
      upperThreshold: 1000,
      lowerThreshold: 10,
      counters: expect.objectContaining({ connections: 1, incomingBytes: expect.any(Number) }),
      rates: expect.objectContaining({ incomingBytesPerSecond: expect.any(Number) }),
    }),
  ]);
  expect(server(table, 'tcp/10.9.0.1:8010').realServers[0]?.persistentConnections).toBe(1);
  expect(server(table, 'tcp/[2001:db8::100]:443').realServers[0]?.tunnel).toBe('gue:6080:r+c');
  expect(server(table, 'sctp/10.9.0.1:9999').realServers[0]?.tunnel).toBe('gre:+c');
});

test('what it collects passes promtool without a word', async () => {
  const report = {
    subsystem: 'ipvs' as const,
    source: '',
    target: '',
    durationSeconds: 0,
    finishedAtSeconds: 0,
    outcome: outcome<IpvsTable>('root-auto'),
  };
  const metrics = [...renderExposition(tieFamilies(IPVS_FAMILIES, [report]), 'prometheus')].join('');
  expect(await runProgram(['promtool', 'check', 'metrics'], metrics)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(metrics).toContain(
    'ipvs_backend_connections_active{proto="TCP",local_address="10.9.0.1",local_port="8000",remote_address="10.9.0.1",remote_port="8001"} 1\n',
  );
});

test('ipvsadm alone and /proc alone see the same servers', () => {
  expect(known(collected('root-ipvsadm'))).toEqual(known(collected('root-auto')));
  expect(known(collected('root-proc'))).toEqual(known(collected('root-auto')));
});

test('without CAP_NET_ADMIN ipvsadm fails with what it needs, and /proc stands in for it', () => {
  const reason =
    "ipvsadm -Ln exited with status 2: Can't initialize ipvs: Permission denied (you must be root); it needs the capability CAP_NET_ADMIN";
  expect(outcome('powerless-ipvsadm')).toEqual({ kind: 'failed', reason });
  const auto = outcome<IpvsTable>('powerless-auto');
  expect(auto).toMatchObject({
    kind: 'ok',
    problems: { count: 1, kept: [{ reason: `${reason}; read from /proc/net instead` }] },
  });
  expect(auto.kind === 'ok' && known(auto.value)).toEqual(known(collected('root-auto')));
});

test('virtual IPs of a director and of a real server', () => {
  const host = outcome<HostAddresses>('root-vip');
  expect(host.kind === 'ok' && host.value.vips).toEqual([
    {
      address: '10.9.0.77',
      role: 'owner',
      on: [{ interface: 'v0', address: '10.9.0.77', prefixLength: 32 }],
    },
    {
      address: '10.9.0.78',
      role: 'real-server',
      on: [{ interface: 'lo', label: 'lo:0', address: '10.9.0.78', prefixLength: 32 }],
    },
    { address: '10.9.0.79', role: 'absent', on: [] },
  ]);
  const shown = parseIpAddr(text('ip-addr')).records.filter(({ address }) => address.startsWith('10.9.0.7'));
  expect(shown).toEqual([
    { interface: 'lo', label: 'lo:0', address: '10.9.0.78', prefixLength: 32, scope: 'global' },
    { interface: 'v0', address: '10.9.0.77', prefixLength: 32, scope: 'global' },
  ]);
});

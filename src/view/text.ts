import { haproxyCell } from '../model/haproxy.ts';
import { endpointText, type RealServer, type VirtualServer, virtualServerKey } from '../model/ipvs.ts';
import { knownInstances } from '../model/keepalived-dump.ts';
import { allReports, type SourceReport, type StackSnapshot, type Subsystem } from '../model/snapshot.ts';
import { type TextColumn, textTable } from './table.ts';

const left = (heading: string): TextColumn => ({ heading, align: 'left' });
const right = (heading: string): TextColumn => ({ heading, align: 'right' });

/** The snapshot for a terminal: sources first, then what each subsystem holds. */
export function snapshotText(snapshot: StackSnapshot): string {
  const taken = new Date(snapshot.takenAtSeconds * 1000).toISOString();
  const head = `${snapshot.node}  ${taken}${snapshot.demo ? '  DEMO: a recording, not this host' : ''}\n`;
  const parts = [sources, vips, vrrp, ipvs, haproxy, bind]
    .map((part) => part(snapshot))
    .filter((text) => text !== '');
  return [head, ...parts].join('\n');
}

function sources(snapshot: StackSnapshot): string {
  const rows = allReports(snapshot).map((report) => [
    report.subsystem,
    report.source,
    report.outcome.kind,
    `${(report.durationSeconds * 1000).toFixed(1)} ms`,
    report.target,
    report.outcome.kind === 'ok' ? problemText(report.outcome.problems.count) : report.outcome.reason,
  ]);
  return textTable(
    [left('SOURCE'), left('NAME'), left('STATE'), right('TOOK'), left('READS'), left('')],
    rows,
  );
}

function problemText(count: number): string {
  if (count === 0) return '';
  return count === 1 ? '1 problem' : `${count} problems`;
}

/** The values of a subsystem's sources that could be read. */
function values<S extends Subsystem>(reports: readonly SourceReport<S>[]) {
  return reports.flatMap(({ source, outcome }) =>
    outcome.kind === 'ok' ? [{ source, value: outcome.value }] : [],
  );
}

function section(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : textTable(columns, rows);
}

function vips({ reports }: StackSnapshot): string {
  const rows = values(reports.vip).flatMap(({ value }) =>
    value.vips.map((vip) => [vip.address, vip.role, vip.on.map((on) => on.label ?? on.interface).join(' ')]),
  );
  return section([left('VIP'), left('ROLE'), left('ON')], rows);
}

function vrrp({ reports }: StackSnapshot): string {
  const rows = values(reports.keepalived).flatMap(({ source, value }) =>
    knownInstances(value).map((instance) => [
      instance.name,
      source,
      instance.state ?? 'unknown',
      instance.priority === undefined ? '' : String(instance.priority),
      instance.lastTransitionSeconds === undefined
        ? ''
        : new Date(instance.lastTransitionSeconds * 1000).toISOString(),
    ]),
  );
  return section(
    [left('VRRP INSTANCE'), left('NAME'), left('STATE'), right('PRIORITY'), left('SINCE')],
    rows,
  );
}

function ipvs({ reports }: StackSnapshot): string {
  const rows = values(reports.ipvs).flatMap(({ value }) =>
    value.virtualServers.flatMap((server) => [
      virtualServerRow(server),
      ...server.realServers.map(realServerRow),
    ]),
  );
  return section(
    [
      left('VIRTUAL SERVER'),
      left('SCHED'),
      right('WEIGHT'),
      right('ACTIVE'),
      right('INACTIVE'),
      right('CONNECTIONS'),
    ],
    rows,
  );
}

function virtualServerRow(server: VirtualServer): string[] {
  return [virtualServerKey(server), server.scheduler ?? '', '', '', '', count(server.counters?.connections)];
}

function realServerRow(server: RealServer): string[] {
  return [
    `  -> ${endpointText(server)}`,
    server.forward ?? '',
    count(server.weight),
    count(server.activeConnections),
    count(server.inactiveConnections),
    count(server.counters?.connections),
  ];
}

function count(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function haproxy({ reports }: StackSnapshot): string {
  const rows = values(reports.haproxy).flatMap(({ source, value: { stats } }) =>
    stats.rows
      .filter(({ scope }) => scope !== 'listener')
      .map((row) => [
        `${row.proxy}/${row.name}`,
        source,
        row.status.text,
        ...['scur', 'stot', 'bin', 'bout'].map((column) => haproxyCell(stats, row, column)),
      ]),
  );
  return section(
    [
      left('HAPROXY'),
      left('NAME'),
      left('STATUS'),
      right('SESSIONS'),
      right('TOTAL'),
      right('BYTES IN'),
      right('BYTES OUT'),
    ],
    rows,
  );
}

function bind({ reports }: StackSnapshot): string {
  const rows = values(reports.bind).map(({ source, value: { stats } }) => [
    source,
    new Date(stats.dumpTimeSeconds * 1000).toISOString(),
    String([...stats.incomingRequests.values()].reduce((sum, requests) => sum + requests, 0)),
    count(stats.nameServer.get('Response') ?? 0),
    count(stats.nameServer.get('QrySERVFAIL') ?? 0),
    count(stats.nameServer.get('QryNXDOMAIN') ?? 0),
  ]);
  return section(
    [
      left('BIND'),
      left('FIGURES OF'),
      right('REQUESTS'),
      right('RESPONSES'),
      right('SERVFAIL'),
      right('NXDOMAIN'),
    ],
    rows,
  );
}

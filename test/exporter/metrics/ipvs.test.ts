import { expect, test } from 'vitest';
import {
  type ExpositionFormat,
  renderExposition,
  tieFamilies,
} from '../../../src/exporter/metrics/exposition.ts';
import { IPVS_FAMILIES } from '../../../src/exporter/metrics/ipvs.ts';
import type { IpvsTable } from '../../../src/model/ipvs.ts';
import type { Outcome, SourceReport } from '../../../src/model/snapshot.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { fixture } from '../../support/fixture.ts';

function report(outcome: Outcome<IpvsTable>): SourceReport<'ipvs'> {
  return { subsystem: 'ipvs', source: '', target: 'test', durationSeconds: 0, finishedAtSeconds: 0, outcome };
}

function read(...names: readonly string[]): SourceReport<'ipvs'> {
  const { records, problems } = parseIpvsText(names.map((name) => fixture('ipvs', name)).join(''));
  return report({ kind: 'ok', value: records, problems });
}

function render(reports: readonly SourceReport<'ipvs'>[], format: ExpositionFormat = 'prometheus'): string {
  return [...renderExposition(tieFamilies(IPVS_FAMILIES, reports), format)].join('');
}

const ALL = [
  'ipvsadm-Ln',
  'ipvsadm-Ln--stats--exact',
  'ipvsadm-Ln--rate--exact',
  'ipvsadm-Ln--thresholds',
  'ipvsadm-Ln--persistent-conn',
  'ipvsadm-Ln--tun-info',
  'ipvsadm-L--timeout',
  'ipvsadm-L--daemon',
  'ipvsadm-Lnc',
  'proc-net-ip_vs_stats',
].map((name) => `linux-6.1-ipvsadm-1.31-all-kinds/${name}.txt`);

test.each(['prometheus', 'openmetrics'] as const)(
  'everything that a host tells, in %s format',
  async (format) => {
    await expect(render([read(...ALL)], format)).toMatchFileSnapshot(
      `../../fixtures/ipvs/all-kinds.${format}.metrics`,
    );
  },
);

test('what /proc alone tells', async () => {
  await expect(
    render([read('proc-net-ip_vs.txt', 'proc-net-ip_vs_stats.txt', 'proc-net-ip_vs_conn.txt')]),
  ).toMatchFileSnapshot('../../fixtures/ipvs/proc.prometheus.metrics');
});

test('an empty table is up', () => {
  expect(
    render([read('ipvsadm-empty.txt')])
      .split('\n')
      .filter((line) => !line.startsWith('#')),
  ).toEqual([
    'ipvs_up 1',
    'ipvs_info{version="1.2.1"} 1',
    'ipvs_connection_table_size 4096',
    'ipvs_services 0',
    '',
  ]);
});

test('a port by its name has its number, and the name in its information', () => {
  const text = render([read('ipvsadm-L.txt')]);
  expect(text).toContain(
    'ipvs_service_info{proto="TCP",local_address="172.16.0.1",local_port="80",port_name="http",scheduler="wlc"} 1\n',
  );
  expect(text).toContain(
    'remote_address="192.168.0.4",remote_port="8080",port_name="http-alt",forward="Masq"} 1\n',
  );
});

test.each([
  { kind: 'failed', reason: 'no answer' } as const,
  { kind: 'absent', reason: 'not here' } as const,
])('what $kind is not up, and nothing else', (outcome) => {
  expect(render([report(outcome)])).toBe(
    '# HELP ipvs_up Whether the table of virtual servers could be read.\n# TYPE ipvs_up gauge\nipvs_up 0\n',
  );
});

test('without a report there is nothing', () => {
  expect(render([])).toBe('');
});

test('no series is there twice, whatever the table holds', () => {
  const virtual = {
    protocol: 'TCP',
    address: '10.0.0.1',
    port: 80,
    scheduler: 'rr',
    schedulerFlags: [],
    onePacket: false,
    realServers: [
      { address: '10.0.0.2', port: 80, weight: 1 },
      { address: '10.0.0.2', port: 80, weight: 2 },
    ],
  };
  const real = { address: '10.0.0.2', port: 80 };
  const connection = { protocol: 'TCP', virtual, real, entries: 2, templates: 1 };
  const text = render([
    report({
      kind: 'ok',
      value: {
        virtualServers: [virtual, virtual],
        connections: { entries: 6, byState: [], byRealServer: [connection, connection] },
      },
      problems: { count: 0, kept: [] },
    }),
  ]);
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const names = series.map((line) => line.slice(0, line.lastIndexOf(' ')));
  expect(names).toEqual([...new Set(names)]);
  const backend =
    'proto="TCP",local_address="10.0.0.1",local_port="80",remote_address="10.0.0.2",remote_port="80"';
  expect(series).toContain(`ipvs_backend_weight{${backend}} 1`);
  expect(series).toContain(`ipvs_connections_by_backend{${backend}} 4`);
  expect(series).toContain(`ipvs_persistence_templates_by_backend{${backend}} 2`);
});

test('names are escaped', () => {
  const virtual = {
    protocol: 'TCP',
    address: 'a"b\\c\nd\u{d800}',
    port: 80,
    schedulerFlags: [],
    onePacket: false,
    realServers: [],
  };
  expect(
    render([report({ kind: 'ok', value: { virtualServers: [virtual] }, problems: { count: 0, kept: [] } })]),
  ).toContain(
    'ipvs_service_backends{proto="TCP",local_address="a\\"b\\\\c\\nd\u{fffd}",local_port="80"} 0\n',
  );
});

import { expect, test } from 'vitest';
import { type HaproxyStats, haproxyCell } from '../../../src/model/haproxy.ts';
import { parseHaproxyStats } from '../../../src/parsers/haproxy/stats.ts';
import { fixture } from '../../support/fixture.ts';

function summary(stats: HaproxyStats, column: string): string[] {
  return stats.rows.map(
    (row) =>
      `${row.scope} ${row.proxy}/${row.name} ${row.status.text} ${column}=${haproxyCell(stats, row, column)}`,
  );
}

test.each([
  {
    file: '1.4.0-show-stat.txt',
    columns: 49,
    modules: 0,
    column: 'req_tot',
    rows: [
      'frontend main/FRONTEND OPEN req_tot=90',
      'listener main/plain FULL req_tot=',
      'server app/app1 UP 1/3 req_tot=76',
      'server app/app2 DOWN 1/2 req_tot=7',
      'server app/app3 MAINT(via) req_tot=0',
      'server app/drain-me NOLB 2/3 req_tot=7',
      'server app/nocheck no check req_tot=',
      'backend app/BACKEND UP req_tot=90',
    ],
  },
  {
    file: '1.5.0-show-stat.txt',
    columns: 62,
    modules: 0,
    column: 'last_chk',
    rows: [
      'frontend main/FRONTEND FULL last_chk=',
      'server app/app1 UP -1/3 last_chk=HTTP status check returned code <200>',
      'server app/app2 DOWN (agent) last_chk=Layer4 connection problem, info: "connection refused", at step 1',
      'server app/app3 MAINT (via app/app2) last_chk=Connection refused',
      'server app/drain-me DRAIN 2/3 last_chk=',
      'backend app/BACKEND UP last_chk=',
    ],
  },
  {
    file: '1.6.0-show-stat.txt',
    columns: 62,
    modules: 0,
    column: 'weight',
    rows: [
      'frontend main/FRONTEND OPEN weight=',
      'server app/app1 DRAIN (agent) weight=0',
      'server app/app2 DRAIN (agent) weight=100',
      'server app/drain-me UP weight=1',
      'backend app/BACKEND UP weight=10',
    ],
  },
  {
    file: '1.7.0-show-stat.txt',
    columns: 83,
    modules: 0,
    column: 'last_chk',
    rows: [
      'frontend main/FRONTEND OPEN last_chk=',
      'server app/app1 UP last_chk=OK, all well',
      'server app/app2 DOWN last_chk=first line\nsecond, "quoted" line\r\nthird',
      'server app/app3 MAINT (resolution) last_chk=Connection refused',
      'server app/drain-me UP 2/3 last_chk=',
      'backend app/BACKEND UP last_chk=',
    ],
  },
  {
    file: '2.0.0-show-stat.txt',
    columns: 88,
    modules: 0,
    column: 'connect',
    rows: [
      'frontend main/FRONTEND OPEN connect=',
      'listener main/plain WAITING connect=',
      'server app/app1 UP connect=76',
      'server app/app2 DOWN connect=7',
      'backend app/BACKEND UP connect=90',
    ],
  },
  {
    file: '2.2.0-show-stat.txt',
    columns: 99,
    modules: 0,
    column: 'rtime_max',
    rows: [
      'frontend main/FRONTEND OPEN rtime_max=',
      'server app/app1 NOLB rtime_max=3',
      'server app/app2 DOWN rtime_max=1',
      'server app/app3 MAINT (resolution) rtime_max=0',
      'backend app/BACKEND UP rtime_max=3',
    ],
  },
  {
    file: '2.4.0-show-stat.txt',
    columns: 100,
    modules: 16,
    column: 'uweight',
    rows: [
      'frontend main/FRONTEND OPEN uweight=',
      'server app/app1 UP uweight=10',
      'server app/app2 DOWN uweight=1',
      'backend app/BACKEND UP uweight=10',
    ],
  },
  {
    file: '2.6-show-stat.txt',
    columns: 103,
    modules: 24,
    column: 'stot',
    rows: [
      'frontend stats/FRONTEND OPEN stot=0',
      'backend stats/BACKEND UP stot=0',
      'frontend main/FRONTEND OPEN stot=90',
      'listener main/plain OPEN stot=90',
      'server app/app1 UP stot=76',
      'server app/app2 DOWN stot=7',
      'server app/app3 DOWN stot=0',
      'server app/drain-me DRAIN stot=7',
      'backend app/BACKEND UP stot=90',
      'frontend Listen-10000/FRONTEND OPEN stot=10',
      'server Listen-10000/192.168.2.225:53378 UP stot=8',
      'server Listen-10000/192.168.2.226:53378 DOWN stot=0',
      'server Listen-10000/maint MAINT stot=0',
      'server Listen-10000/nocheck no check stot=2',
      'backend Listen-10000/BACKEND UP stot=10',
    ],
  },
  {
    file: '2.8.0-show-stat.txt',
    columns: 112,
    modules: 7,
    column: 'h1req',
    rows: [
      'frontend stats/FRONTEND PAUSED h1req=4',
      'frontend main/FRONTEND OPEN h1req=80',
      'server app/app1 UP h1req=',
      'server app/app2 DOWN h1req=',
      'backend app/BACKEND UP h1req=',
    ],
  },
  {
    file: '3.4.0-show-stat.txt',
    columns: 118,
    modules: 11,
    column: 'resbout',
    rows: [
      'frontend main/FRONTEND OPEN resbout=47550',
      'server app/app1 UP resbout=',
      'server app/app2 DOWN 1/2 resbout=',
      'backend app/BACKEND UP resbout=47550',
    ],
  },
])('$file', ({ file, columns, modules, column, rows }) => {
  const { records, problems } = parseHaproxyStats(fixture('haproxy', file));
  expect(problems.kept).toEqual([]);
  expect(records.columns.size).toBe(columns);
  expect(records.moduleColumns.size).toBe(modules);
  expect(summary(records, column)).toEqual(rows);
});

test('a page read over HTTP is what the socket gives', () => {
  const page = parseHaproxyStats(fixture('haproxy', '2.6-http-csv.txt')).records;
  const socket = parseHaproxyStats(fixture('haproxy', '2.6-show-stat.txt')).records;
  expect(page.columns).toEqual(socket.columns);
  expect(page.rows.map(({ proxy, name, scope }) => [proxy, name, scope])).toEqual(
    socket.rows.map(({ proxy, name, scope }) => [proxy, name, scope]),
  );
});

test('a server of the capture, taken apart', () => {
  const { records } = parseHaproxyStats(fixture('haproxy', '3.4.0-show-stat.txt'));
  const { cells, ...row } = records.rows[1] ?? { cells: [] };
  expect(row).toEqual({
    line: 3,
    scope: 'server',
    proxy: 'app',
    name: 'app1',
    process: '1',
    status: { text: 'UP', state: 'UP' },
    checkStatus: { code: 'L7OK', inProgress: true },
  });
  expect(cells[records.moduleColumns.get('ssl_sess') ?? -1]).toBe('0');
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseHaproxyAnswer } from '../../../../src/parsers/haproxy/answer.ts';
import { nodeStatus } from '../../../../src/view/status/collected/of-snapshot.ts';
import { HAPROXY_TEXT_COLUMNS, haproxyFigure } from '../../../../src/view/status/haproxy-columns.ts';
import type { HaproxyRowStatus, NodeStatus } from '../../../../src/view/status/node-status.ts';
import { fixture } from '../../../support/fixture.ts';
import { ok, snapshotOf } from '../../support/snapshot-of.ts';

const NOW_SECONDS = 1_795_168_003;
const COLUMNS = 'pxname,svname,scur,stot,status,weight,lastchg,downtime,pid,type,lastsess,check_status,mode';

/** What a HAProxy gives for these rows, collected at that time. */
function collected(rows: readonly string[], atSeconds = NOW_SECONDS, before?: NodeStatus): NodeStatus {
  const { records } = parseHaproxyAnswer(`# ${COLUMNS},\n${rows.map((row) => `${row},\n`).join('')}`);
  return nodeStatus(snapshotOf({ haproxy: [ok('lb1', records)] }, atSeconds), before);
}

function rowsOf(status: NodeStatus): readonly HaproxyRowStatus[] {
  return status.haproxys.flatMap(({ proxies }) => proxies.flatMap(({ rows }) => rows));
}

const FIXTURES = readdirSync(join(import.meta.dirname, '..', '..', '..', 'fixtures', 'haproxy')).filter(
  (name) => /show-stat\.txt$|info-and-stat/.test(name),
);

test.each(FIXTURES)('every row of %s, each once and with figures as numbers', (name) => {
  const { records } = parseHaproxyAnswer(fixture('haproxy', name));
  const status = nodeStatus(snapshotOf({ haproxy: [ok('lb1', records)] }));
  const proxies = status.haproxys.flatMap((instance) => instance.proxies);
  const keys = proxies.flatMap((proxy) => proxy.rows.map(({ key }) => `${proxy.name} ${key}`));
  expect(new Set(keys).size).toBe(records.stats.rows.length);
  for (const { cells } of rowsOf(status)) {
    for (const [column, cell] of Object.entries(cells)) {
      if (HAPROXY_TEXT_COLUMNS.has(column)) expect(cell).toEqual(expect.any(String));
      else expect(cell).toSatisfy(Number.isFinite);
    }
  }
});

test('a proxy has its rows in HAProxy’s order, a row its cells by column', () => {
  const { records } = parseHaproxyAnswer(
    fixture('haproxy', '2.6-show-info.txt') + fixture('haproxy', '2.6-show-stat.txt'),
  );
  const [instance] = nodeStatus(snapshotOf({ haproxy: [ok('lb1', records)] })).haproxys;
  expect(instance).toMatchObject({ source: 'lb1', version: expect.stringMatching(/^2\.6/) });
  const app = instance?.proxies.find(({ name }) => name === 'app');
  expect(app?.mode).toBe('http');
  expect(app?.rows.map(({ key }) => key)).toContain('server/app2');
  const app2 = app?.rows.find(({ name }) => name === 'app2');
  expect(app2).toMatchObject({ scope: 'server', status: 'DOWN', health: 'bad' });
  expect(app2?.cells).toMatchObject({ chkfail: 3, last_chk: 'Connection refused', mode: 'http' });
  expect(app2?.cells).not.toHaveProperty('agent_status');
  expect(app2?.cells).not.toHaveProperty('status');
});

test.each([
  ['UP', 'good'],
  ['OPEN', 'good'],
  ['UP 1/2', 'warn'],
  ['DOWN 1/2', 'warn'],
  ['DOWN', 'bad'],
  ['DOWN (agent)', 'bad'],
  ['NOLB', 'bad'],
  ['STOP', 'bad'],
  ['DRAIN', 'warn'],
  ['MAINT', 'warn'],
  ['MAINT (via www/web1)', 'warn'],
  ['FULL', 'warn'],
  ['no check', 'none'],
  ['SOMETHING NEW', 'none'],
])('%s is %s', (status, health) => {
  expect(rowsOf(collected([`www,web1,0,0,${status},1,5,0,1,2,,,tcp`]))).toMatchObject([{ status, health }]);
});

test('rows of several processes are told apart', () => {
  const status = collected(['www,web1,1,1,UP,1,5,0,1,2,,,tcp', 'www,web1,2,2,UP,1,5,0,2,2,,,tcp']);
  expect(rowsOf(status).map(({ key, cells }) => [key, cells['scur']])).toEqual([
    ['server/web1#1', 1],
    ['server/web1#2', 2],
  ]);
});

test('a row on which nothing happens stays the same, though its times go on', () => {
  const first = collected(['www,web1,0,9,DOWN,1,60,75,1,2,3600,* L4TOUT,tcp']);
  const [row] = rowsOf(first);
  expect(row).toMatchObject({
    sinceSeconds: NOW_SECONDS - 60,
    lastSessionSeconds: NOW_SECONDS - 3600,
    downtimeSeconds: 15,
  });
  const later = collected(['www,web1,0,9,DOWN,1,70,85,1,2,3610,* L4TOUT,tcp'], NOW_SECONDS + 10.9, first);
  expect(rowsOf(later)).toEqual([row]);
  expect(rowsOf(later)[0]?.cells).toBe(row?.cells);
});

test('figures are given as HAProxy would write them at that time', () => {
  const [row] = rowsOf(collected(['www,web1,0,9,DOWN,1,60,75,1,2,3600,L4TOUT,tcp']));
  if (row === undefined) throw new Error('no row');
  const figures = ['status', 'lastchg', 'downtime', 'lastsess', 'stot', 'bin'].map((column) =>
    haproxyFigure(row, column, NOW_SECONDS + 10),
  );
  expect(figures).toEqual(['DOWN', 70, 85, 3610, 9, undefined]);
});

test('the time that a server was down does not grow while it is up', () => {
  const [row] = rowsOf(collected(['www,web1,0,9,UP,1,60,75,1,2,-1,L4OK,tcp']));
  if (row === undefined) throw new Error('no row');
  expect(haproxyFigure(row, 'downtime', NOW_SECONDS + 10)).toBe(75);
  expect(haproxyFigure(row, 'lastsess', NOW_SECONDS)).toBeUndefined();
});

test('what changed is taken over, of rows that moved and of ones that fill other columns', () => {
  const first = collected(['www,a,1,1,UP,1,5,0,1,2,,L4OK,tcp', 'www,b,2,2,UP,1,5,0,1,2,,,tcp']);
  const rows = [
    'www,b,3,2,UP,1,5,0,1,2,,L4OK,tcp',
    'www,a,1,1,UP,1,5,0,1,2,,L4CON,tcp',
    'www,c,,7,UP,1,5,0,1,2,,,',
  ];
  const second = collected(rows, NOW_SECONDS, first);
  expect(rowsOf(second)).toEqual(rowsOf(collected(rows)));
});

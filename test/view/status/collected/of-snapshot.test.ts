import { expect, test } from 'vitest';
import { ProblemLog } from '../../../../src/model/problem.ts';
import type { StackSnapshot } from '../../../../src/model/snapshot.ts';
import { nodeStatus, PROBLEMS_SHOWN } from '../../../../src/view/status/collected/of-snapshot.ts';
import { fixtureSnapshot } from '../../snapshots.ts';
import { ok, snapshotOf } from '../../support/snapshot-of.ts';

test('how each source ended, and what could be read', () => {
  const status = nodeStatus(fixtureSnapshot());
  expect(status).toMatchObject({ node: 'ds1', demo: false, takenAtSeconds: 1_795_168_003 });
  expect(status.sources.map(({ subsystem, source, state }) => [subsystem, source, state])).toEqual([
    ['haproxy', 'local', 'ok'],
    ['ipvs', '', 'ok'],
    ['keepalived', 'ds1', 'failed'],
    ['vip', '', 'ok'],
  ]);
  expect(status.sources[2]).toMatchObject({ reason: '/var/log/syslog does not exist', problemCount: 0 });
  expect(status.vips).toMatchObject([{ address: '192.168.56.185', role: 'owner' }]);
  expect(status.hostAddresses).toContain('192.168.56.182');
  expect(status.keepaliveds).toEqual([]);
});

test('the first problems of a source, and how many there are', () => {
  const problems = new ProblemLog();
  for (let line = 1; line <= 40; line += 1) problems.add(line, 'is no row', `row ${line}`);
  const snapshot = snapshotOf({ vip: [ok('', { vips: [], addresses: [] })] });
  const [report] = snapshot.reports.vip;
  if (report?.outcome.kind !== 'ok') throw new Error('no report');
  const vip = [{ ...report, outcome: { ...report.outcome, problems } }];
  const broken: StackSnapshot = { ...snapshot, reports: { ...snapshot.reports, vip } };
  const [source] = nodeStatus(broken).sources;
  expect(source?.problemCount).toBe(40);
  expect(source?.problems).toHaveLength(PROBLEMS_SHOWN);
  expect(source?.problems[0]).toEqual({ line: 1, reason: 'is no row', text: 'row 1' });
});

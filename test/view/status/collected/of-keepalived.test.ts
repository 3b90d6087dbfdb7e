import { expect, test } from 'vitest';
import type { KeepalivedDump, KeepalivedState } from '../../../../src/model/keepalived.ts';
import { KeepalivedTracker } from '../../../../src/model/keepalived-tracker.ts';
import { parseKeepalivedLine } from '../../../../src/parsers/keepalived/log.ts';
import { nodeStatus } from '../../../../src/view/status/collected/of-snapshot.ts';
import type { KeepalivedStatus } from '../../../../src/view/status/node-status.ts';
import { ok, snapshotOf } from '../../support/snapshot-of.ts';

const NOW_MS = Date.UTC(2018, 10, 1, 11);

function told(...lines: string[]): KeepalivedState {
  const tracker = new KeepalivedTracker();
  for (const line of lines) tracker.apply(parseKeepalivedLine(line, { nowMs: NOW_MS }), { count: true });
  return tracker.state();
}

function statusOf(value: KeepalivedState): KeepalivedStatus {
  const [keepalived] = nodeStatus(snapshotOf({ keepalived: [ok('local', value)] })).keepaliveds;
  if (keepalived === undefined) throw new Error('no keepalived');
  return keepalived;
}

const DUMP: KeepalivedDump = {
  instances: [
    {
      name: 'VI_1',
      state: 'BACKUP',
      effectivePriority: 99,
      vips: ['192.168.50.201/24 dev eth0 scope global set', '2001:DB8:0::1/64 dev eth0'],
      excludedVips: ['10.0.0.9/32 dev eth0'],
      counters: new Map(),
    },
    { name: 'VI_2', vips: [], excludedVips: [], counters: new Map() },
  ],
  scripts: [
    { name: 'chk_haproxy', status: 'INIT/FAILED' },
    { name: 'chk_named', status: 'GOOD' },
    { name: 'chk_new', status: 'INIT' },
  ],
  processes: [],
};

test('what a log tells of instances, servers and quorums', () => {
  const status = statusOf(
    told(
      'Nov  1 18:43:39 ds1 Keepalived_vrrp[3137]: VRRP_Instance(VI_1) Entering MASTER STATE',
      'Nov  1 18:43:39 ds1 Keepalived_vrrp[3137]: VRRP_Instance(VI_1) Sending/queueing gratuitous ARPs on eth2 for 192.168.56.185',
      'Nov  1 18:49:14 ds1 Keepalived_healthcheckers[3136]: Removing service [192.168.56.183]:53 from VS [192.168.56.185]:53',
      'Nov  1 18:49:14 ds1 Keepalived_healthcheckers[3136]: Lost quorum 1-0=1 > 0 for VS [192.168.56.185]:53',
    ),
  );
  expect(status).toMatchObject({
    source: 'local',
    instances: [
      { name: 'VI_1', state: 'MASTER', vips: ['192.168.56.185'], lastGarpSeconds: expect.any(Number) },
    ],
    realServers: [{ virtual: '192.168.56.185:53', real: '192.168.56.183:53', up: false }],
    quorums: [{ virtual: '192.168.56.185:53', up: false }],
  });
  expect(status.instances[0]?.sinceSeconds).toBe(status.instances[0]?.lastGarpSeconds);
});

test('what a dump adds: addresses, instances and scripts that no line named', () => {
  const log = told('Nov  1 18:43:39 ds1 Keepalived_vrrp[3137]: VRRP_Instance(VI_1) Entering MASTER STATE');
  const status = statusOf({ ...log, dump: DUMP });
  expect(status.instances).toMatchObject([
    { name: 'VI_1', state: 'MASTER', priority: 99, vips: ['192.168.50.201', '2001:db8::1', '10.0.0.9'] },
    { name: 'VI_2', vips: [] },
  ]);
  expect(status.scripts).toEqual([
    { name: 'chk_haproxy', up: false },
    { name: 'chk_named', up: true },
    { name: 'chk_new' },
  ]);
});

test('a keepalived that has told nothing', () => {
  expect(statusOf(told())).toEqual({
    source: 'local',
    instances: [],
    scripts: [],
    realServers: [],
    quorums: [],
  });
});

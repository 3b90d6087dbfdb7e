import { describe, expect, test } from 'vitest';
import { KeepalivedTracker } from '../../src/model/keepalived-tracker.ts';
import { parseKeepalivedFifoLine } from '../../src/parsers/keepalived/fifo.ts';
import { FIRST_LINE_SECONDS, keepalivedFixture, syslog, track } from './keepalived-tracking.ts';

describe('a captured log of keepalived 2.2.7: faults, a sync group, quorum, a reload, a killed child, a stop', () => {
  const state = track(keepalivedFixture('2.2.7-sync-group-fault-quorum.syslog')).state();
  const stoppedAt = Date.UTC(2026, 10, 20, 9, 48, 28) / 1000;
  const vs = { address: '192.168.50.201', protocol: 'tcp', port: 80 };

  test('instances', () => {
    const both = {
      state: 'STOP',
      lastTransitionSeconds: stoppedAt,
      vipsSet: false,
      lastGarpSeconds: Date.UTC(2026, 10, 20, 9, 48, 26) / 1000,
      transitions: { BACKUP: 3, MASTER: 3, FAULT: 1, STOP: 1 },
      elections: { 'lower-priority-discarded': 8, 'advertisement-timeout': 3 },
      conflicts: {},
      priorityZeroReceived: 0,
    };
    expect(state.instances).toEqual([
      {
        name: 'VI_1',
        ...both,
        vips: ['192.168.50.201'],
        faults: { 'interface eth0': 1 },
        priorityZeroSent: 2,
      },
      {
        name: 'VI_2',
        ...both,
        vips: ['192.168.51.201'],
        faults: { 'interface eth0': 1 },
        priorityZeroSent: 1,
      },
    ]);
  });

  test('what they depend on', () => {
    expect(state.groups).toEqual([
      { name: 'VG1', state: 'STOP', transitions: { MASTER: 3, FAULT: 1, BACKUP: 1, STOP: 1 } },
    ]);
    expect(state.interfaces).toEqual([
      { name: 'eth1', garpsSent: 25 },
      { name: 'eth0', garpsSent: 25, up: true },
    ]);
    expect(state.scripts).toEqual([]);
    expect(state.tracked).toEqual([]);
  });

  test('servers and checks', () => {
    expect(state.realServers).toEqual([
      {
        virtual: vs,
        real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
        up: false,
        lastChangeSeconds: stoppedAt,
        events: { removed: 2, added: 2, 'shut-down': 1 },
      },
      {
        virtual: vs,
        real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
        up: false,
        lastChangeSeconds: stoppedAt,
        events: { disabled: 1, enabled: 1, 'shut-down': 1 },
      },
    ]);
    expect(state.virtualServers).toEqual([
      { virtual: vs, quorumUp: true, quorumGained: 2, quorumLost: 1, sorryServerActive: false },
    ]);
    expect(state.checks).toEqual([
      { type: 'http', result: 'succeeded', count: 4 },
      { type: 'tcp', result: 'succeeded', count: 3 },
      { type: 'tcp', result: 'failed', count: 2 },
      { type: 'http', result: 'failed', count: 1 },
    ]);
  });

  test('keepalived and its log', () => {
    const { running, version, starts, reloads, childDeaths, lines, lastEventSeconds } = state;
    expect({ running, version, starts, reloads, childDeaths, lines, lastEventSeconds }).toEqual({
      running: false,
      version: '2.2.7',
      starts: 1,
      reloads: 1,
      childDeaths: { vrrp: 1 },
      lines: { parsed: 222, unmatched: 0, foreign: 1 },
      lastEventSeconds: stoppedAt + 1,
    });
    expect(state.lastReloadSeconds).toBe(Date.UTC(2026, 10, 20, 9, 48, 19) / 1000);
    expect(state.truncatedLines).toBe(0);
    expect(state.unreadableLines).toBe(0);
    expect(state.subjectsDropped).toBe(0);
  });

  test('the state at each moment', () => {
    const lines = keepalivedFixture('2.2.7-sync-group-fault-quorum.syslog').split('\n');
    const until = (time: string) => track(lines.filter((line) => line.slice(7, 15) <= time)).state();
    const states = (time: string) => until(time).instances.map((instance) => instance.state);
    expect(states('09:47:34')).toEqual(['BACKUP', 'BACKUP']);
    expect(states('09:47:40')).toEqual(['MASTER', 'MASTER']);
    expect(states('09:47:58')).toEqual(['FAULT', 'FAULT']);
    expect(states('09:48:05')).toEqual(['BACKUP', 'BACKUP']);
    expect(states('09:48:22')).toEqual(['MASTER', 'MASTER']);
    expect(states('09:48:28')).toEqual(['STOP', 'STOP']);
    const up = (time: string) => until(time).realServers.map((server) => server.up);
    expect(up('09:47:40')).toEqual([true, true]);
    expect(up('09:47:59')).toEqual([false, true]);
    expect(up('09:48:12')).toEqual([false, false]);
    expect(up('09:48:16')).toEqual([true, true]);
    expect(until('09:48:12').virtualServers[0]).toMatchObject({ quorumUp: false, sorryServerActive: true });
  });
});

test('a captured console log of keepalived 2.2.7: a director that takes over, loses a real server and stops', () => {
  const state = track(keepalivedFixture('2.2.7-ds1.console.log')).state();
  const vs = { address: '192.168.56.185', protocol: 'udp', port: 53 };
  const stoppedAt = Date.UTC(2026, 10, 20, 9, 42, 37) / 1000;
  expect(state).toEqual({
    running: false,
    version: '2.2.7',
    starts: 1,
    reloads: 0,
    childDeaths: {},
    instances: [
      {
        name: 'VI_1',
        state: 'STOP',
        lastTransitionSeconds: stoppedAt,
        vipsSet: false,
        vips: ['192.168.56.185'],
        lastGarpSeconds: Date.UTC(2026, 10, 20, 9, 42, 23) / 1000,
        transitions: { BACKUP: 1, MASTER: 1, STOP: 1 },
        elections: { 'lower-priority-discarded': 4, 'advertisement-timeout': 1 },
        faults: {},
        conflicts: {},
        priorityZeroSent: 1,
        priorityZeroReceived: 0,
      },
    ],
    conflicts: {},
    groups: [],
    scripts: [],
    tracked: [],
    interfaces: [{ name: 'eth0', garpsSent: 10 }],
    virtualServers: [{ virtual: vs, quorumUp: true, quorumGained: 1, quorumLost: 0 }],
    realServers: [
      {
        virtual: vs,
        real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
        up: false,
        lastChangeSeconds: Date.UTC(2026, 10, 20, 9, 42, 29) / 1000,
        events: { removed: 1, 'shut-down': 1 },
      },
      {
        virtual: vs,
        real: { address: '192.168.56.184', protocol: 'udp', port: 53 },
        up: false,
        lastChangeSeconds: stoppedAt,
        events: { 'shut-down': 1 },
      },
    ],
    checks: [
      { type: 'misc', result: 'succeeded', count: 2 },
      { type: 'misc', result: 'failed', count: 1 },
    ],
    lines: { parsed: 57, unmatched: 0, foreign: 0 },
    truncatedLines: 0,
    unreadableLines: 0,
    lastEventSeconds: stoppedAt + 1,
    subjectsDropped: 0,
  });
});

test('a captured console log of keepalived 2.2.7: scripts, a tracked file and a link fail and recover', () => {
  const state = track(keepalivedFixture('2.2.7-scripts-file-ipv6.console.log')).state();
  expect(state.instances.map(({ name, transitions, faults }) => ({ name, transitions, faults }))).toEqual([
    {
      name: 'VI_1',
      transitions: { BACKUP: 4, MASTER: 4, FAULT: 3, STOP: 1 },
      faults: { 'script chk': 1, 'file maint': 1, 'interface d1': 1 },
    },
    {
      name: 'VI_2',
      transitions: { BACKUP: 4, MASTER: 4, FAULT: 3, STOP: 1 },
      faults: { 'script chk': 1, 'file maint': 1, 'interface d1': 1 },
    },
    { name: 'VI_3', transitions: { BACKUP: 1, MASTER: 1, STOP: 1 }, faults: {} },
    {
      name: 'VI_6',
      transitions: { BACKUP: 2, MASTER: 2, FAULT: 1, STOP: 1 },
      faults: { 'interface d1': 1 },
    },
  ]);
  // The weight of chkw was taken and given back.
  expect(state.instances[2]?.priority).toBe(100);
  expect(state.instances[3]?.conflicts).toEqual({ 'send-error': 8 });
  expect(state.scripts).toEqual([
    { name: 'chk', up: true, exitStatus: 0, results: { succeeded: 2, failed: 1 } },
    { name: 'chkw', up: true, exitStatus: 0, results: { succeeded: 2, failed: 1 } },
  ]);
  expect(state.tracked).toEqual([{ what: 'file', name: 'maint', up: true }]);
  expect(state.interfaces).toEqual([
    { name: 'd0', garpsSent: 70 },
    { name: 'd1', garpsSent: 60, up: true },
  ]);
  expect(state.groups).toEqual([
    { name: 'G', state: 'STOP', transitions: { BACKUP: 4, MASTER: 4, FAULT: 3, STOP: 1 } },
  ]);
  expect(state).toMatchObject({ running: false, starts: 1, reloads: 1 });
  // `Failed to set/clear process event listen - errno 111 - Connection refused`
  expect(state.lines).toEqual({ parsed: 321, unmatched: 1, foreign: 0 });
});

describe('published logs', () => {
  test('two directors of one second: the one becomes MASTER, the other gives way', () => {
    const log = `\
Apr 19 15:47:25 lb1 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Transition to MASTER STATE
Apr 19 15:47:25 lb1 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Entering MASTER STATE
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Transition to MASTER STATE
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Received higher prio advert
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Entering BACKUP STATE`;
    const of = (host: string) =>
      track(log.split('\n').filter((line) => line.includes(` ${host} `))).state().instances[0];
    expect(of('lb1')).toMatchObject({ state: 'MASTER', transitions: { MASTER: 1 } });
    expect(of('lb2')).toMatchObject({
      state: 'BACKUP',
      transitions: { BACKUP: 1 },
      elections: { 'higher-priority-received': 1 },
    });
  });

  test('what systemctl cut is counted, names that it hid are unknown', () => {
    const state = track(`\
Nov 01 18:29:40 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Transition to...E
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Entering MAST...E
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: Sending gratuitous ARP on eth2 fo...5
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Sending/queue...5
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: Sending gratuitous ARP on eth2 fo...5
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: Sending gratuitous ARP on eth2 fo...5
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: Sending gratuitous ARP on eth2 fo...5
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: Sending gratuitous ARP on eth2 fo...5
Nov 01 18:49:14 ds2 Keepalived_healthcheckers[3907]: TCP connection to [192.1...
Nov 01 18:49:14 ds2 Keepalived_healthcheckers[3907]: Removing service [192.16...`).state();
    expect(state.instances).toMatchObject([{ name: 'VI_1', state: 'MASTER', transitions: { MASTER: 1 } }]);
    expect(state.interfaces).toEqual([{ name: 'eth2', garpsSent: 5 }]);
    // It stands for many servers: it is neither up nor down.
    expect(state.realServers).toEqual([{ virtual: {}, real: {}, events: { removed: 1 } }]);
    expect(state.truncatedLines).toBe(9);
    expect(state.unreadableLines).toBe(1);
    expect(state.lines).toEqual({ parsed: 9, unmatched: 1, foreign: 0 });
  });
});

describe('transitions', () => {
  test('lines of entering count as they are logged, those that repeat a state do not', () => {
    const { instances } = track(
      syslog([
        'VRRP_Instance(VI_1) Transition to MASTER STATE',
        'VRRP_Instance(VI_1) Entering MASTER STATE',
        'VRRP_Instance(VI_1) Entering MASTER STATE',
        'VRRP_Instance(VI_1) Entering FAULT STATE',
        'VRRP_Instance(VI_1) Now in FAULT state',
        'VRRP_Instance(VI_1) Now in BACKUP state',
      ]),
    ).state();
    expect(instances[0]).toMatchObject({
      state: 'BACKUP',
      lastTransitionSeconds: FIRST_LINE_SECONDS + 5,
      transitions: { MASTER: 2, FAULT: 1, BACKUP: 1 },
    });
  });

  test('a line without a date sets the state, and takes the time of the last one away', () => {
    const tracker = track(syslog(['(VI_1) Entering BACKUP STATE']));
    track(['(VI_1) Entering MASTER STATE'], tracker);
    expect(tracker.state().instances[0]?.state).toBe('MASTER');
    expect(tracker.state().instances[0]).not.toHaveProperty('lastTransitionSeconds');
  });

  test('the FIFO counts changes: after a reload it may tell the states again', () => {
    const tracker = new KeepalivedTracker();
    for (const line of [
      'INSTANCE "VI_1" BACKUP 100',
      'GROUP "G" BACKUP 0',
      'INSTANCE "VI_1" MASTER 100',
      'GROUP "G" MASTER 0',
      'INSTANCE "VI_1" MASTER 100',
      'GROUP "G" MASTER 0',
      'INSTANCE "VI_1" MASTER_PRIORITY 80',
      'INSTANCE "VI_1" MASTER_RX_LOWER_PRI 80',
    ]) {
      tracker.apply(parseKeepalivedFifoLine(line, 1_795_168_052_500), { count: true });
    }
    const { instances, groups, running } = tracker.state();
    expect(instances[0]).toMatchObject({
      state: 'MASTER',
      priority: 80,
      lastTransitionSeconds: 1_795_168_052.5,
      transitions: { BACKUP: 1, MASTER: 1 },
      elections: { 'lower-priority-received': 1 },
    });
    expect(groups).toEqual([{ name: 'G', state: 'MASTER', transitions: { BACKUP: 1, MASTER: 1 } }]);
    expect(running).toBe(true);
    tracker.apply(parseKeepalivedFifoLine('INSTANCE "VI_1" STOP 80', 1_795_168_053_000), { count: true });
    expect(tracker.state()).toMatchObject({ running: false, instances: [{ state: 'STOP' }] });
    tracker.apply(parseKeepalivedFifoLine('INSTANCE "VI_1" DELETED 80', 1_795_168_054_000), { count: true });
    expect(tracker.state().instances).toEqual([]);
  });

  test('a start forgets states, and instances that the run before never mentioned', () => {
    const tracker = track(
      syslog(['(VI_1) Entering MASTER STATE', '(VI_OLD) Entering MASTER STATE', '(VI_1) setting VIPs.']),
    );
    track(syslog(['Starting Keepalived v2.2.7 (01/16,2022)'], 'Keepalived[786]'), tracker);
    expect(tracker.state().instances).toMatchObject([{ state: 'INIT' }, { state: 'INIT' }]);
    expect(tracker.state().instances[0]).not.toHaveProperty('vipsSet');
    track(syslog(['(VI_1) Entering BACKUP STATE (init)']), tracker);
    track(syslog(['Starting Keepalived v2.2.7 (01/16,2022)'], 'Keepalived[786]'), tracker);
    expect(tracker.state().instances.map(({ name }) => name)).toEqual(['VI_1']);
    expect(tracker.state()).toMatchObject({ starts: 2, running: true, version: '2.2.7' });
  });

  test('without a parent’s line the VRRP process ends the instances, the checkers do not', () => {
    const tracker = track(syslog(['(VI_1) Entering MASTER STATE']));
    track(syslog(['Stopped'], 'Keepalived_healthcheckers[800]'), tracker);
    expect(tracker.state().instances[0]?.state).toBe('MASTER');
    track(syslog(['Stopped']), tracker);
    expect(tracker.state().instances[0]).toMatchObject({
      state: 'STOP',
      transitions: { MASTER: 1, STOP: 1 },
    });
  });
});

describe('reasons', () => {
  test.each([
    [['Kernel is reporting: interface eth0 DOWN'], { 'interface eth0': 1 }],
    [['VRRP_Script(chk) failed (exited with status 1)'], { 'script chk': 1 }],
    [['VRRP_Script(chk) timed_out'], { 'script chk': 1 }],
    [['Quorum lost for tracked process haproxy'], { 'process haproxy': 1 }],
    [['(VI_1): tracked file f now FAULT state'], { 'file f': 1 }],
    [['VRRP_Instance(VI_1) Tracked BFD instance gw is DOWN'], { 'bfd gw': 1 }],
    [['VRRP_Group(G) Syncing instances to FAULT state'], { 'group G': 1 }],
    // What made a member fail is the cause for all of a group
    [
      ['Netlink reports eth0 down', 'VRRP_Group(G) Syncing instances to FAULT state'],
      { 'interface eth0': 1 },
    ],
    // Told by keepalived itself, and then not by the line before as well
    [['VRRP_Script(chk) failed', '(VI_1): entering FAULT state due to script chk'], { 'script chk': 1 }],
    [['(VI_1): entering FAULT state (interface eth0 down)'], { 'interface eth0': 1 }],
    [['(VI_1) Cannot use unicast without any peers - going to fault state'], { 'unicast-peers': 1 }],
    // No reason
    [['Netlink reports eth0 up'], {}],
    [['VRRP_Script(chk) succeeded'], {}],
    [['Netlink reports eth0 down', '(VI_2) Entering BACKUP STATE'], {}],
    // Too long ago
    [['Netlink reports eth0 down', 'Netlink reports eth1 up', 'Netlink reports eth1 up'], {}],
  ])('%j', (before, faults) => {
    const { instances } = track(syslog([...before, '(VI_1) Entering FAULT STATE'])).state();
    expect(instances.find(({ name }) => name === 'VI_1')?.faults).toEqual(faults);
  });

  test('an advert with priority 0 begins an election', () => {
    const { instances } = track(
      syslog(['(VI_1) Backup received priority 0 advertisement', '(VI_1) Entering MASTER STATE']),
    ).state();
    expect(instances[0]).toMatchObject({
      priorityZeroReceived: 1,
      elections: { 'priority-zero-received': 1 },
    });
  });

  test('conflicts, with an instance and without', () => {
    const { instances, conflicts } = track(
      syslog(['(VI_1): received an invalid passwd!', 'receive an invalid passwd!', 'Invalid vrrp checksum']),
    ).state();
    expect(instances[0]?.conflicts).toEqual({ authentication: 1 });
    expect(conflicts).toEqual({ authentication: 1, checksum: 1 });
  });

  test('priorities', () => {
    const { instances } = track(
      syslog([
        '(VI_1) Changing effective priority from 100 to 80',
        '(VI_2) Setting effective priority to 55',
      ]),
    ).state();
    expect(instances.map(({ priority }) => priority)).toEqual([80, 55]);
  });
});

test('scripts: results, exit status, and what a reload only assumes', () => {
  const { scripts } = track(
    syslog([
      'VRRP_Script(chk) succeeded',
      'Script `chk` now returning 1',
      'VRRP_Script(chk) failed (exited with status 2)',
      'VRRP_Script(chk) considered successful on reload',
      'VRRP_Script(other) timed out',
    ]),
  ).state();
  expect(scripts).toEqual([
    { name: 'chk', up: true, exitStatus: 2, results: { succeeded: 1, failed: 1 } },
    { name: 'other', up: false, results: { 'timed-out': 1 } },
  ]);
});

describe('reloads', () => {
  const checkers = 'Keepalived_healthcheckers[800]';

  test('1.2 to 1.4: the checkers alone tell', () => {
    const tracker = track(syslog(['Got SIGHUP, reloading checker configuration'], checkers));
    expect(tracker.state().reloads).toBe(1);
    const later = syslog(
      Array(30).fill('something else').concat('Got SIGHUP, reloading checker configuration'),
      checkers,
    );
    expect(track(later, tracker).state().reloads).toBe(2);
  });

  test('from 2.0.6 parent and children tell of one', () => {
    const tracker = track(syslog(['Reloading ...'], 'Keepalived[786]'));
    track(syslog(['Got SIGHUP, reloading checker configuration', 'Reloading'], checkers), tracker);
    track(syslog(['Reloading']), tracker);
    expect(tracker.state().reloads).toBe(1);
    expect(track(syslog(['Reloading ...'], 'Keepalived[786]'), tracker).state().reloads).toBe(2);
  });

  test('without dates', () => {
    const log = ['Reloading ...', 'Reloading', 'Reloading', 'Reloading ...', 'Reloading', 'Reloading'];
    expect(track(log).state().reloads).toBe(2);
  });
});

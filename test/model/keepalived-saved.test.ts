import { describe, expect, test } from 'vitest';
import { KeepalivedTracker } from '../../src/model/keepalived-tracker.ts';
import { keepalivedFixture, syslog, track } from './keepalived-tracking.ts';

const LOG = keepalivedFixture('2.2.7-sync-group-fault-quorum.syslog');

/** One of everything. */
const EVERYTHING = [
  'Starting Keepalived v2.2.7 (01/16,2022)',
  'Reloading ...',
  '(VI_1) Entering MASTER STATE',
  '(VI_1) setting VIPs.',
  '(VI_1) Changing effective priority from 100 to 80',
  '(VI_1) Receive advertisement timeout',
  '(VI_1): entering FAULT state due to script chk',
  '(VI_1) Backup received priority 0 advertisement',
  '(VI_1): received an invalid passwd!',
  'Invalid vrrp checksum',
  'VRRP_Group(G) Syncing instances to MASTER state',
  'VRRP_Script(chk) failed (exited with status 1)',
  'Quorum lost for tracked process haproxy',
  'Netlink reports eth0 down',
  '(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.0.2.1',
  'Sending gratuitous ARP on eth0 for 192.0.2.1',
  'Changing weight from 1 to 7 for active service [192.0.2.11]:tcp:80 of VS [web]:0',
  'Adding service [192.0.2.11]:tcp:80 to VS [web]:0',
  'Lost quorum 1-0=1 > 0 for VS FWM 10',
  'Adding sorry server [192.0.2.12]:tcp:80 to VS FWM 10',
  'TCP_CHECK on service [192.0.2.11]:tcp:80 failed.',
  'VRRP child process(801) died: Respawning',
  'TCP connection to [192.0...',
  'Removing service [192.0...',
  'never heard of',
];

function restarted(tracker: KeepalivedTracker): KeepalivedTracker {
  return KeepalivedTracker.restore(JSON.parse(JSON.stringify(tracker.save())));
}

describe('over a restart', () => {
  test.each([
    ['a captured log', LOG.split('\n')],
    ['one of everything', syslog(EVERYTHING)],
  ])('%s is the same', (_, lines) => {
    const tracker = track(lines);
    expect(restarted(tracker).state()).toEqual(tracker.state());
  });

  test.each([1, 40, 111, 180, 222])(
    'cut after line %i, it goes on as if there had been no restart',
    (cut) => {
      const lines = LOG.split('\n').slice(0, -1);
      const inOne = track(lines).state();
      const inTwo = track(lines.slice(cut), restarted(track(lines.slice(0, cut)))).state();
      expect(inTwo).toEqual(inOne);
    },
  );

  test('what is read back sets the state and counts nothing', () => {
    const state = track(LOG, new KeepalivedTracker(), false).state();
    expect(state).toMatchObject({
      running: false,
      version: '2.2.7',
      starts: 0,
      reloads: 0,
      childDeaths: {},
      lines: { parsed: 0, unmatched: 0, foreign: 0 },
      instances: [
        { name: 'VI_1', state: 'STOP', transitions: {}, elections: {}, faults: {}, priorityZeroSent: 0 },
        { name: 'VI_2', state: 'STOP', transitions: {}, elections: {}, faults: {}, priorityZeroSent: 0 },
      ],
      groups: [{ name: 'VG1', state: 'STOP', transitions: {} }],
      interfaces: [
        { name: 'eth1', garpsSent: 0 },
        { name: 'eth0', up: true, garpsSent: 0 },
      ],
      virtualServers: [{ quorumUp: true, quorumGained: 0, quorumLost: 0, sorryServerActive: false }],
      realServers: [
        { up: false, events: {} },
        { up: false, events: {} },
      ],
    });
    expect(state.checks.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  });

  test('a state is a copy: what follows does not change it', () => {
    const tracker = track(LOG);
    const before = tracker.state();
    const text = JSON.stringify(before);
    track(LOG, tracker);
    expect(JSON.stringify(before)).toBe(text);
  });
});

describe('what is no saved state', () => {
  const saved = JSON.parse(JSON.stringify(track(syslog(EVERYTHING)).save()));

  test.each([
    [undefined, 'not a saved keepalived state: Invalid input: expected object, received undefined'],
    [[], 'not a saved keepalived state: Invalid input: expected object, received array'],
    [
      { ...saved, format: 'something else' },
      'not a saved keepalived state at format: Invalid input: expected "vipscope keepalived state"',
    ],
    [{ ...saved, version: 2 }, 'not a saved keepalived state at version: Invalid input: expected 1'],
    [
      { ...saved, history: { ...saved.history, starts: -1 } },
      'not a saved keepalived state at history.starts: Too small: expected number to be >=0',
    ],
    [
      {
        ...saved,
        history: { ...saved.history, instances: [{ ...saved.history.instances[0], state: 'MASTERS' }] },
      },
      'not a saved keepalived state at history.instances.0.state: Invalid option: expected one of "INIT"|"BACKUP"|"MASTER"|"FAULT"|"STOP"',
    ],
    [
      { ...saved, history: { ...saved.history, surprise: 1 } },
      'not a saved keepalived state at history: Unrecognized key: "surprise"',
    ],
  ])('%#', (value, message) => {
    expect(() => KeepalivedTracker.restore(value)).toThrow(new Error(message));
  });
});

describe('bounds', () => {
  test('of subjects: more are counted, and those known go on', () => {
    const tracker = new KeepalivedTracker(undefined, 2);
    track(
      syslog([
        '(A) Entering MASTER STATE',
        '(B) Entering MASTER STATE',
        '(C) Entering MASTER STATE',
        '(C) Entering BACKUP STATE',
        '(A) Entering BACKUP STATE',
        'VRRP_Script(a) failed',
        'VRRP_Script(b) failed',
        'VRRP_Script(c) failed',
        'Adding service [192.0.2.11]:80 to VS [192.0.2.1]:80',
        'Adding service [192.0.2.12]:80 to VS [192.0.2.1]:80',
        'Adding service [192.0.2.13]:80 to VS [192.0.2.1]:80',
      ]),
      tracker,
    );
    const { instances, scripts, realServers, subjectsDropped } = tracker.state();
    expect(instances).toMatchObject([
      { name: 'A', state: 'BACKUP' },
      { name: 'B', state: 'MASTER' },
    ]);
    expect(scripts.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(realServers).toHaveLength(2);
    expect(subjectsDropped).toBe(4);
  });

  test('of fault reasons: 64 of an instance', () => {
    const reasons = Array.from(
      { length: 70 },
      (_, n) => `(VI_1): entering FAULT state due to script chk${n}`,
    );
    const { instances, subjectsDropped } = track(syslog([...reasons, ...reasons.slice(0, 2)])).state();
    expect(Object.keys(instances[0]?.faults ?? {})).toHaveLength(64);
    expect(instances[0]?.faults['script chk0']).toBe(2);
    expect(subjectsDropped).toBe(6);
  });

  test('10,000 subjects, unless told otherwise', () => {
    const lines = Array.from({ length: 10_010 }, (_, n) => `(VI_${n}) Entering MASTER STATE`);
    const { instances, subjectsDropped } = track(syslog(lines)).state();
    expect(instances).toHaveLength(10_000);
    expect(subjectsDropped).toBe(10);
  });

  test('names that objects have by themselves are names like others', () => {
    const tracker = track(
      syslog([
        '(__proto__) Entering MASTER STATE',
        '(constructor): entering FAULT state due to script __proto__',
      ]),
    );
    expect(restarted(tracker).state()).toEqual(tracker.state());
    expect(tracker.state().instances).toMatchObject([
      { name: '__proto__', state: 'MASTER' },
      { name: 'constructor', faults: { 'script __proto__': 1 } },
    ]);
  });
});

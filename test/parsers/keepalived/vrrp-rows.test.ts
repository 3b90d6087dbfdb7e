import { expect, test } from 'vitest';
import { VRRP_ROWS } from '../../../src/parsers/keepalived/vrrp-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  // sync
  [
    'VRRP_Group(VG1) Syncing instances to MASTER state',
    { kind: 'sync-group', group: 'VG1', action: 'syncing', state: 'MASTER' },
  ],
  [
    'VRRP_Group(VG1) Syncing instances to BACKUP state',
    { kind: 'sync-group', group: 'VG1', action: 'syncing', state: 'BACKUP' },
  ],
  [
    'VRRP_Group(VG1) Syncing instances to FAULT state',
    { kind: 'sync-group', group: 'VG1', action: 'syncing', state: 'FAULT' },
  ],
  [
    'VRRP_Group(VG1): Syncing instances to FAULT state',
    { kind: 'sync-group', group: 'VG1', action: 'syncing', state: 'FAULT' },
  ],
  [
    'VRRP_Group(VG1): Syncing VI_2 to FAULT state',
    { kind: 'sync-group', group: 'VG1', action: 'syncing', state: 'FAULT', instance: 'VI_2' },
  ],
  [
    'VRRP_Group(VG1) Transition to MASTER state',
    { kind: 'sync-group', group: 'VG1', action: 'transition', state: 'MASTER' },
  ],
  ['VRRP_Group(VG1) Leaving FAULT state', { kind: 'sync-group', group: 'VG1', action: 'leaving-fault' }],
  ['Kernel is reporting: Group(VG1) UP', { kind: 'sync-group', group: 'VG1', action: 'up' }],
  // scripts
  [
    'VRRP_Script(chk_haproxy) succeeded',
    { kind: 'script', script: 'chk_haproxy', result: 'succeeded', onReload: false },
  ],
  [
    'VRRP_Script(chk_haproxy) failed',
    { kind: 'script', script: 'chk_haproxy', result: 'failed', onReload: false },
  ],
  [
    'VRRP_Script(chk_haproxy) timed out',
    { kind: 'script', script: 'chk_haproxy', result: 'timed-out', onReload: false },
  ],
  [
    'VRRP_Script(chk_haproxy) timed_out',
    { kind: 'script', script: 'chk_haproxy', result: 'timed-out', onReload: false },
  ],
  [
    'VRRP_Script(chk_haproxy) failed (exited with status 1)',
    { kind: 'script', script: 'chk_haproxy', result: 'failed', exitStatus: 1, onReload: false },
  ],
  [
    'VRRP_Script(chk_haproxy) failed (due to signal 15)',
    { kind: 'script', script: 'chk_haproxy', result: 'failed', signal: 15, onReload: false },
  ],
  [
    'VRRP_Script(chk_haproxy) considered successful on reload',
    { kind: 'script', script: 'chk_haproxy', result: 'succeeded', onReload: true },
  ],
  [
    'VRRP_Script(chk_haproxy) considered unsuccessful on reload',
    { kind: 'script', script: 'chk_haproxy', result: 'failed', onReload: true },
  ],
  ['Script `chk_haproxy` now returning 1', { kind: 'script-status', script: 'chk_haproxy', exitStatus: 1 }],
  // ifs
  ['Kernel is reporting: interface eth0 DOWN', { kind: 'interface', interface: 'eth0', up: false }],
  ['Kernel is reporting: interface eth0 UP', { kind: 'interface', interface: 'eth0', up: true }],
  ['Kernel is reporting: tracked interface are UP', { kind: 'ignored' }],
  ['Netlink reports eth0 down', { kind: 'interface', interface: 'eth0', up: false }],
  ['Netlink reports eth0 up', { kind: 'interface', interface: 'eth0', up: true }],
  ['Linkbeat reports eth0 down', { kind: 'interface', interface: 'eth0', up: false }],
  ['Interface eth0.7 deleted', { kind: 'interface', interface: 'eth0.7', up: false }],
  [
    'Quorum gained for tracked process haproxy',
    { kind: 'tracked', what: 'process', name: 'haproxy', up: true },
  ],
  [
    'Quorum lost for tracked process haproxy',
    { kind: 'tracked', what: 'process', name: 'haproxy', up: false },
  ],
  [
    'Sending gratuitous ARP on eth0 for 192.168.50.201',
    { kind: 'garp', interface: 'eth0', address: '192.168.50.201', queued: false },
  ],
  [
    'Sending unsolicited Neighbour Advert on eth0 for 2001:db8::1',
    { kind: 'garp', interface: 'eth0', address: '2001:db8::1', queued: false },
  ],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(VRRP_ROWS, CASES)).toEqual([]);
});

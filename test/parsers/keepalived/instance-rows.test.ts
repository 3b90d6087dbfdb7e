import { expect, test } from 'vitest';
import { INSTANCE_ROWS } from '../../../src/parsers/keepalived/instance-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  // 1.1 to 1.4.5
  [
    'VRRP_Instance(VI_1) Transition to MASTER STATE',
    { kind: 'vrrp-transition', instance: 'VI_1', to: 'MASTER' },
  ],
  [
    'VRRP_Instance(VI_1): Transition to MASTER STATE',
    { kind: 'vrrp-transition', instance: 'VI_1', to: 'MASTER' },
  ],
  [
    'VRRP_Instance(VI_1) Entering MASTER STATE',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'MASTER', how: 'entering' },
  ],
  [
    'VRRP_Instance(VI_1) Entering BACKUP STATE',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'entering' },
  ],
  [
    'VRRP_Instance(VI_1): Entering BACKUP STATE',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'entering' },
  ],
  [
    'VRRP_Instance(VI_1) Entering FAULT STATE',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'FAULT', how: 'entering' },
  ],
  [
    'VRRP_Instance(VI_1) Now in FAULT state',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'FAULT', how: 'reported' },
  ],
  [
    'VRRP_Instance(VI_1) Now in BACKUP state',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'reported' },
  ],
  // 2.0 to 2.4
  [
    '(VI_1) Entering MASTER STATE',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'MASTER', how: 'entering' },
  ],
  [
    '(VI_1) Entering BACKUP STATE',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'entering' },
  ],
  [
    '(VI_1) Entering BACKUP STATE (init)',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'initial' },
  ],
  ['(VI_1) Entering FAULT STATE', { kind: 'vrrp-state', instance: 'VI_1', state: 'FAULT', how: 'entering' }],
  [
    '(VI_1) Entering FAULT STATE (init)',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'FAULT', how: 'initial' },
  ],
  ['(VI_1) entering FAULT state', { kind: 'vrrp-state', instance: 'VI_1', state: 'FAULT', how: 'reported' }],
  // A name may hold what else ends it
  [
    '(VI(1)_a) Entering MASTER STATE',
    { kind: 'vrrp-state', instance: 'VI(1)_a', state: 'MASTER', how: 'entering' },
  ],
  [
    '(web-7.example/eth0) Entering MASTER STATE',
    { kind: 'vrrp-state', instance: 'web-7.example/eth0', state: 'MASTER', how: 'entering' },
  ],
  // Reasons
  [
    '(VI_1): entering FAULT state due to script chk_haproxy',
    { kind: 'fault', instance: 'VI_1', reason: 'script', detail: 'chk_haproxy' },
  ],
  [
    '(VI_1): entering FAULT state (interface eth0 down)',
    { kind: 'fault', instance: 'VI_1', reason: 'interface', detail: 'eth0' },
  ],
  [
    '(VI_1): entering FAULT state (tracked file maintenance has status -1)',
    { kind: 'fault', instance: 'VI_1', reason: 'file', detail: 'maintenance' },
  ],
  [
    '(VI_1) entering FAULT state (tracked process haproxy quorum not achieved)',
    { kind: 'fault', instance: 'VI_1', reason: 'process', detail: 'haproxy' },
  ],
  [
    '(VI_1) entering FAULT state (no IPv4 address for interface)',
    { kind: 'fault', instance: 'VI_1', reason: 'address', detail: 'IPv4' },
  ],
  [
    '(VI_1) entering FAULT state (no IPv6 address for interface)',
    { kind: 'fault', instance: 'VI_1', reason: 'address', detail: 'IPv6' },
  ],
  [
    '(VI_1): entering FAULT state (src address not configured)',
    { kind: 'fault', instance: 'VI_1', reason: 'source-address' },
  ],
  ['(VI_1) interface eth0 is down', { kind: 'fault', instance: 'VI_1', reason: 'interface', detail: 'eth0' }],
  [
    '(VI_1) Cannot use unicast without any peers - going to fault state',
    { kind: 'fault', instance: 'VI_1', reason: 'unicast-peers' },
  ],
  // Files and BFD
  [
    '(VI_1): tracked file maintenance now FAULT state',
    { kind: 'tracked', what: 'file', name: 'maintenance', up: false },
  ],
  [
    '(VI_1): tracked file maintenance leaving FAULT state',
    { kind: 'tracked', what: 'file', name: 'maintenance', up: true },
  ],
  [
    'VRRP_Instance(VI_1) Tracked BFD instance to_gw is UP',
    { kind: 'tracked', what: 'bfd', name: 'to_gw', up: true },
  ],
  [
    'VRRP_Instance(VI_1) Tracked BFD instance to_gw is DOWN',
    { kind: 'tracked', what: 'bfd', name: 'to_gw', up: false },
  ],
  ['BFD_Instance(to_gw) Entering Up state', { kind: 'tracked', what: 'bfd', name: 'to_gw', up: true }],
  [
    'BFD_Instance(to_gw) Entering Down state (Local diagnostic - Control Detection Time Expired, Remote diagnostic - No Diagnostic)',
    { kind: 'tracked', what: 'bfd', name: 'to_gw', up: false },
  ],
  ['(to_gw) Entering Init state', { kind: 'tracked', what: 'bfd', name: 'to_gw', up: false }],
  ['(to_gw) Entering AdminDown state', { kind: 'tracked', what: 'bfd', name: 'to_gw', up: false }],
  ['BFD_Instance(to_gw) Expired after 300 ms (17 usec overdue)', { kind: 'ignored' }],
  ['(to_gw) Starting poll sequence', { kind: 'ignored' }],
  // Priority
  ['VRRP_Instance(VI_1) Effective priority = 98', { kind: 'priority', instance: 'VI_1', to: 98 }],
  [
    'VRRP_Instance(VI_1) Changing effective priority from 100 to 80',
    { kind: 'priority', instance: 'VI_1', from: 100, to: 80 },
  ],
  [
    '(VI_1) Changing effective priority from 100 to 80',
    { kind: 'priority', instance: 'VI_1', from: 100, to: 80 },
  ],
  ['(VI_1) Setting effective priority to 105', { kind: 'priority', instance: 'VI_1', to: 105 }],
  [
    '(VI_1) Restoring our priority to 255 since other address owner has disappeared',
    { kind: 'priority', instance: 'VI_1', to: 255 },
  ],
  // Addresses
  [
    'VRRP_Instance(VI_1) setting protocol VIPs.',
    { kind: 'vips', instance: 'VI_1', action: 'set', excluded: false },
  ],
  [
    'VRRP_Instance(VI_1) removing protocol VIPs.',
    { kind: 'vips', instance: 'VI_1', action: 'removed', excluded: false },
  ],
  [
    'VRRP_Instance(VI_1) setting protocol E-VIPs.',
    { kind: 'vips', instance: 'VI_1', action: 'set', excluded: true },
  ],
  [
    'VRRP_Instance(VI_1) removing protocol E-VIPs.',
    { kind: 'vips', instance: 'VI_1', action: 'removed', excluded: true },
  ],
  ['(VI_1) setting VIPs.', { kind: 'vips', instance: 'VI_1', action: 'set', excluded: false }],
  ['(VI_1) removing VIPs.', { kind: 'vips', instance: 'VI_1', action: 'removed', excluded: false }],
  ['(VI_1) setting E-VIPs.', { kind: 'vips', instance: 'VI_1', action: 'set', excluded: true }],
  ['(VI_1) removing E-VIPs.', { kind: 'vips', instance: 'VI_1', action: 'removed', excluded: true }],
  [
    'VRRP_Instance(VI_1) Sending gratuitous ARPs on eth0 for 192.168.50.201',
    { kind: 'garp', instance: 'VI_1', interface: 'eth0', address: '192.168.50.201', queued: false },
  ],
  [
    'VRRP_Instance(VI_1) Sending Unsolicited Neighbour Adverts on eth0 for 2001:db8::1',
    { kind: 'garp', instance: 'VI_1', interface: 'eth0', address: '2001:db8::1', queued: false },
  ],
  [
    'VRRP_Instance(VI_1) Sending/queueing gratuitous ARPs on eth0 for 192.168.50.201',
    { kind: 'garp', instance: 'VI_1', interface: 'eth0', address: '192.168.50.201', queued: true },
  ],
  [
    '(VI_1) Sending/queueing Unsolicited Neighbour Adverts on eth0 for 2001:db8::1',
    { kind: 'garp', instance: 'VI_1', interface: 'eth0', address: '2001:db8::1', queued: true },
  ],
  // Preemption
  ['VRRP_Instance(VI_1) reset preempt delay', { kind: 'preempt-delay', instance: 'VI_1', action: 'reset' }],
  [
    'VRRP_Instance(VI_1) start preempt delay(300)',
    { kind: 'preempt-delay', instance: 'VI_1', action: 'started', seconds: 300 },
  ],
  [
    '(VI_1) start preempt delay (300.500000)',
    { kind: 'preempt-delay', instance: 'VI_1', action: 'started', seconds: 300.5 },
  ],
  ['(VI_1) stop preempt delay', { kind: 'preempt-delay', instance: 'VI_1', action: 'stopped' }],
  // FILE_CHECK of a real server
  [
    '([192.168.50.3]:tcp:80): tracked file drain_rs1 now FAULT state',
    {
      kind: 'check',
      type: 'file',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
      detail: 'drain_rs1',
    },
  ],
  [
    '([192.168.50.3]:tcp:80): tracked file drain_rs1 leaving FAULT state',
    {
      kind: 'check',
      type: 'file',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'succeeded',
      final: true,
      detail: 'drain_rs1',
    },
  ],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(INSTANCE_ROWS, CASES)).toEqual([]);
});

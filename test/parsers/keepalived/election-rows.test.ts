import { expect, test } from 'vitest';
import { ELECTION_ROWS } from '../../../src/parsers/keepalived/election-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  [
    '(VI_1) Receive advertisement timeout',
    { kind: 'election', instance: 'VI_1', reason: 'advertisement-timeout' },
  ],
  [
    'VRRP_Instance(VI_1) Received higher prio advert',
    { kind: 'election', instance: 'VI_1', reason: 'higher-priority-received' },
  ],
  [
    'VRRP_Instance(VI_1) Received higher prio advert 150',
    { kind: 'election', instance: 'VI_1', reason: 'higher-priority-received', peerPriority: 150 },
  ],
  [
    'VRRP_Instance(VI_1) Received lower prio advert, forcing new election',
    { kind: 'election', instance: 'VI_1', reason: 'lower-priority-received' },
  ],
  [
    'VRRP_Instance(VI_1) Received lower prio advert 50, forcing new election',
    { kind: 'election', instance: 'VI_1', reason: 'lower-priority-received', peerPriority: 50 },
  ],
  [
    'VRRP_Instance(VI_1) Received advert with higher priority 150, ours 100',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'higher-priority-received',
      peerPriority: 150,
      ourPriority: 100,
    },
  ],
  [
    'VRRP_Instance(VI_1) Received advert with lower priority 50, ours 100, forcing new election',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'lower-priority-received',
      peerPriority: 50,
      ourPriority: 100,
    },
  ],
  [
    'VRRP_Instance(VI_1) Master received advert with higher priority 150, ours 100',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'higher-priority-received',
      peerPriority: 150,
      ourPriority: 100,
    },
  ],
  [
    'VRRP_Instance(VI_1) Master received advert with same priority 100 but higher IP address than ours (192.168.50.2)',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'same-priority-higher-address',
      peer: '192.168.50.2',
      peerPriority: 100,
    },
  ],
  [
    '(VI_1) Master received advert from 192.168.50.2 with higher priority 150, ours 100',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'higher-priority-received',
      peer: '192.168.50.2',
      peerPriority: 150,
      ourPriority: 100,
    },
  ],
  [
    '(VI_1) Master received advert from fe80::1 with same priority 100 but higher IP address than ours',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'same-priority-higher-address',
      peer: 'fe80::1',
      peerPriority: 100,
    },
  ],
  [
    '(VI_1) Received advert from 192.168.50.2 with lower priority 99, ours 100, forcing new election',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'lower-priority-received',
      peer: '192.168.50.2',
      peerPriority: 99,
      ourPriority: 100,
    },
  ],
  [
    '(VI_1) Received advert from 192.168.50.2 with lower priority 99, ours 100',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'lower-priority-received',
      peer: '192.168.50.2',
      peerPriority: 99,
      ourPriority: 100,
    },
  ],
  [
    '(VI_1) received lower priority (99) advert from 192.168.50.2 - discarding',
    {
      kind: 'election',
      instance: 'VI_1',
      reason: 'lower-priority-discarded',
      peer: '192.168.50.2',
      peerPriority: 99,
    },
  ],
  [
    '(VI_1) Master received priority 0 or lower priority advert',
    { kind: 'election', instance: 'VI_1', reason: 'lower-priority-received' },
  ],
  [
    'VRRP_Instance(VI_1) forcing a new MASTER election',
    { kind: 'election', instance: 'VI_1', reason: 'forced' },
  ],
  [
    'VRRP_Instance(VI_1) prio is higher than received advert',
    { kind: 'election', instance: 'VI_1', reason: 'lower-priority-received' },
  ],
  ['VRRP_Instance(VI_1) sending 0 priority', { kind: 'priority-zero', instance: 'VI_1', direction: 'sent' }],
  ['VRRP_Instance(VI_1) sent 0 priority', { kind: 'priority-zero', instance: 'VI_1', direction: 'sent' }],
  ['(VI_1) sent 0 priority', { kind: 'priority-zero', instance: 'VI_1', direction: 'sent' }],
  [
    '(VI_1) Backup received priority 0 advertisement',
    { kind: 'priority-zero', instance: 'VI_1', direction: 'received' },
  ],
  [
    '(VI_1) Master received priority 0 message',
    { kind: 'priority-zero', instance: 'VI_1', direction: 'received' },
  ],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(ELECTION_ROWS, CASES)).toEqual([]);
});

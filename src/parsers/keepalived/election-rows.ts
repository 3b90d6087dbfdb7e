import type { ElectionReason, KeepalivedEvent } from '../../model/keepalived-event.ts';
import { figure } from './captured.ts';
import type { MessageRow } from './message-table.ts';

const BY_COMPARISON: ReadonlyMap<string, ElectionReason> = new Map([
  ['higher', 'higher-priority-received'],
  ['lower', 'lower-priority-received'],
]);

interface Advert {
  readonly peer?: string | undefined;
  readonly peerPriority?: string | undefined;
  readonly ourPriority?: string | undefined;
}

function election(instance: string, reason: ElectionReason, advert: Advert = {}): KeepalivedEvent {
  return {
    kind: 'election',
    instance,
    reason,
    peer: advert.peer,
    peerPriority: figure(advert.peerPriority),
    ourPriority: figure(advert.ourPriority),
  };
}

/**
 * What keepalived logs of elections, without the instance in front.
 * Source: keepalived/vrrp/{vrrp,vrrp_scheduler,vrrp_sync}.c at tags v1.1.19 to v2.4.3.
 */
export const ELECTION_ROWS: readonly MessageRow[] = [
  // 2.0.5 and later
  {
    text: 'Receive advertisement timeout',
    event: (_, instance) => election(instance, 'advertisement-timeout'),
  },
  // Up to 1.2.19; 1.2.20 to 1.2.24 with the priority
  {
    text: 'Received higher prio advert',
    event: (_, instance) => election(instance, 'higher-priority-received'),
  },
  {
    text: 'Received higher prio advert {n}',
    event: ([, peerPriority], instance) => election(instance, 'higher-priority-received', { peerPriority }),
  },
  {
    text: 'Received lower prio advert, forcing new election',
    event: (_, instance) => election(instance, 'lower-priority-received'),
  },
  {
    text: 'Received lower prio advert {n}, forcing new election',
    event: ([, peerPriority], instance) => election(instance, 'lower-priority-received', { peerPriority }),
  },
  // 1.3.5 to 1.4.5
  {
    text: 'Received advert with {higher|lower} priority {n}, ours {n}{?, forcing new election}',
    event: ([, comparison = '', peerPriority, ourPriority], instance) => {
      const reason = BY_COMPARISON.get(comparison);
      return reason === undefined ? undefined : election(instance, reason, { peerPriority, ourPriority });
    },
  },
  // 1.4.5
  {
    text: 'Master received advert with higher priority {n}, ours {n}',
    event: ([, peerPriority, ourPriority], instance) =>
      election(instance, 'higher-priority-received', { peerPriority, ourPriority }),
  },
  {
    text: 'Master received advert with same priority {n} but higher IP address than ours ({ip})',
    event: ([, peerPriority, peer], instance) =>
      election(instance, 'same-priority-higher-address', { peer, peerPriority }),
  },
  // 2.0 and later
  {
    text: 'Master received advert from {ip} with higher priority {n}, ours {n}',
    event: ([, peer, peerPriority, ourPriority], instance) =>
      election(instance, 'higher-priority-received', { peer, peerPriority, ourPriority }),
  },
  {
    text: 'Master received advert from {ip} with same priority {n} but higher IP address than ours',
    event: ([, peer, peerPriority], instance) =>
      election(instance, 'same-priority-higher-address', { peer, peerPriority }),
  },
  {
    text: 'Received advert from {ip} with lower priority {n}, ours {n}{?, forcing new election}',
    event: ([, peer, peerPriority, ourPriority], instance) =>
      election(instance, 'lower-priority-received', { peer, peerPriority, ourPriority }),
  },
  // A backup that waits to take over from a lower master: once a second
  {
    text: 'received lower priority ({n}) advert from {ip} - discarding',
    event: ([, peerPriority, peer], instance) =>
      election(instance, 'lower-priority-discarded', { peer, peerPriority }),
  },
  // 2.0.6 to 2.0.20
  {
    text: 'Master received priority 0 or lower priority advert',
    event: (_, instance) => election(instance, 'lower-priority-received'),
  },
  // Up to 1.4.5
  { text: 'forcing a new MASTER election', event: (_, instance) => election(instance, 'forced') },
  {
    text: 'prio is higher than received advert',
    event: (_, instance) => election(instance, 'lower-priority-received'),
  },

  // 1.2.7 to 1.2.19 `sending`, then `sent`
  {
    text: '{sending|sent} 0 priority',
    event: (_, instance) => ({ kind: 'priority-zero', instance, direction: 'sent' }),
  },
  // 2.0 and later
  {
    text: 'Backup received priority 0 advertisement',
    event: (_, instance) => ({ kind: 'priority-zero', instance, direction: 'received' }),
  },
  {
    text: 'Master received priority 0 message',
    event: (_, instance) => ({ kind: 'priority-zero', instance, direction: 'received' }),
  },
];

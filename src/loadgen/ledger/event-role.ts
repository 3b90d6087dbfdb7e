import type { LedgerEvent } from './ledger-event.ts';

export type CauseKind = 'vrrp' | 'real-server' | 'haproxy';

/**
 * What an event means for queries: somebody noticed that something is wrong; a server or a director went; a director
 * took over, or told the network that it did; a server came.
 */
export type EventPart = 'notice' | 'leave' | 'take' | 'announce' | 'come';

/** What an event is part of. */
export interface EventRole {
  readonly kind: CauseKind;
  readonly part: EventPart;
  /**
   * The thing that changed, the same on all nodes: an instance, a real server's address, a HAProxy server. Undefined:
   * whichever of its kind changed at that time, as an address that has moved.
   */
  readonly thing: string | undefined;
}

type Teller = (event: LedgerEvent) => EventPart | undefined;

const byTone: Teller = ({ tone }) => (tone === 'bad' ? 'leave' : tone === 'good' ? 'come' : undefined);
const noticeIfBad: Teller = ({ tone }) => (tone === 'bad' ? 'notice' : undefined);
const always =
  (part: EventPart): Teller =>
  () =>
    part;

/** An operator's own doings are of no tone, and cost queries all the same. */
const byWeight: Teller = ({ from, to }) => (to === '0' ? 'leave' : from === '0' ? 'come' : undefined);

const STATE_PARTS: Readonly<Record<string, EventPart>> = {
  MASTER: 'take',
  BACKUP: 'leave',
  FAULT: 'leave',
  STOP: 'leave',
};

const VRRP: Readonly<Record<string, Teller>> = {
  state: ({ to = '' }) => own(STATE_PARTS, to),
  election: always('notice'),
  'priority-zero': always('notice'),
  fault: always('notice'),
  garp: always('announce'),
  priority: noticeIfBad,
  'sync-group': ({ to = '' }) => own(STATE_PARTS, to),
  conflict: always('notice'),
  script: noticeIfBad,
  interface: noticeIfBad,
  tracked: noticeIfBad,
};

/** Kinds whose subject is an instance. */
const OF_INSTANCES: ReadonlySet<string> = new Set([
  'state',
  'election',
  'priority-zero',
  'fault',
  'priority',
]);

const DIRECTOR: Readonly<Record<string, Teller>> = {
  stopped: always('leave'),
  'child-died': always('leave'),
};

const REAL_SERVER: Readonly<Record<string, Teller>> = {
  check: noticeIfBad,
  removed: always('leave'),
  disabled: always('leave'),
  down: always('leave'),
  added: always('come'),
  enabled: always('come'),
  up: always('come'),
  weight: byWeight,
  quorum: byTone,
  'sorry-server': byTone,
};

const HAPROXY: Readonly<Record<string, Teller>> = {
  state: byTone,
  removed: always('leave'),
  added: always('come'),
  restart: always('leave'),
};

/** What an event may have to do with lost queries; undefined: nothing. */
export function roleOf(event: LedgerEvent): EventRole | undefined {
  const { layer, kind, subject } = event;
  const role = (
    of: CauseKind,
    part: EventPart | undefined,
    thing: string | undefined,
  ): EventRole | undefined => part && { kind: of, part, thing };
  switch (layer) {
    case 'vrrp':
      return role('vrrp', own(VRRP, kind)?.(event), OF_INSTANCES.has(kind) ? subject : undefined);
    case 'vip':
      return role(
        'vrrp',
        event.to === 'owner' ? 'announce' : event.from === 'owner' ? 'leave' : undefined,
        undefined,
      );
    case 'keepalived':
      return Object.hasOwn(DIRECTOR, kind)
        ? role('vrrp', own(DIRECTOR, kind)?.(event), undefined)
        : role('real-server', own(REAL_SERVER, kind)?.(event), realServerOf(subject));
    case 'ipvs':
      return role('real-server', own(REAL_SERVER, kind)?.(event), realServerOf(subject));
    case 'haproxy':
      return role('haproxy', own(HAPROXY, kind)?.(event), subject);
    case 'bind':
      return role('real-server', kind === 'restart' ? 'leave' : undefined, `named on ${event.node}`);
    default:
      return undefined;
  }
}

/** Kinds and states come from other programs, and may be called `constructor`. */
function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** `udp/192.168.56.185:53 192.168.56.183:53` is the real server of a virtual one. */
function realServerOf(subject: string): string {
  return subject.slice(subject.lastIndexOf(' ') + 1);
}

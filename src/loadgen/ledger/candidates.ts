import type { Disturbance } from './disturbance.ts';
import { type CauseKind, type EventPart, roleOf } from './event-role.ts';
import type { Candidate } from './ledger-entry.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { isAtTheEnd, type Nearness } from './nearness.ts';
import type { RoleEvent } from './role-event.ts';

/** An event near a disturbance, with its place in the list of events. */
export interface NearEvent {
  readonly at: number;
  readonly event: LedgerEvent;
  readonly nearness: Nearness;
}

/** A candidate with what decides between several. */
export interface WeighedCandidate extends Candidate {
  readonly weight: number;
  readonly roleEvents: readonly RoleEvent[];
}

interface Reason {
  readonly weight: number;
  readonly text: string;
}

interface Thing {
  readonly kind: CauseKind;
  readonly subject: string;
  readonly events: RoleEvent[];
}

/** Of candidates that weigh the same, whichever can have hit more comes first. */
const ORDER: readonly CauseKind[] = ['vrrp', 'real-server', 'haproxy'];

/** How much it speaks for a cause that something of it happened then. */
const WEIGHTS: Readonly<Record<EventPart, Readonly<Record<Nearness, number>>>> = {
  take: { before: 1, within: 3, after: 1 },
  announce: { before: 0, within: 2, after: 1 },
  leave: { before: 2, within: 3, after: 1 },
  notice: { before: 1, within: 2, after: 1 },
  come: { before: 1, within: 1, after: 0 },
};
/** Nothing that only came back explains a loss before it. */
const LEAST_WEIGHT = 1;

const PART_TEXTS: Readonly<Record<CauseKind, Readonly<Record<EventPart, string>>>> = {
  vrrp: {
    take: 'another director took over',
    announce: 'the addresses were announced',
    leave: 'a director gave up',
    notice: 'a director noticed',
    come: 'a director came back',
  },
  'real-server': {
    take: 'it took over',
    announce: 'it was announced',
    leave: 'it was taken out',
    notice: 'its check failed',
    come: 'it was put in',
  },
  haproxy: {
    take: 'it took over',
    announce: 'it was announced',
    leave: 'it went down',
    notice: 'its check failed',
    come: 'it came up',
  },
};
const NEARNESS_TEXTS: Readonly<Record<Nearness, string>> = {
  before: ' just before it',
  within: '',
  after: ' soon after it',
};

/** Everything that changed near a disturbance and may have to do with it, the likeliest first. */
export function weighCandidates(
  disturbance: Disturbance,
  near: readonly NearEvent[],
): readonly WeighedCandidate[] {
  return thingsOf(near)
    .map((thing) => weigh(thing, disturbance))
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** Events by what they are of; one that names no thing belongs to all of its kind, or is one alone. */
function thingsOf(near: readonly NearEvent[]): readonly Thing[] {
  const things = new Map<string, Thing>();
  const shared: RoleEvent[] = [];
  for (const one of near) {
    const role = roleOf(one.event);
    if (role === undefined) continue;
    const { kind, thing } = role;
    if (thing === undefined) {
      shared.push({ ...one, role });
      continue;
    }
    const key = `${kind} ${thing}`;
    const known = things.get(key) ?? { kind, subject: thing, events: [] };
    things.set(key, known);
    known.events.push({ ...one, role });
  }
  const [first] = shared;
  if (first !== undefined && ![...things.values()].some(({ kind }) => kind === 'vrrp')) {
    things.set('vrrp', { kind: 'vrrp', subject: nameOf(first.event), events: [] });
  }
  return [...things.values()].map((thing) => ({
    ...thing,
    events: [...thing.events, ...shared.filter(({ role }) => role.kind === thing.kind)].sort(
      (a, b) => a.at - b.at,
    ),
  }));
}

/** `keepalived` is on every director. */
function nameOf({ subject, node }: LedgerEvent): string {
  return subject === 'keepalived' ? `keepalived on ${node}` : subject;
}

function weigh({ kind, subject, events }: Thing, disturbance: Disturbance): WeighedCandidate {
  const reasons = [
    ...partReasons(kind, events),
    ...endReasons(kind, events, disturbance),
    ...flowReasons(kind, disturbance),
  ];
  return {
    kind,
    subject,
    events: events.map(({ at }) => at),
    speaksFor: reasons.filter(({ weight }) => weight > 0).map(({ text }) => text),
    speaksAgainst: reasons.filter(({ weight }) => weight < 0).map(({ text }) => text),
    // Where nothing happened to it that could cost queries, how many flows were hit says nothing of it.
    weight: partReasons(kind, events).length === 0 ? 0 : reasons.reduce((sum, one) => sum + one.weight, 0),
    roleEvents: events,
  };
}

/** Each part counts once, where it fits best. */
function partReasons(kind: CauseKind, events: readonly RoleEvent[]): readonly Reason[] {
  const best = new Map<EventPart, Reason>();
  for (const { role, nearness } of events) {
    const weight = WEIGHTS[role.part][nearness];
    if (weight <= (best.get(role.part)?.weight ?? 0)) continue;
    best.set(role.part, { weight, text: `${PART_TEXTS[kind][role.part]}${NEARNESS_TEXTS[nearness]}` });
  }
  return [...best.values()];
}

const ENDING: Readonly<Record<CauseKind, ReadonlySet<EventPart>>> = {
  vrrp: new Set(['take', 'announce']),
  'real-server': new Set(['leave']),
  haproxy: new Set(['leave']),
};

function endReasons(
  kind: CauseKind,
  events: readonly RoleEvent[],
  disturbance: Disturbance,
): readonly Reason[] {
  const ends = events.some(
    ({ event, role }) => ENDING[kind].has(role.part) && isAtTheEnd(event, disturbance),
  );
  return ends ? [{ weight: 2, text: 'the first good answer came right after that' }] : [];
}

/** A director carries all flows, a real server its own. */
function flowReasons(kind: CauseKind, { isPartial, flows }: Disturbance): readonly Reason[] {
  if (kind === 'vrrp') {
    return isPartial
      ? [{ weight: -1, text: 'some flows went on' }]
      : [{ weight: 1, text: 'all flows were hit' }];
  }
  const origins = [...new Set(flows.flatMap(({ origin }) => origin ?? []))];
  const [first] = origins;
  return [
    isPartial ? { weight: 1, text: 'some flows went on' } : { weight: -1, text: 'all flows were hit' },
    ...(origins.length > 1
      ? [{ weight: -2, text: `flows of ${origins.length} servers were hit` }]
      : first === undefined
        ? []
        : [{ weight: 2, text: `all flows that were hit had been answered by ${first}` }]),
  ];
}

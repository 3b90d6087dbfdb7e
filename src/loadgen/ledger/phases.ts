import type { CauseKind, EventPart } from './event-role.ts';
import type { Phase } from './ledger-entry.ts';
import { boundsOf, type Stamp, stampOf } from './ledger-event.ts';
import { eventsWith, type RoleEvent, takeOf } from './role-event.ts';

interface Milestone {
  readonly name: Phase['name'];
  readonly stamp: Stamp;
  readonly event?: number;
}

/** What ends each phase of a failover, in the order in which they follow each other. */
const VRRP_STEPS: readonly (readonly [Phase['name'], ReadonlySet<EventPart>])[] = [
  ['detect', new Set(['notice', 'leave'])],
  ['elect', new Set(['take'])],
  ['announce', new Set(['announce'])],
];
const SERVER_STEPS: typeof VRRP_STEPS = [
  ['detect', new Set(['notice'])],
  ['remove', new Set(['leave'])],
];
const STEPS: Readonly<Record<CauseKind, typeof VRRP_STEPS>> = {
  vrrp: VRRP_STEPS,
  'real-server': SERVER_STEPS,
  haproxy: SERVER_STEPS,
};

/** Of lines that are dated in whole seconds, beside those that have fractions. */
const LINE_ERROR_SECONDS = 0.5;

const byClient = (atSeconds: number): Stamp => ({
  atSeconds,
  spanErrorSeconds: 0,
  clockErrorSeconds: 0,
  node: undefined,
});

/**
 * The phases of a disturbance from the first loss on. What noticed it cannot have come before it, and what ended it not
 * after the first good answer: a time that clocks or whole seconds put there is moved to that bound, so that the phases
 * add up to what the client saw.
 *
 * @param events of one cause
 * @returns nothing where no event of it has a part
 */
export function phasesOf(
  { firstLostSeconds, firstGoodSeconds }: { firstLostSeconds: number; firstGoodSeconds?: number },
  kind: CauseKind,
  events: readonly RoleEvent[],
): readonly Phase[] {
  const milestones = milestonesOf(kind, events);
  if (milestones.length === 0) return [];
  const end = firstGoodSeconds ?? Number.POSITIVE_INFINITY;
  const answered: Milestone[] =
    firstGoodSeconds === undefined ? [] : [{ name: 'first-answer', stamp: byClient(firstGoodSeconds) }];
  let before = byClient(firstLostSeconds);
  let isFirst = true;
  return [...milestones, ...answered].map(({ name, stamp, event }) => {
    const atSeconds = Math.min(Math.max(stamp.atSeconds, before.atSeconds), end);
    const errorSeconds = betweenError(before, stamp);
    const phase: Phase = {
      name,
      seconds: atSeconds - before.atSeconds,
      errorSeconds,
      isOrdered: isFirst || stamp.atSeconds - before.atSeconds > errorSeconds,
      ...(event !== undefined && { event }),
    };
    before = { ...stamp, atSeconds };
    isFirst = false;
    return phase;
  });
}

/**
 * Of each step the first event that is not surely before that of the step before. What noticed cannot have come surely
 * after what was done about it: a master that hears of its successor is no news.
 */
function milestonesOf(kind: CauseKind, events: readonly RoleEvent[]): readonly Milestone[] {
  const steps = STEPS[kind];
  const taken = takeOf(events);
  const done = kind === 'vrrp' ? taken : firstExact(eventsWith(events, steps[1]?.[1] ?? new Set()));
  const latest = done === undefined ? Number.POSITIVE_INFINITY : boundsOf(done.event).toSeconds;
  let from = Number.NEGATIVE_INFINITY;
  return steps.flatMap(([name, parts], at) => {
    const inTime = eventsWith(events, parts).filter(({ event }) => {
      const { fromSeconds, toSeconds } = boundsOf(event);
      return toSeconds >= from && (at > 0 || fromSeconds <= latest);
    });
    const found = name === 'elect' ? taken : firstExact(inTime);
    if (found === undefined) return [];
    from = boundsOf(found.event).fromSeconds;
    return [{ name, stamp: stampOf(found.event), event: found.at }];
  });
}

/** A line of a log says when it was; what differs between two collections, only that it was between them. */
function firstExact(events: readonly RoleEvent[]): RoleEvent | undefined {
  const errors = events.map(({ event }) => stampOf(event).spanErrorSeconds);
  const most = 2 * Math.min(...errors) + LINE_ERROR_SECONDS;
  return events.find((_, at) => (errors[at] ?? 0) <= most);
}

/** Two events of one node are by one clock, whatever that says. */
function betweenError(one: Stamp, other: Stamp): number {
  const clocks = one.node === other.node ? 0 : one.clockErrorSeconds + other.clockErrorSeconds;
  return one.spanErrorSeconds + other.spanErrorSeconds + clocks;
}

import { type DirectorTiming, TAKE_EFFECT_SECONDS } from './budget.ts';
import { type NearEvent, type WeighedCandidate, weighCandidates } from './candidates.ts';
import { type BudgetQuestion, chooseBudget } from './choose-budget.ts';
import type { Disturbance } from './disturbance.ts';
import { type CauseKind, type EventPart, roleOf } from './event-role.ts';
import { failBacks } from './fail-backs.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { endOf, nearnessOf } from './nearness.ts';
import { phasesOf } from './phases.ts';
import { eventsWith, type RoleEvent, takeOf } from './role-event.ts';

/** How long it may take keepalived to notice a dead real server where no configuration says. */
const DETECTION_SECONDS = 10;

/** What tells most of a cause, first what tells more. */
const TELLING: Readonly<Record<CauseKind, readonly EventPart[]>> = {
  vrrp: ['take', 'leave', 'announce', 'notice'],
  'real-server': ['leave', 'notice', 'come'],
  haproxy: ['leave', 'notice', 'come'],
};

/**
 * Joins what the client lost with what the stack did. A cause is named where something that can cost queries happened
 * near a disturbance; where nothing did, that is said.
 *
 * @param events by time
 * @param directors what their configurations allow; without one there are no budgets
 */
export function attribute(
  disturbances: readonly Disturbance[],
  events: readonly LedgerEvent[],
  directors: readonly DirectorTiming[] = [],
): readonly LedgerEntry[] {
  const returns = failBacks(events, disturbances);
  return disturbances.map((disturbance, at) => {
    const near = eventsNear(disturbance, disturbances[at - 1], events, directors);
    const candidates = weighCandidates(disturbance, near);
    const [likeliest] = candidates;
    const shown = near.map((one) => one.at);
    const base = {
      disturbance: at,
      events: shown,
      clockErrorSeconds: Math.max(0, ...near.map(({ event }) => event.clockErrorSeconds)),
    };
    if (likeliest === undefined) {
      const cause = { kind: 'unknown' as const, text: 'nothing known', candidates: [] };
      return { ...base, cause, phases: [], isFailBack: false };
    }
    const telling = tellingEvent(likeliest);
    const budget = budgetOf(likeliest, disturbance, directors);
    const isFailBack = returns.has(takeOf(likeliest.roleEvents)?.at ?? -1);
    return {
      ...base,
      cause: {
        kind: likeliest.kind,
        text: causeText(likeliest, isFailBack),
        ...(telling !== undefined && { event: telling.at }),
        candidates: candidates.map(({ weight: _, roleEvents: __, ...candidate }) => candidate),
      },
      phases: phasesOf(disturbance, likeliest.kind, likeliest.roleEvents),
      isFailBack,
      ...(budget !== undefined && !isFailBack && { budget }),
    };
  });
}

/** What belongs to the end of the disturbance before it is not what this one began with. */
function eventsNear(
  disturbance: Disturbance,
  previous: Disturbance | undefined,
  events: readonly LedgerEvent[],
  directors: readonly DirectorTiming[],
): readonly NearEvent[] {
  const detectionSeconds = detectionOf(directors);
  return events.flatMap((event, at) => {
    const nearness = nearnessOf(event, disturbance, isDetection(event) ? detectionSeconds : 0);
    if (nearness === undefined) return [];
    const isOfPrevious =
      nearness === 'before' && previous !== undefined && event.atSeconds <= endOf(previous);
    return isOfPrevious ? [] : [{ at, event, nearness }];
  });
}

/** Directors are missed while the addresses are away; servers by checks that may come when the server is back. */
function isDetection(event: LedgerEvent): boolean {
  const role = roleOf(event);
  return role !== undefined && role.kind !== 'vrrp' && role.part !== 'come';
}

function detectionOf(directors: readonly DirectorTiming[]): number {
  const budgets = directors.flatMap(({ realServers }) =>
    realServers.flatMap(({ address, port }) => {
      const realServer = port === undefined ? address : `${address}:${port}`;
      return chooseBudget({ kind: 'real-server', realServer }, directors)?.allowedSeconds ?? [];
    }),
  );
  return budgets.length === 0 ? DETECTION_SECONDS : Math.max(...budgets);
}

function tellingEvent({ kind, roleEvents }: WeighedCandidate): RoleEvent | undefined {
  const part = TELLING[kind].find((one) => roleEvents.some(({ role }) => role.part === one));
  if (part === undefined || part === 'take') return takeOf(roleEvents);
  return eventsWith(roleEvents, new Set([part]))[0];
}

function causeText(candidate: WeighedCandidate, isFailBack: boolean): string {
  const { kind, subject, roleEvents } = candidate;
  if (kind === 'vrrp') {
    const taker = takerOf(candidate);
    const how = isFailBack ? 'went back' : hasLeft(candidate) ? 'was given over' : 'went';
    return taker === undefined ? `${subject} changed` : `${subject} ${how} to ${taker}`;
  }
  const telling = tellingEvent(candidate)?.event ?? roleEvents[0]?.event;
  const { kind: what = 'changed', to, detail } = telling ?? {};
  const change = to === undefined ? what : what === 'state' ? to : `${what} ${to}`;
  return `${subject} ${change}${detail === undefined ? '' : ` (${detail})`}`;
}

function takerOf({ roleEvents }: WeighedCandidate): string | undefined {
  return takeOf(roleEvents)?.event.node;
}

/** Its master said that it went: it need not be missed first. */
function hasLeft({ roleEvents }: WeighedCandidate): boolean {
  const take = takeOf(roleEvents);
  const before = take === undefined ? roleEvents : roleEvents.slice(0, roleEvents.indexOf(take));
  return before.some(
    ({ event }) => event.kind === 'priority-zero' || (event.layer === 'vrrp' && event.from === 'MASTER'),
  );
}

function budgetOf(
  candidate: WeighedCandidate,
  { outageByStampsSeconds }: Disturbance,
  directors: readonly DirectorTiming[],
): LedgerEntry['budget'] {
  const question = budgetQuestion(candidate);
  const budget = question && chooseBudget(question, directors);
  return (
    budget && { ...budget, isExceeded: outageByStampsSeconds > budget.allowedSeconds + TAKE_EFFECT_SECONDS }
  );
}

function budgetQuestion(candidate: WeighedCandidate): BudgetQuestion | undefined {
  const { kind, subject, roleEvents } = candidate;
  if (kind === 'real-server') return { kind, realServer: subject };
  if (kind === 'haproxy') return undefined;
  return {
    kind: hasLeft(candidate) ? 'leave' : 'crash',
    instance: roleEvents.find(({ role }) => role.thing !== undefined)?.role.thing,
    taker: takerOf(candidate),
  };
}

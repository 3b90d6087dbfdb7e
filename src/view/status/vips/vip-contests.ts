import { givenUpTransition } from '../../../model/given-up-transition.ts';
import { addToGroup } from '../../../model/group-by.ts';
import type { VrrpState } from '../../../model/keepalived-event.ts';
import type { StackEvent } from '../../../model/stack-event.ts';
import type { NodeStatus } from '../node-status.ts';
import type { VipClaim } from '../verdict.ts';
import type { Director } from './directors.ts';
import { directorName } from './directors.ts';
import type { ClockOffsets } from './peer-clocks.ts';

/** Two directors that became MASTER within this had no word of each other: an advertisement takes a second. */
const CONTEST_SECONDS = 3;
const GIVEN_UP = givenUpTransition('MASTER');
/** A contest that is older concerns nobody: caches of addresses have been asked again since. */
export const CONTEST_MEMORY_SECONDS = 300;

/** Steps of one address that are looked at; a director that flaps makes many. */
const MAX_STEPS = 64;

/** Other events of an instance tell its new priority. */
const STATES: ReadonlySet<string> = new Set([
  'INIT',
  'BACKUP',
  'MASTER',
  'FAULT',
  'STOP',
] satisfies VrrpState[]);

/** An election in which more than one director claimed the address. */
interface VipContest {
  /** When the last of its claims was given up, or was made where none was. */
  readonly endedAtSeconds: number;
  /** Directors that took part. */
  readonly directors: readonly string[];
}

interface Step {
  readonly director: string;
  readonly state: 'MASTER' | 'other';
  readonly earliestSeconds: number;
  readonly latestSeconds: number;
}

/** What the events of the last minutes tell of elections and of addresses that came. */
export class VipContests {
  private readonly steps = new Map<string, Step[]>();
  private readonly arrivals = new Map<string, number>();

  constructor(
    nodes: readonly NodeStatus[],
    events: readonly StackEvent[],
    nowSeconds: number,
    offsets: ClockOffsets,
  ) {
    const byName = new Map(nodes.map((node) => [node.node, node]));
    for (const event of events) {
      const aheadSeconds = offsets.get(event.node) ?? 0;
      const atSeconds = seconds(event.timeNs) - aheadSeconds;
      if (event.layer === 'vip') {
        const key = pair(event.node, event.subject);
        this.arrivals.set(key, Math.max(atSeconds, this.arrivals.get(key) ?? atSeconds));
      }
      if (event.layer !== 'vrrp' || !STATES.has(event.to ?? '')) continue;
      if (nowSeconds - atSeconds > CONTEST_MEMORY_SECONDS) continue;
      const node = byName.get(event.node);
      const director = node === undefined ? event.source : directorName(node, event.source);
      const step: Step = {
        director,
        state: event.to === 'MASTER' ? 'MASTER' : 'other',
        earliestSeconds: seconds(event.earliestNs) - aheadSeconds,
        latestSeconds: seconds(event.latestNs) - aheadSeconds,
      };
      // Its claim was made an advertisement's interval before, and was told with the end of it only.
      if (event.detail === GIVEN_UP) this.add(event.subject, { ...step, state: 'MASTER' });
      this.add(event.subject, step);
    }
  }

  private add(instance: string, step: Step): void {
    addToGroup(this.steps, pair(step.director, instance), step);
  }

  /** When a node's interfaces were seen to change their part in an address. */
  arrival(director: Director, vip: string): number | undefined {
    return this.arrivals.get(pair(director.name, vip));
  }

  /** The last contest among those who claim an address. */
  latest(claims: readonly VipClaim[]): VipContest | undefined {
    const steps = claims
      .flatMap((claim) => [
        ...settledMaster(claim),
        ...(this.steps.get(pair(claim.director, claim.instance)) ?? []),
      ])
      .sort((one, other) => one.earliestSeconds - other.earliestSeconds)
      .slice(-MAX_STEPS);
    for (let at = steps.length - 1; at > 0; at -= 1) {
      const last = steps[at];
      if (last?.state !== 'MASTER') continue;
      const contest = contestOf(last, steps.slice(0, at), steps.slice(at));
      if (contest !== undefined) return contest;
    }
    return undefined;
  }
}

/** One that is MASTER for longer than events are looked at, or became it before they were read. */
function settledMaster({ director, state, sinceSeconds }: VipClaim): Step[] {
  if (state !== 'MASTER' || sinceSeconds === undefined) return [];
  return [{ director, state, earliestSeconds: sinceSeconds, latestSeconds: sinceSeconds }];
}

/**
 * Whether a claim was contested: by one that was made at the same time, or by one that stood all the while until the
 * later one was given up. That a MASTER gives way when another comes is no contest.
 */
function contestOf(last: Step, before: readonly Step[], after: readonly Step[]): VipContest | undefined {
  const rival = before.findLast(({ director }) => director !== last.director);
  if (rival === undefined || (rival.state !== 'MASTER' && rival.latestSeconds < last.earliestSeconds))
    return undefined;
  const claim = before.findLast(({ director, state }) => director === rival.director && state === 'MASTER');
  if (claim === undefined) return undefined;
  const yielded = after.find(({ state }) => state === 'other');
  const isRace = last.earliestSeconds - claim.latestSeconds <= CONTEST_SECONDS;
  const isHealed =
    yielded?.director === last.director && yielded.earliestSeconds - last.latestSeconds > CONTEST_SECONDS;
  if (!isRace && !isHealed) return undefined;
  return {
    endedAtSeconds: Math.max(last.earliestSeconds, yielded?.earliestSeconds ?? 0),
    directors: [claim.director, last.director],
  };
}

function pair(director: string, subject: string): string {
  return `${subject} ${director}`;
}

function seconds(ns: bigint): number {
  return Number(ns) / 1e9;
}

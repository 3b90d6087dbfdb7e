import type { FeedReport } from '../../../loadgen/ledger/ledger-entry.ts';
import type { LedgerEvent } from '../../../loadgen/ledger/ledger-event.ts';
import type { NewEvent } from '../../../model/stack-event.ts';
import type { FeedResult } from './event-feed.ts';

/** Events of all feeds by this host's clock. */
export interface GatheredEvents {
  /** By time. */
  readonly events: readonly LedgerEvent[];
  readonly leftOut: number;
  readonly feeds: readonly FeedReport[];
}

const MOST_EVENTS = 10_000;
/** A change may take effect a while later; of what was before, only who held which address matters. */
const BEFORE_SECONDS = 60;

/** Puts the events of several feeds on the run's own time; one that two feeds tell stands there once. */
export function gatherEvents(results: readonly FeedResult[], startedAtSeconds: number): GatheredEvents {
  const startNs = BigInt(Math.round(startedAtSeconds * 1e6)) * 1000n;
  const told = new Set<string>();
  const all = results.flatMap(({ events, clock }) =>
    events.flatMap((event) => {
      const { node, layer, kind, subject, to, timeNs } = event;
      const key = JSON.stringify([node, layer, kind, subject, to, String(timeNs)]);
      if (told.has(key)) return [];
      told.add(key);
      return [ledgerEvent(event, startNs, clock)];
    }),
  );
  const near = relevant(all.sort((a, b) => a.atSeconds - b.atSeconds));
  return {
    events: near.slice(0, MOST_EVENTS),
    leftOut: Math.max(0, near.length - MOST_EVENTS),
    feeds: results.map(({ source, node, events, clock, remarks }) => ({
      source,
      ...(node !== undefined && { node }),
      events: events.filter(({ latestNs }) => latestNs >= startNs).length,
      ...(clock !== undefined && { clock }),
      remarks,
    })),
  };
}

function ledgerEvent(event: NewEvent, startNs: bigint, clock: FeedResult['clock']): LedgerEvent {
  const { node, layer, kind, subject, from, to, tone, detail, line, timeNs, earliestNs, latestNs } = event;
  const { offsetSeconds = 0, errorSeconds = 0 } = clock ?? {};
  const seconds = (ns: bigint): number => Number(ns - startNs) / 1e9 - offsetSeconds;
  return {
    node,
    layer,
    kind,
    subject,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    tone,
    ...(detail !== undefined && { detail }),
    ...(line !== undefined && { line }),
    atSeconds: seconds(timeNs),
    earliestSeconds: seconds(earliestNs),
    latestSeconds: seconds(latestNs),
    clockErrorSeconds: errorSeconds,
  };
}

/** Those of the run, and of what was before it the last state of each instance of each director. */
function relevant(events: readonly LedgerEvent[]): readonly LedgerEvent[] {
  const first = events.findIndex(({ atSeconds }) => atSeconds >= -BEFORE_SECONDS);
  const at = first < 0 ? events.length : first;
  const states = new Map<string, LedgerEvent>();
  for (const event of events.slice(0, at)) {
    const { layer, kind, node, subject } = event;
    if (layer === 'vrrp' && kind === 'state') states.set(JSON.stringify([node, subject]), event);
  }
  return [...[...states.values()].sort((a, b) => a.atSeconds - b.atSeconds), ...events.slice(at)];
}

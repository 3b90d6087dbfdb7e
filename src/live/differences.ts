import { nsOfSeconds } from '../model/nanoseconds.ts';
import type { Subsystem } from '../model/snapshot.ts';
import { EVENT_TONES, type EventLayer, type NewEvent } from '../model/stack-event.ts';
import type { NodeStatus, SourceStatus } from '../view/status/node-status.ts';
import { haproxyDifferences } from './haproxy-differences.ts';
import { ipvsDifferences } from './ipvs-differences.ts';
import { lastRead, sourceKey } from './last-read.ts';
import { bindDifferences, sourceDifference, vipDifferences } from './node-differences.ts';
import type { ToldEvent } from './told-event.ts';

/** More of one layer come together where a whole configuration was replaced: they would push out all other events. */
export const MOST_OF_A_LAYER = 200;

type Comparison = (before: NodeStatus, after: NodeStatus, source: string) => ToldEvent[];

const COMPARISONS: Readonly<Record<Subsystem, Comparison>> = {
  haproxy: (before, after, source) => ofSource(before.haproxys, after.haproxys, source, haproxyDifferences),
  ipvs: ({ ipvs: before }, { ipvs: after }) => (before && after ? ipvsDifferences(before, after) : []),
  bind: (before, after, source) => ofSource(before.binds, after.binds, source, bindDifferences),
  vip: ({ vips: before }, { vips: after }) => vipDifferences(before, after),
  // Its own lines tell more, and when.
  keepalived: () => [],
};

/** Tells the changes of one node from each collection to the next. */
export class Differences {
  private known: NodeStatus | undefined;

  /** What changed between two collections, or since a source that failed in between could be read last. */
  between(before: NodeStatus, after: NodeStatus): NewEvent[] {
    const known = this.known ?? before;
    this.known = lastRead(known, after);
    return differences(before, after, known);
  }
}

/**
 * What changed between two collections of one node. A source that failed or was absent in one of them tells nothing but
 * that: what could not be read was not removed.
 *
 * @param known with what was read last of sources that had failed in `before`; see {@link lastRead}
 */
export function differences(before: NodeStatus, after: NodeStatus, known = before): NewEvent[] {
  const states = sourcesOfBoth(before, after).flatMap((sources) =>
    eventsOf(after.node, sources, sourceDifference(...sources)),
  );
  const contents = sourcesOfBoth(known, after)
    .filter((sources) => sources.every(({ state }) => state === 'ok'))
    .flatMap((sources) => {
      const [, { subsystem, source }] = sources;
      return eventsOf(after.node, sources, COMPARISONS[subsystem](known, after, source));
    });
  return bounded([...states, ...contents]);
}

type SourceTwice = readonly [before: SourceStatus, after: SourceStatus];

function sourcesOfBoth(before: NodeStatus, after: NodeStatus): SourceTwice[] {
  const known = new Map(before.sources.map((source) => [sourceKey(source), source]));
  return after.sources.flatMap((source) => {
    const was = known.get(sourceKey(source));
    return was === undefined ? [] : [[was, source] as const];
  });
}

function ofSource<Item extends { readonly source: string }>(
  before: readonly Item[],
  after: readonly Item[],
  source: string,
  compare: (before: Item, after: Item) => ToldEvent[],
): ToldEvent[] {
  const was = before.find((item) => item.source === source);
  const is = after.find((item) => item.source === source);
  return was === undefined || is === undefined || was === is ? [] : compare(was, is);
}

/** A change was seen when its source was read the second time, and happened since the first. */
function eventsOf(node: string, [before, after]: SourceTwice, changes: readonly ToldEvent[]): NewEvent[] {
  const timeNs = nsOfSeconds(after.finishedAtSeconds);
  const earliestNs = nsOfSeconds(Math.min(before.finishedAtSeconds, after.finishedAtSeconds));
  const { source } = after;
  return changes.map((change) => ({ timeNs, earliestNs, latestNs: timeNs, node, source, ...change }));
}

function bounded(events: readonly NewEvent[]): NewEvent[] {
  if (events.length <= MOST_OF_A_LAYER) return [...events];
  const byLayer = new Map<EventLayer, NewEvent[]>();
  for (const event of events) {
    const ofLayer = byLayer.get(event.layer);
    if (ofLayer === undefined) byLayer.set(event.layer, [event]);
    else ofLayer.push(event);
  }
  return [...byLayer.values()].flatMap((ofLayer) => [
    ...ofLayer.slice(0, MOST_OF_A_LAYER),
    ...summary(ofLayer.slice(MOST_OF_A_LAYER)),
  ]);
}

function summary(rest: readonly NewEvent[]): NewEvent[] {
  const [first] = rest;
  if (first === undefined) return [];
  const { timeNs, earliestNs, latestNs, node, layer, source } = first;
  const tone = EVENT_TONES.find((each) => rest.some((event) => event.tone === each)) ?? 'neutral';
  const subject = `${rest.length} more`;
  const detail = 'changes at once that are not listed';
  return [{ timeNs, earliestNs, latestNs, node, layer, source, kind: 'more', subject, tone, detail }];
}

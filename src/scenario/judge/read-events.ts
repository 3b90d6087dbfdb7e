import type { SeenEvent } from '../observe/vipscope-watch.ts';
import type { EventCondition, EventMatch } from '../plan/condition.ts';
import { type ConditionReading, type ConditionSources, oneLine } from './condition-reading.ts';

/** Counts the events that are meant. They come with the status; a vipscope that cannot be read tells none. */
export async function countEvents(
  { match, count }: EventCondition,
  { statuses, observations }: ConditionSources,
  sinceSeconds: number,
): Promise<ConditionReading> {
  const failures = await Promise.all([...statuses].map(([name, read]) => failureOf(name, read)));
  const found = observations.events.filter(
    ({ event, latestSeconds }) => latestSeconds >= sinceSeconds && matches(event, match),
  );
  return countReading(
    found,
    count,
    failures.filter((text) => text !== undefined),
  );
}

function matches(event: SeenEvent['event'], match: EventMatch): boolean {
  const { subject, ...exact } = match;
  if (subject !== undefined && !event.subject.includes(subject)) return false;
  return (Object.keys(exact) as (keyof typeof exact)[]).every((field) => event[field] === exact[field]);
}

function countReading(
  found: readonly SeenEvent[],
  count: number | undefined,
  failures: readonly string[],
): ConditionReading {
  const seen = found.length === 1 ? '1 event' : `${found.length} events`;
  const measured = [seen, ...failures].join('; ');
  if (count === undefined) return { holds: found.length > 0, measured };
  return {
    holds: found.length === count && failures.length === 0,
    measured,
    isFinal: found.length > count,
    untilTheEnd: true,
  };
}

async function failureOf(name: string, read: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    return `${name} could not be read: ${oneLine(error)}`;
  }
}

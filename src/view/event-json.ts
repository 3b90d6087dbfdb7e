import { z } from 'zod';
import { EVENT_LAYERS, EVENT_TONES, type StackEvent } from '../model/stack-event.ts';
import { isoTimeOfNs } from './iso-time.ts';
import { optionalText, text } from './status/document/schema-parts.ts';

/** Larger than every number of JSON, and than what a double holds: written as text. */
const nanoseconds = z
  .string()
  .regex(/^-?\d{1,20}$/, 'nanoseconds since 1970 are a whole number in quotes')
  .describe('Nanoseconds since 1970 by the clock of the node, as a decimal number in a string');

/** An event as all documents have it; see {@link StackEvent} for what its fields mean. */
export const eventSchema = z.object({
  id: z
    .int()
    .nonnegative()
    .describe('Unique on its node, and larger than that of every event that it knew before'),
  time: z.string().describe('`timeNs` for people: ISO 8601 in UTC, with milliseconds'),
  timeNs: nanoseconds,
  earliestNs: nanoseconds,
  latestNs: nanoseconds,
  node: text,
  layer: z.enum(EVENT_LAYERS),
  source: text.describe('Configured name of what was read'),
  kind: text,
  subject: text,
  from: optionalText,
  to: optionalText,
  tone: z.enum(EVENT_TONES),
  detail: optionalText,
  line: optionalText.describe('The log line that it came from'),
});

export type EventJson = z.infer<typeof eventSchema>;

/** An event for JSON, which has no numbers of its size. */
export function eventJson({ id, timeNs, earliestNs, latestNs, ...rest }: StackEvent): EventJson {
  return {
    id,
    time: isoTimeOfNs(timeNs),
    timeNs: String(timeNs),
    earliestNs: String(earliestNs),
    latestNs: String(latestNs),
    ...rest,
  };
}

/** The event that {@link eventJson} has written. */
export function eventOfJson({ time: _, timeNs, earliestNs, latestNs, ...rest }: EventJson): StackEvent {
  return {
    ...rest,
    timeNs: BigInt(timeNs),
    earliestNs: BigInt(earliestNs),
    latestNs: BigInt(latestNs),
  };
}

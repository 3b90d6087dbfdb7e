import { z } from 'zod';
import type { StackEvent } from '../model/stack-event.ts';
import { eventJson, eventOfJson, eventSchema } from './event-json.ts';
import { readDocument } from './read-document.ts';

/** Grows when a field changes its meaning or goes away; new fields do not change it. */
const EVENTS_DOCUMENT_VERSION = 1;

/** What `/events` answers with where JSON is asked for. */
export interface EventsDocument {
  readonly node: string;
  /** The node's clock when it answered. */
  readonly nowNs: bigint;
  /** Some that were asked for are not kept any more. */
  readonly missed: boolean;
  /** In the order of their ids. */
  readonly events: readonly StackEvent[];
}

const documentSchema = z.object({
  version: z.literal(EVENTS_DOCUMENT_VERSION),
  node: z.string().describe('Whose events these are'),
  nowNs: eventSchema.shape.timeNs.describe('The clock of the node when it answered'),
  missed: z.boolean().describe('Some that were asked for are not kept any more'),
  events: z.array(eventSchema).describe('In the order of their ids'),
});

const EVENTS_FORM = {
  schema: documentSchema,
  version: EVENTS_DOCUMENT_VERSION,
  isNot: 'it is not what vipscope gives at /events?since=',
};

/** Events as one JSON document. */
export function eventsJson({ node, nowNs, missed, events }: EventsDocument): string {
  const document = {
    version: EVENTS_DOCUMENT_VERSION,
    node,
    nowNs: String(nowNs),
    missed,
    events: events.map(eventJson),
  };
  return `${JSON.stringify(document)}\n`;
}

/**
 * Reads what {@link eventsJson} has written. Fields that this version does not know are passed over.
 *
 * @throws Error of one line
 */
export function parseEventsDocument(text: string): EventsDocument {
  const { node, nowNs, missed, events } = readDocument(text, EVENTS_FORM);
  return { node, nowNs: BigInt(nowNs), missed, events: events.map(eventOfJson) };
}

/** The JSON Schema of the document (draft 2020-12), as schema/ has it. */
export function eventsJsonSchema(): unknown {
  return z.toJSONSchema(documentSchema, { target: 'draft-2020-12', io: 'input' });
}

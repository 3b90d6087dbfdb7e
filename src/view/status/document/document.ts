import { z } from 'zod';
import type { StackEvent } from '../../../model/stack-event.ts';
import { eventJson, eventOfJson, eventSchema } from '../../event-json.ts';
import { readDocument } from '../../read-document.ts';
import type { NodeStatus } from '../node-status.ts';
import type { StackStatus } from '../stack-status.ts';
import { nodeSchema } from './node-schema.ts';
import { figure } from './schema-parts.ts';
import { STATUS_DOCUMENT_VERSION } from './status-schema.ts';

/** What a peer tells of itself. */
export interface NodeDocument {
  readonly node: NodeStatus;
  /** Its latest events, the latest first. */
  readonly events: readonly StackEvent[];
  /** Its clock when it answered. */
  readonly nowSeconds: number;
}

/** 100,000 rows of HAProxy's take about as much. */
export const MAX_DOCUMENT_CHARACTERS = 64 * 2 ** 20;
export const MAX_DOCUMENT_EVENTS = 10_000;

const documentSchema = z.object({
  version: z.literal(STATUS_DOCUMENT_VERSION),
  nowSeconds: figure,
  node: nodeSchema,
  events: z.array(eventSchema).max(MAX_DOCUMENT_EVENTS),
});

const NODE_FORM = {
  schema: documentSchema,
  version: STATUS_DOCUMENT_VERSION,
  isNot: 'is not what vipscope gives at /status.json?scope=node',
};

/** The whole status as one JSON document, as schema/status.schema.json describes it. */
export function statusJson({ events, ...status }: StackStatus): string {
  const document = { version: STATUS_DOCUMENT_VERSION, ...status, events: events.map(eventJson) };
  return `${JSON.stringify(document)}\n`;
}

/** What this node tells its peers: its own part of the status. */
export function nodeJson({ node, events, nowSeconds }: NodeDocument): string {
  const document = {
    version: STATUS_DOCUMENT_VERSION,
    nowSeconds,
    node,
    events: events.slice(0, MAX_DOCUMENT_EVENTS).map(eventJson),
  };
  return `${JSON.stringify(document)}\n`;
}

/**
 * Reads what {@link nodeJson} of this or another version has written. Names that this version does not know are passed
 * over; its texts are a stranger's, and stay as they are.
 *
 * @throws Error of one line
 */
export function parseNodeDocument(text: string): NodeDocument {
  if (text.length > MAX_DOCUMENT_CHARACTERS) {
    throw new Error(`has ${text.length} characters; a status has ${MAX_DOCUMENT_CHARACTERS} at most`);
  }
  const { node, events, nowSeconds } = readDocument(text, NODE_FORM);
  return { node, events: events.map(eventOfJson), nowSeconds };
}

import { z } from 'zod';
import type { StackEvent } from '../../../model/stack-event.ts';
import { eventJson, eventOfJson, eventSchema } from '../../event-json.ts';
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

const nodeDocument = z.object({
  version: z.literal(STATUS_DOCUMENT_VERSION),
  nowSeconds: figure,
  node: nodeSchema,
  events: z.array(eventSchema).max(MAX_DOCUMENT_EVENTS),
});

const NO_STATUS = 'is not what vipscope gives at /status.json?scope=node';

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
  const value = parseJson(text);
  const version = isObject(value) && 'version' in value ? value.version : undefined;
  if (version === undefined) throw new Error(`${NO_STATUS}: it has no version`);
  if (typeof version === 'number' && version > STATUS_DOCUMENT_VERSION) {
    throw new Error(
      `has version ${version} of the format, and this vipscope reads ${STATUS_DOCUMENT_VERSION}; a newer vipscope reads it`,
    );
  }
  const checked = nodeDocument.safeParse(value);
  if (!checked.success) throw new Error(`${NO_STATUS}: ${firstOf(checked.error.issues)}`);
  const { node, events, nowSeconds } = checked.data;
  return { node, events: events.map(eventOfJson), nowSeconds };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new Error(`${NO_STATUS}: it is empty`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's own message quotes the text, line ends and all.
    throw new Error(`${NO_STATUS}: it is no JSON document`, { cause });
  }
}

/** The first thing that is wrong, with its place; all names are those of the format. */
function firstOf(issues: readonly z.core.$ZodIssue[]): string {
  const [issue] = issues;
  if (issue === undefined) return 'unknown reason';
  const place = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  const words = issue.message.replace(/^Invalid input: /, '');
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${place.join('').replace(/^\./, '')}: ${words}${more}`;
}

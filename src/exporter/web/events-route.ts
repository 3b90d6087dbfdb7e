import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EventStore } from '../../live/event-store.ts';
import { nsOfMs } from '../../model/nanoseconds.ts';
import type { StackEvent } from '../../model/stack-event.ts';
import { eventJson } from '../../view/event-json.ts';
import { eventsJson } from '../../view/events-document.ts';
import { sendText } from './answers.ts';
import type { EventStreams } from './event-stream.ts';
import { quoted } from './quoted.ts';
import { searchOf } from './search-of.ts';
import { sendWhole } from './whole-reply.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const STREAM = 'text/event-stream';
const ID = /^\d{1,16}$/;

export interface EventsRouteDependencies {
  readonly store: Pick<EventStore, 'since' | 'onAdd' | 'latestId'>;
  readonly streams: EventStreams;
  /** Somebody reads the stream until what this returns is called: what differs should be seen soon. */
  readonly watch?: (() => () => void) | undefined;
  readonly node: () => string;
  readonly nowMs: () => number;
}

/**
 * GET /events: what happens in the stack, as a stream of server-sent events from now on, or behind the event that
 * Last-Event-ID or `?since=` names; and as one JSON document for whoever asks for JSON, or without asking for a stream
 * names an event.
 */
export function addEventsRoute(app: FastifyInstance, dependencies: EventsRouteDependencies): void {
  const { store, node, nowMs } = dependencies;
  app.get('/events', (request, reply) => {
    const since = lastSeen(request);
    if (since !== undefined && !ID.test(since)) {
      return sendText(
        reply,
        400,
        `since is ${quoted(since)}; it takes the id of an event, or 0 for all that are kept`,
      );
    }
    reply.header('vary', 'Accept, Accept-Encoding');
    const id = since === undefined ? undefined : Number(since);
    if (wantsStream(request)) return stream(reply, dependencies, id ?? store.latestId);
    const { events, missed } = store.since(id ?? 0);
    const nowNs = nsOfMs(nowMs());
    return sendWhole(request, reply, JSON_TYPE, eventsJson({ node: node(), nowNs, missed, events }));
  });
}

/** A browser that comes back names the last event that it got, and asks with its old URL. */
function lastSeen(request: FastifyRequest): string | undefined {
  const header = request.headers['last-event-id'];
  if (typeof header === 'string' && header !== '') return header;
  return searchOf(request).get('since') ?? undefined;
}

function wantsStream(request: FastifyRequest): boolean {
  const types = (request.headers.accept ?? '').split(',').map((type) => type.replace(/;.*$/s, '').trim());
  const asked = types.find((type) => type === STREAM || type === 'application/json');
  return asked === undefined ? searchOf(request).get('since') === null : asked === STREAM;
}

function stream(
  reply: FastifyReply,
  { store, streams, watch }: EventsRouteDependencies,
  sinceId: number,
): FastifyReply {
  let fromId = sinceId;
  let sentId = sinceId;
  let isBehind = false;
  let stop = (): void => undefined;
  /** Stops at the first one that the reader does not take. */
  const send = (events: readonly StackEvent[]): void => {
    isBehind = !events.every((event) => {
      const data = JSON.stringify(eventJson(event));
      // Of a log that was read back late: the reader goes on from the latest all the same.
      const id = event.id > sentId ? event.id : undefined;
      const isSent = opened?.send({ ...(id !== undefined && { id }), event: 'stack', data }) === true;
      if (isSent) sentId = Math.max(sentId, event.id);
      return isSent;
    });
  };
  const catchUp = (): void => {
    const { events, after, missed } = store.since(sentId);
    if (missed && opened?.send({ event: 'missed', data: JSON.stringify({ since: sentId }) }) !== true) {
      isBehind = true;
      return;
    }
    fromId = Math.min(fromId, after);
    sentId = after;
    send(events);
  };
  const opened = streams.start(reply, {
    onResume: () => {
      if (isBehind) catchUp();
    },
    onClose: () => stop(),
  });
  if (opened === undefined) return reply;
  const ends = [
    store.onAdd((events) => {
      if (!isBehind) send(events.filter(({ id }) => id > fromId));
    }),
    watch?.(),
  ];
  stop = () => ends.forEach((end) => void end?.());
  catchUp();
  return reply;
}

import type { FastifyInstance } from 'fastify';
import type { LivePages, LivePatch } from '../../live/live-pages.ts';
import { parsePageQuery } from '../../view/page/query/parse-page-query.ts';
import type { EventStreams } from './event-stream.ts';
import { streamText } from './event-stream-text.ts';
import { searchOf } from './search-of.ts';

export interface LiveRouteDependencies {
  readonly pages: LivePages;
  readonly streams: EventStreams;
  /** Calls back at each moment, until what it returns is called; while anybody is called, moments come quickly. */
  readonly onMoment: (act: () => void) => () => void;
  readonly nowMs: () => number;
}

/**
 * GET /live: what changes on the page that the rest of the query describes, from the moment that it shows
 * (`revision`, or Last-Event-ID after a break). A reader that is slower than the changes gets them together.
 */
export function addLiveRoute(app: FastifyInstance, dependencies: LiveRouteDependencies): void {
  const { pages, streams, onMoment, nowMs } = dependencies;
  app.get('/live', (request, reply) => {
    const search = searchOf(request);
    const query = parsePageQuery(search, request.headers['accept-language'], nowMs() / 1000);
    // A page of the past does not change. After 204 a browser does not ask again.
    if (query.atSeconds !== undefined) return reply.code(204).send();
    let shown = Number(request.headers['last-event-id'] ?? search.get('revision') ?? 0);
    let stop = (): void => undefined;
    const push = (): void => {
      const patch = pages.patch(query, shown);
      if (patch === undefined) {
        // It asks for the whole page, and then for a stream from there.
        if (stream?.send({ event: 'reload', data: '' }) === true) stream.close();
      } else if (patch.revision !== shown) {
        if (stream?.send(bytesOf(patch)) === true) shown = patch.revision;
      }
    };
    const stream = streams.start(reply, { onResume: push, onClose: () => stop() });
    if (stream === undefined) return reply;
    stop = onMoment(push);
    push();
    return reply;
  });
}

const encoded = new WeakMap<LivePatch, Buffer>();

/** A patch of some 200 KiB goes to 200 readers as one buffer, and not as 200. */
function bytesOf(patch: LivePatch): Buffer {
  const known = encoded.get(patch);
  if (known !== undefined) return known;
  const bytes = Buffer.from(streamText({ id: patch.revision, event: 'patch', data: patch.json }));
  encoded.set(patch, bytes);
  return bytes;
}

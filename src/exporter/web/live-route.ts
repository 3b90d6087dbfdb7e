import type { FastifyInstance } from 'fastify';
import type { LivePages, LivePatch } from '../../live/live-pages.ts';
import { parsePageQuery } from '../../view/page/query/parse-page-query.ts';
import type { EventStreams } from './event-stream.ts';
import { streamText } from './event-stream-text.ts';
import { searchOf } from './search-of.ts';
import type { Turns } from './turns.ts';

export interface LiveRouteDependencies {
  readonly pages: Pick<LivePages, 'patch'>;
  readonly streams: Pick<EventStreams, 'start'>;
  /** Calls back at each moment, until what it returns is called; while anybody is called, moments come quickly. */
  readonly onMoment: (act: () => void) => () => void;
  /** Patches are made and sent in their turns. */
  readonly turns: Pick<Turns, 'update'>;
  /** A patch could not be made, which should never be; its stream ends. */
  readonly onError: (error: unknown) => void;
  readonly nowMs: () => number;
}

/**
 * GET /live: what changes on the page that the rest of the query describes, from the moment that it shows
 * (`revision`, or Last-Event-ID after a break). A reader that is slower than the changes gets them together.
 */
export function addLiveRoute(app: FastifyInstance, dependencies: LiveRouteDependencies): void {
  const { pages, streams, onMoment, turns, onError, nowMs } = dependencies;
  app.get('/live', (request, reply) => {
    const search = searchOf(request);
    const query = parsePageQuery(search, request.headers['accept-language'], nowMs() / 1000);
    // A page of the past does not change. After 204 a browser does not ask again.
    if (query.atSeconds !== undefined) return reply.code(204).send();
    let shown = Number(request.headers['last-event-id'] ?? search.get('revision') ?? 0);
    let isDue = false;
    let stop = (): void => undefined;
    const push = (): void => {
      isDue = false;
      if (!stream?.isReady) return;
      const patch = pages.patch(query, shown);
      if (patch === undefined) {
        // It asks for the whole page, and then for a stream from there.
        if (stream.send({ event: 'reload', data: '' })) stream.close();
      } else if (patch.revision !== shown) {
        if (stream.send(bytesOf(patch))) shown = patch.revision;
      }
    };
    // One that is behind, or whose turn has not come, misses nothing: its next patch has all that changed.
    const pushSoon = (): void => {
      if (isDue || !stream?.isReady) return;
      isDue = true;
      turns.update(push).catch((error: unknown) => {
        onError(error);
        stream.close();
      });
    };
    const stream = streams.start(reply, { onResume: pushSoon, onClose: () => stop() });
    if (stream === undefined) return reply;
    stop = onMoment(pushSoon);
    pushSoon();
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

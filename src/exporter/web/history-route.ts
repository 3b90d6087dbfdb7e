import type { FastifyInstance } from 'fastify';
import type { SeriesRange } from '../../live/series-store.ts';
import { nsOfSeconds } from '../../model/nanoseconds.ts';
import type { StackEvent } from '../../model/stack-event.ts';
import { eventJson } from '../../view/event-json.ts';
import { sendText } from './answers.ts';
import { quoted } from './quoted.ts';
import { searchOf } from './search-of.ts';
import { sendWhole } from './whole-reply.ts';

export interface HistoryRouteDependencies {
  readonly seriesRange: (sinceSeconds?: number) => SeriesRange;
  /** The latest first. */
  readonly latestEvents: () => readonly StackEvent[];
}

/** GET /history.json: what the graphs of the page draw. `since` in seconds since 1970. */
export function addHistoryRoute(app: FastifyInstance, dependencies: HistoryRouteDependencies): void {
  const { seriesRange, latestEvents } = dependencies;
  app.route({
    method: ['GET', 'HEAD'],
    url: '/history.json',
    handler: (request, reply) => {
      const since = searchOf(request).get('since');
      const sinceSeconds = since === null ? undefined : Number(since);
      if (since !== null && !Number.isFinite(sinceSeconds)) {
        return sendText(reply, 400, `since is ${quoted(since)}; it takes seconds since 1970`);
      }
      const range = seriesRange(sinceSeconds);
      const fromNs = nsOfSeconds(range.fromSeconds);
      const events = latestEvents().filter(({ timeNs }) => timeNs >= fromNs);
      const document = { version: 1, ...range, events: events.map(eventJson) };
      return sendWhole(request, reply, 'application/json; charset=utf-8', JSON.stringify(document));
    },
  });
}

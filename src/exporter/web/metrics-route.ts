import type { FastifyInstance } from 'fastify';
import type { StackSnapshot } from '../../model/snapshot.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log.ts';
import type { ExpositionFormat } from '../metrics/exposition.ts';
import type { Scraper } from '../scraper.ts';
import { negotiateFormat } from './accept.ts';
import { sendText } from './answers.ts';
import { expositionHeaders, sendExposition } from './exposition-reply.ts';
import { createInFlight } from './in-flight.ts';
import { scrapeDeadlineMs } from './scrape-deadline.ts';

/** As many as node_exporter's --web.max-requests. Scrapes share collections, but each is rendered by itself. */
const MOST_AT_ONCE = 40;

export interface MetricsRouteDependencies {
  readonly scraper: Pick<Scraper, 'snapshot'>;
  readonly renderSnapshot: (
    snapshot: StackSnapshot,
    format: ExpositionFormat,
  ) => Iterable<string> | Promise<Iterable<string>>;
  /** The configuration in use, which a reload replaces. */
  readonly config: () => Pick<Config, 'scrapeTimeoutMs'>;
  readonly log: Log;
}

/** GET /metrics: one collection, in the format and within the time that the scraper asks for. HEAD reads nothing. */
export function addMetricsRoute(app: FastifyInstance, dependencies: MetricsRouteDependencies): void {
  const { scraper, renderSnapshot, config, log } = dependencies;
  const inFlight = createInFlight(MOST_AT_ONCE);

  app.head('/metrics', (request, reply) =>
    expositionHeaders(request, reply, negotiateFormat(request.headers.accept)).send(),
  );

  app.get('/metrics', async (request, reply) => {
    if (!inFlight.admit(request.raw, reply.raw)) {
      return sendText(
        reply.header('retry-after', '1'),
        503,
        `${MOST_AT_ONCE} scrapes are under way already.`,
      );
    }
    const deadlineMs = scrapeDeadlineMs(
      request.headers['x-prometheus-scrape-timeout-seconds'],
      config().scrapeTimeoutMs,
    );
    const snapshot = await scraper.snapshot({ deadlineMs });
    if (request.raw.socket.destroyed) return reply.hijack();
    const format = negotiateFormat(request.headers.accept);
    return sendExposition(request, reply, await renderSnapshot(snapshot, format), format, log);
  });
}

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { LiveView } from '../live-view.ts';
import type { Log } from '../log.ts';
import { type Asset, addAssetsRoute } from './assets-route.ts';
import type { EventStreams } from './event-stream.ts';
import { addEventsRoute } from './events-route.ts';
import { addHistoryRoute } from './history-route.ts';
import { addLiveRoute } from './live-route.ts';
import { addPageRoute } from './page-route.ts';
import { addStatusRoutes } from './status-routes.ts';
import { Turns } from './turns.ts';

/** As many as the page's timeline and graphs can use. */
const EVENTS_DRAWN = 500;

/** Somewhat more than the usual interval while nobody looks. */
const OLDEST_SHOWN_MS = 7_000;

export interface ViewRoutesDependencies {
  readonly view: LiveView;
  readonly streams: EventStreams;
  readonly log: Log;
  readonly nowMs: () => number;
}

/** The page, what keeps it up to date, and the other forms of the same status. */
export function addViewRoutes(
  app: FastifyInstance,
  { view, streams, log, nowMs }: ViewRoutesDependencies,
): void {
  const { live, pages, inputAt, revision } = view;
  const range = () => live.history.range();
  const turns = new Turns();
  /** The moment that there is, for the stream brings the page up to date at once; the first one is waited for. */
  const shownRevision = async (): Promise<number | undefined> => {
    live.touch();
    const shown = revision();
    if (shown !== undefined && nowMs() - shown < OLDEST_SHOWN_MS) return shown;
    await live.fresh();
    return revision();
  };
  addPageRoute(app, { pages, shownRevision, inputAt, range, turns, nowMs });
  addStatusRoutes(app, {
    freshStatus: () => live.fresh(),
    statusAt: (seconds) => live.statusAt(seconds),
    range,
    touch: () => live.touch('peer'),
    turns,
    nowMs,
  });
  addLiveRoute(app, {
    pages,
    streams,
    onMoment: (act) => {
      const stops = [live.onMoment(act), live.watch()];
      return () => stops.forEach((stop) => void stop());
    },
    turns,
    onError: (error) => log.error({ err: error }, 'cannot bring a page up to date'),
    nowMs,
  });
  addEventsRoute(app, {
    store: live.events,
    streams,
    node: () => live.status()?.node ?? '',
    watch: () => live.watch(),
    nowMs,
  });
  addHistoryRoute(app, {
    seriesRange: (sinceSeconds) => live.series.range(sinceSeconds),
    latestEvents: () => live.events.latest(EVENTS_DRAWN),
  });
  addAssetsRoute(app, assets());
}

/** Everything beside the page that it is shown with. */
function assets(): readonly Asset[] {
  const directory = new URL('../../view/assets/', import.meta.url);
  const own = readdirSync(directory).map((name) => ({
    path: name === 'vs.xsl' ? '/vs.xsl' : `/assets/${name}`,
    file: new URL(name, directory),
  }));
  // chart.js' exports do not name the one file that needs no loader; it lies beside the one they name.
  const charts = dirname(createRequire(import.meta.url).resolve('chart.js'));
  return [...own, { path: '/assets/chart.js', file: join(charts, 'chart.umd.min.js') }];
}

import { Differences } from '../live/differences.ts';
import type { EventStore } from '../live/event-store.ts';
import { LiveState } from '../live/live.ts';
import { LivePages } from '../live/live-pages.ts';
import { type PageInput, revisionOf } from '../view/page/page.ts';
import type { PageQuery } from '../view/page/query/page-query.ts';
import { nodeStatus } from '../view/status/collected/of-snapshot.ts';
import type { Config, PeerSource } from './config/config.ts';
import { fetchPeer } from './fetch-peer.ts';
import type { Log } from './log.ts';
import type { Scraper } from './scraper.ts';
import { VERSION } from './version.ts';

/** A source that answers later than this shows its last figures until it does; the page goes on. */
const WAIT_MS = 900;

export interface LiveViewOptions {
  readonly config: () => Pick<Config, 'node' | 'view' | 'peers'>;
  readonly scraper: Pick<Scraper, 'glance'>;
  readonly events: EventStore;
  readonly log: Log;
}

/** What the pages, the streams and the other forms of the status are served from. */
export interface LiveView {
  readonly live: LiveState<PeerSource, EventStore>;
  readonly pages: LivePages;
  /** What a page is made from; undefined for a time that history does not have. */
  readonly inputAt: (query: PageQuery, revision: number) => PageInput | undefined;
  /** The latest moment, in milliseconds since 1970. */
  readonly revision: () => number | undefined;
}

/** Watches the stack from now until it is closed. */
export function createLiveView({ config, scraper, events, log }: LiveViewOptions): LiveView {
  const changes = new Differences();
  const live = new LiveState<PeerSource, EventStore>({
    settings: liveSettings(config()),
    collect: async (before) => nodeStatus(await scraper.glance({ waitMs: WAIT_MS }), before),
    fetchPeer,
    differences: (before, after) => changes.between(before, after),
    events,
    node: () => config().node,
    onPeerChange: ({ url, state, reason, node }) => {
      if (state === 'failed') log.warn({ peer: url, reason }, 'peer not read');
      else log.info({ peer: url, node }, 'peer read');
    },
    onError: (error) => log.error({ err: error }, 'a collection for the page failed'),
  });
  const revision = (): number | undefined => {
    const latest = live.history.latest();
    return latest && revisionOf(latest);
  };
  const inputAt = (query: PageQuery, shown: number): PageInput | undefined => {
    const status = live.statusAt(query.atSeconds ?? shown / 1000);
    if (status === undefined) return undefined;
    if (query.atSeconds === undefined && revisionOf(status) !== shown) return undefined;
    const compared = query.diffSeconds === undefined ? undefined : live.statusAt(query.diffSeconds);
    const range = live.history.range();
    return {
      status,
      query,
      history: (seriesId) => live.series.sparkline(seriesId),
      version: VERSION,
      ...(compared && { compared }),
      ...(range && { range }),
    };
  };
  const pages = new LivePages({ inputAt, latest: revision, points: () => live.series.latest() });
  return { live, pages, inputAt, revision };
}

/** What a configuration says of the live view. */
export function liveSettings({ view, peers }: Pick<Config, 'view' | 'peers'>) {
  return { ...view, peers };
}

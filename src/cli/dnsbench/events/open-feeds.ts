import type { EventsSettings, EventsSource } from '../../../loadgen/settings.ts';
import type { DnsbenchIo } from '../dnsbench-io.ts';
import type { EventFeed } from './event-feed.ts';
import { LogFeed } from './log-feed.ts';
import { vipscopeAccess } from './vipscope-access.ts';
import { VipscopeFeed } from './vipscope-feed.ts';

/** Begins to read all sources at once. @returns the feeds, and why some cannot be read so far */
export async function openFeeds(
  { sources, passwordFile }: EventsSettings,
  io: Pick<DnsbenchIo, 'hostname' | 'nowMs'>,
): Promise<{ readonly feeds: readonly EventFeed[]; readonly warnings: readonly string[] }> {
  const feeds = sources.map((source) => ({ source, feed: feedOf(source, passwordFile, io) }));
  const begun = await Promise.all(
    feeds.map(async ({ source, feed }) => {
      const reason = await feed.begin();
      const shown = source.kind === 'log' ? source.path : source.url;
      return reason === undefined ? [] : [`--events ${shown} tells nothing yet: ${reason}`];
    }),
  );
  return { feeds: feeds.map(({ feed }) => feed), warnings: begun.flat() };
}

function feedOf(
  source: EventsSource,
  passwordFile: string | undefined,
  { hostname, nowMs }: Pick<DnsbenchIo, 'hostname' | 'nowMs'>,
): EventFeed {
  if (source.kind === 'log') return new LogFeed({ ...source, hostname, nowMs });
  return new VipscopeFeed({ url: source.url, ...vipscopeAccess(source, passwordFile, nowMs) });
}

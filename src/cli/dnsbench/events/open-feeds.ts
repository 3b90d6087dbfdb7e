import { readCredentials } from '../../../exporter/config/passwords.ts';
import type { EventsSettings, EventsSource } from '../../../loadgen/settings.ts';
import { fetchText } from '../../../sources/http.ts';
import type { ReadLimits } from '../../../sources/source-error.ts';
import type { DnsbenchIo } from '../dnsbench-io.ts';
import type { EventFeed } from './event-feed.ts';
import { LogFeed } from './log-feed.ts';
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
  const { url, username } = source;
  return new VipscopeFeed({
    url,
    fetch: (page, limits) => fetchEvents(page, username, passwordFile, limits),
    wallMs: preciseClock(nowMs),
  });
}

async function fetchEvents(
  url: string,
  username: string | undefined,
  passwordFile: string | undefined,
  limits: ReadLimits,
): Promise<string> {
  const credentials =
    username === undefined || passwordFile === undefined
      ? undefined
      : await readCredentials({ username, password: { kind: 'file', path: passwordFile } }, limits.signal);
  return fetchText({ url, accept: 'application/json', ...(credentials && { credentials }) }, limits);
}

/** The time of day with the fractions that `Date.now` lacks; it follows a clock that is set. */
function preciseClock(nowMs: () => number): () => number {
  return () => {
    const coarse = nowMs();
    const precise = performance.timeOrigin + performance.now();
    return Math.abs(precise - coarse) < 2 ? precise : coarse;
  };
}

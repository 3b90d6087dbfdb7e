import { stackLoad } from '../../../loadgen/ledger/stack-load.ts';
import type { RunResult } from '../../../loadgen/result/run-result.ts';
import type { EventsSettings } from '../../../loadgen/settings.ts';
import { endpointText } from '../../../text/endpoint-text.ts';
import type { DnsbenchIo } from '../dnsbench-io.ts';
import { vipscopeAccess } from '../events/vipscope-access.ts';
import type { RunTarget } from './stack-reading.ts';
import { StatusFeed, type StatusResult } from './status-feed.ts';

/** What directors and real servers count, as a run follows it. */
export interface FollowedCounters {
  /** The window opens then; epoch seconds. */
  readonly opened: (atSeconds: number) => void;
  /** What the counters say of the run; undefined: nothing. */
  readonly counted: (result: RunResult) => Promise<RunResult['stack']>;
  readonly close: () => Promise<void>;
}

/** Reads the counters of all vipscopes at once, before the first query is sent, and follows them. */
export async function followCounters(
  { sources, passwordFile, realServers }: EventsSettings,
  target: RunTarget,
  { nowMs }: Pick<DnsbenchIo, 'nowMs'>,
): Promise<FollowedCounters> {
  const feeds = sources
    .filter((source) => source.kind === 'vipscope')
    .map(
      (source) => new StatusFeed({ url: source.url, target, ...vipscopeAccess(source, passwordFile, nowMs) }),
    );
  await Promise.all(feeds.map((feed) => feed.begin()));
  return {
    opened: (atSeconds) => {
      for (const feed of feeds) feed.opened(atSeconds);
    },
    counted: async (result) => {
      const told = await Promise.all(feeds.map((feed) => feed.end(result.finishedAtSeconds)));
      return stackOf(result, told, { target, realServers });
    },
    close: async () => void (await Promise.all(feeds.map((feed) => feed.close()))),
  };
}

function stackOf(
  { ledger, totals, countedBy, startedAtSeconds }: RunResult,
  told: readonly StatusResult[],
  { target, realServers }: { readonly target: RunTarget } & Pick<EventsSettings, 'realServers'>,
): RunResult['stack'] {
  if (ledger === undefined) return undefined;
  return stackLoad(
    told.flatMap(({ figures }) => figures ?? []),
    {
      server: { key: endpointText(target.address, target.port), address: target.address },
      startedAtSeconds,
      ledger,
      own: { ...totals, asksNsid: countedBy?.what === 'nsid' },
      counts: countedBy?.counts ?? [],
      told: realServers,
      silent: told.filter(({ figures }) => figures === undefined).map(({ source }) => source),
    },
    told.flatMap(({ source, remarks }) => remarks.map((remark) => `${source}: ${remark}`)),
  );
}

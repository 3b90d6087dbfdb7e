import type { RunResult } from '../../../loadgen/result/run-result.ts';
import type { EventsSettings } from '../../../loadgen/settings.ts';
import type { DnsbenchIo } from '../dnsbench-io.ts';
import { followCounters } from '../flows/follow-counters.ts';
import type { RunTarget } from '../flows/stack-reading.ts';
import { attributeRun } from './attribute-run.ts';
import type { FeedResult } from './event-feed.ts';
import { openFeeds } from './open-feeds.ts';
import { readConfs } from './read-confs.ts';

/** The stack, as a run follows it. */
export interface FollowedStack {
  /** What is not as it was meant to be, before the first query is sent. */
  readonly warnings: readonly string[];
  /** The window opens then; epoch seconds. */
  readonly opened: (atSeconds: number) => void;
  /** The result with what the events say about its disturbances, and the counters of its queries. */
  readonly attributed: (result: RunResult) => Promise<RunResult>;
  /** For a run that fails. */
  readonly close: () => Promise<void>;
}

const NOBODY: FollowedStack = {
  warnings: [],
  opened: () => undefined,
  attributed: (result) => Promise.resolve(result),
  close: () => Promise.resolve(),
};

/**
 * Follows what --events names from now on.
 *
 * @throws FileError for a configuration that cannot be read
 */
export async function followStack(
  settings: EventsSettings | undefined,
  target: RunTarget,
  io: Pick<DnsbenchIo, 'hostname' | 'nowMs'>,
): Promise<FollowedStack> {
  if (settings === undefined) return NOBODY;
  const { directors, warnings } = readConfs(settings.keepalivedConfs);
  const { feeds, warnings: silent } = await openFeeds(settings, io);
  // Last: what is counted until the first query is sent is somebody else's.
  const counters = await followCounters(settings, target, io);
  let ended: Promise<readonly FeedResult[]> | undefined;
  const end = (): Promise<readonly FeedResult[]> => {
    ended ??= Promise.all(feeds.map((feed) => feed.end()));
    return ended;
  };
  return {
    warnings: [...warnings, ...silent],
    attributed: async (result) => {
      const [results, stack] = await Promise.all([end(), counters.counted(result)]);
      if (result.ledger === undefined) return result;
      return {
        ...result,
        ledger: { ...result.ledger, ...attributeRun(result, results, directors) },
        ...(stack && { stack }),
      };
    },
    opened: counters.opened,
    close: async () => void (await Promise.all([end(), counters.close()])),
  };
}

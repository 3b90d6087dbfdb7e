import type { Config } from '../exporter/config/config.ts';
import { createConfiguredScraper } from '../exporter/configured-scraper.ts';
import type { Log } from '../exporter/log.ts';
import { EventStore } from '../live/event-store.ts';
import { recordLines } from '../live/record-lines.ts';
import type { StackSnapshot } from '../model/snapshot.ts';
import { assembleStatus } from '../view/status/assemble.ts';
import { nodeStatus } from '../view/status/collected/of-snapshot.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import type { StackStatus } from '../view/status/stack-status.ts';

/** One collection, as it was read and as it is shown. */
export interface Taken {
  readonly snapshot: StackSnapshot;
  readonly status: StackStatus;
}

export interface StatusCollector {
  /** Collects once more; from the second time on with rates, and with what keepalived's logs have told since. */
  take(): Promise<Taken>;
  close(): Promise<void>;
}

export interface StatusCollectorOptions {
  readonly config: Config;
  /** False where the configuration was found and not written. */
  readonly explicit: boolean;
  readonly log: Log;
  readonly nowMs: () => number;
}

const EVENTS_TAKEN = 200;

/** Collects this node's status without a server; what peers see is not asked for. */
export function createStatusCollector({
  config,
  explicit,
  log,
  nowMs,
}: StatusCollectorOptions): StatusCollector {
  const events = new EventStore(nowMs());
  const scraper = createConfiguredScraper(() => config, {
    explicit,
    log,
    nowMs,
    onKeepalivedLine: recordLines(events, () => config.node),
  });
  let before: NodeStatus | undefined;
  return {
    take: async () => {
      const snapshot = await scraper.snapshot({ deadlineMs: config.scrapeTimeoutMs });
      const node = nodeStatus(snapshot, before);
      before = node;
      const { takenAtSeconds } = snapshot;
      const status = assembleStatus(
        { takenAtSeconds, nodes: [node], peers: [] },
        events.latest(EVENTS_TAKEN),
      );
      return { snapshot, status };
    },
    close: () => scraper.close(),
  };
}

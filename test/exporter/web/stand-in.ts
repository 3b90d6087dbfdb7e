import type { FastifyInstance } from 'fastify';
import { createLiveView, type LiveView } from '../../../src/exporter/live-view.ts';
import { createLog, type Log } from '../../../src/exporter/log.ts';
import type { ExpositionFormat } from '../../../src/exporter/metrics/exposition.ts';
import type { Scraper } from '../../../src/exporter/scraper.ts';
import { EventStreams } from '../../../src/exporter/web/event-stream.ts';
import type { Listening } from '../../../src/exporter/web/listen.ts';
import { createServer, type ServerDependencies } from '../../../src/exporter/web/server.ts';
import { EventStore } from '../../../src/live/event-store.ts';
import type { StackSnapshot } from '../../../src/model/snapshot.ts';

export const NOW_MS = Date.UTC(2026, 10, 20, 10, 0, 0);

export const EMPTY_SNAPSHOT: StackSnapshot = {
  node: 'ds1',
  demo: false,
  takenAtSeconds: NOW_MS / 1000,
  reports: { haproxy: [], ipvs: [], bind: [], keepalived: [], vip: [] },
  histories: [],
};

/** The metrics that the stand-in renders. */
export function* renderedAs(_snapshot: StackSnapshot, format: ExpositionFormat): Generator<string> {
  yield '# HELP up Whether it is.\n';
  yield '# TYPE up gauge\nup 1\n';
  if (format === 'openmetrics') yield '# EOF\n';
}

/** Everything a server needs, with sources that answer at once; tests replace what they are about. */
export function dependencies(changes: Partial<ServerDependencies> = {}): ServerDependencies {
  return {
    web: () => ({ users: new Map(), headers: {} }),
    scraper: { snapshot: () => Promise.resolve(EMPTY_SNAPSHOT) },
    renderSnapshot: renderedAs,
    config: () => ({ node: 'ds1', demo: false, scrapeTimeoutMs: 9000, probe: [] }),
    createProbeCollector: () => {
      throw new Error('this test probes nothing');
    },
    reportFamilies: () => [],
    isReady: () => true,
    reload: () => Promise.resolve({ kind: 'reloaded' }),
    configText: () => 'node: ds1\n',
    view: liveView(),
    streams: new EventStreams(),
    nowMs: () => NOW_MS,
    log: logInto([]),
    ...changes,
  };
}

export function webServer(changes: Partial<ServerDependencies> = {}): FastifyInstance {
  return createServer(dependencies(changes));
}

export function logInto(lines: string[]): Log {
  return createLog({
    level: 'debug',
    format: 'logfmt',
    write: (line) => lines.push(line),
    nowMs: () => NOW_MS,
  });
}

/** The port of the first address. */
export function portOf({ urls }: Listening): number {
  return Number(new URL(urls[0] ?? '').port);
}

/** A live view of a host that has nothing. Its timers keep no process alive. */
export function liveView(
  scraper: Pick<Scraper, 'glance'> = { glance: () => Promise.resolve(EMPTY_SNAPSHOT) },
  { intervalMs = 1000 }: { readonly intervalMs?: number } = {},
): LiveView {
  const view = { intervalMs, idleIntervalMs: 5000, historyMs: 900_000 };
  return createLiveView({
    config: () => ({ node: 'ds1', peers: [], view }),
    scraper,
    events: new EventStore(NOW_MS),
    log: logInto([]),
  });
}

import { isDeepStrictEqual } from 'node:util';
import { EventStore } from '../live/event-store.ts';
import { recordLines } from '../live/record-lines.ts';
import { ConfigError } from '../yaml/config-error.ts';
import type { Config } from './config/config.ts';
import type { LoadedWebConfig } from './config/config-files.ts';
import { redactConfig } from './config/redact.ts';
import { createConfiguredScraper } from './configured-scraper.ts';
import { createLiveView, liveSettings } from './live-view.ts';
import type { Log } from './log.ts';
import { snapshotFamilies } from './metrics/all.ts';
import { renderExposition } from './metrics/exposition.ts';
import { ProcessMetrics } from './metrics/process.ts';
import { createProbeCollector, probeReportFamilies } from './probe-collector.ts';
import { createReloadable } from './reloadable.ts';
import { VERSION } from './version.ts';
import { EventStreams } from './web/event-stream.ts';
import { type Listening, listen } from './web/listen.ts';
import type { ReloadResult } from './web/management-routes.ts';
import { createServer } from './web/server.ts';

/** A configuration with what it says of the web server. */
export interface Loaded {
  readonly config: Config;
  readonly web: LoadedWebConfig;
}

export interface ExporterOptions {
  /** Called at the start and at each reload. @throws ConfigError */
  readonly load: () => Promise<Loaded>;
  /** False where the configuration was found and not written. */
  readonly explicit: boolean;
  readonly log: Log;
  readonly nowMs: () => number;
}

export interface RunningExporter {
  readonly urls: readonly string[];
  reload(): Promise<ReloadResult>;
  close(deadlineMs: number): Promise<void>;
}

/**
 * Collects and serves until it is closed.
 *
 * @throws ConfigError, ListenError
 */
export async function startExporter({
  load,
  explicit,
  log,
  nowMs,
}: ExporterOptions): Promise<RunningExporter> {
  const loaded = await createReloadable({ load, isSame: isDeepStrictEqual, nowMs });
  const config = (): Config => loaded.current().config;
  const events = new EventStore(nowMs());
  const scraper = createConfiguredScraper(config, {
    explicit,
    log,
    nowMs,
    onKeepalivedLine: recordLines(events, () => config().node),
  });
  const view = createLiveView({ config, scraper, events, log });
  const streams = new EventStreams();
  const processMetrics = new ProcessMetrics();
  const build = { version: VERSION, nodeVersion: process.versions.node };
  let ready = false;
  let listening: Listening | undefined;

  const reload = async (): Promise<ReloadResult> => {
    const before = loaded.current();
    const outcome = await loaded.reload();
    if (outcome.kind === 'refused') return refused(outcome.error, log);
    if (outcome.kind === 'changed') {
      const { web } = loaded.current();
      if (web.tls) listening?.replaceTls(web.tls);
      // A stream was let in by the users of before, and would go on for as long as its reader likes.
      if (!isDeepStrictEqual(before.web.users, web.users)) streams.endAll();
      await scraper.useConfig();
      view.live.reconfigure(liveSettings(config()));
      warnOfLateChanges(before, loaded.current(), log);
    }
    log.info({ changed: outcome.kind === 'changed' }, 'configuration reloaded');
    return { kind: 'reloaded' };
  };

  const app = createServer({
    scraper,
    renderSnapshot: async (snapshot, format) => {
      const { lastReloadSuccessful, lastSuccessTimestampSeconds } = loaded.status();
      const status = { successful: lastReloadSuccessful, successSeconds: lastSuccessTimestampSeconds };
      const own = await processMetrics.families();
      return renderExposition([...snapshotFamilies({ snapshot, build, reload: status }), ...own], format);
    },
    config,
    configText: () =>
      `${config().demo ? '# Demo: all that is read is a recording.\n' : ''}${redactConfig(config())}`,
    createProbeCollector,
    reportFamilies: probeReportFamilies,
    isReady: () => ready,
    reload,
    web: () => loaded.current().web,
    view,
    streams,
    log,
    nowMs,
  });
  const close = async (deadlineMs: number): Promise<void> => {
    streams.close();
    await listening?.close(deadlineMs);
    await view.live.close();
    await scraper.close();
    processMetrics.close();
  };
  try {
    const { web } = loaded.current();
    listening = await listen({
      app,
      addresses: config().web.listenAddresses,
      ...(web.tls && { tls: web.tls }),
      asksForPassword: web.users.size > 0,
      maxConnections: config().web.maxConnections,
      log,
      nowMs,
    });
  } catch (error) {
    await close(0);
    throw error;
  }
  // The first collection shows at once, in the log and on the page, what cannot be read.
  void scraper.snapshot({ deadlineMs: config().scrapeTimeoutMs }).then(() => {
    ready = true;
  });
  return { urls: listening.urls, reload, close };
}

function refused(error: unknown, log: Log): ReloadResult {
  if (!(error instanceof ConfigError)) throw error;
  const lines = error.message.split('\n');
  for (const line of lines) log.error({ err: line }, 'configuration not reloaded');
  return { kind: 'refused', lines };
}

/** What a reload cannot change while the program runs. */
function warnOfLateChanges(before: Loaded, after: Loaded, log: Log): void {
  const late = [
    ['web.listen_address', before.config.web.listenAddresses, after.config.web.listenAddresses],
    ['web.max_connections', before.config.web.maxConnections, after.config.web.maxConnections],
    ['scrape.haproxy_concurrency', before.config.haproxyConcurrency, after.config.haproxyConcurrency],
    ['tls_server_config', before.web.tls === undefined, after.web.tls === undefined],
  ] as const;
  for (const [key, was, is] of late) {
    if (!isDeepStrictEqual(was, is)) log.warn({ key }, 'this key changes only when vipscope is started anew');
  }
}

import { resolve } from 'node:path';
import {
  buildBind,
  buildHaproxy,
  buildIpvs,
  buildKeepalived,
  buildPeer,
  buildProbe,
} from './build-sources.ts';
import type { Config, ViewSettings } from './config.ts';
import { DEFAULTS } from './defaults.ts';
import { defined, whenDefined } from './defined.ts';
import type { Variables } from './schema/config-conditions.ts';
import type { WrittenConfig } from './schema/config-schema.ts';

/** What a configuration takes from the process that reads it. */
export interface ConfigEnvironment {
  /** Name of this host: the default of `node`. */
  readonly hostname: string;
  /** What the path of the configuration file is relative to. Absolute. */
  readonly workingDirectory: string;
  /** For `password_env`, and STATE_DIRECTORY that systemd sets (systemd.exec(5)). */
  readonly variables: Variables;
}

/** Completes a checked configuration. @param directory what relative paths in it are relative to */
export function buildConfig(
  written: WrittenConfig,
  directory: string,
  environment: ConfigEnvironment,
): Config {
  const context = { path: (path: string) => resolve(directory, path), variables: environment.variables };
  return {
    node: written.node ?? environment.hostname,
    demo: false,
    ...defined({ stateDirectory: stateDirectory(written, context.path, environment.variables) }),
    web: {
      listenAddresses: written.web?.listen_address ?? [DEFAULTS.listenAddress],
      ...defined({ configFile: whenDefined(written.web?.config_file, context.path) }),
      maxConnections: written.web?.max_connections ?? DEFAULTS.maxConnections,
    },
    scrapeTimeoutMs: written.scrape?.timeout ?? DEFAULTS.scrapeTimeoutMs,
    haproxyConcurrency: written.scrape?.haproxy_concurrency ?? DEFAULTS.haproxyConcurrency,
    haproxy: (written.haproxy ?? []).map((source) => buildHaproxy(source, context)),
    ipvs: buildIpvs(written.ipvs ?? {}, context),
    bind: (written.bind ?? []).map((source) => buildBind(source, context)),
    keepalived: (written.keepalived ?? []).map((source) => buildKeepalived(source, context)),
    vip: {
      addresses: written.vip?.addresses ?? [],
      ...defined({ file: whenDefined(written.vip?.file, context.path) }),
    },
    probe: buildProbe(written.probe?.modules ?? {}, context),
    peers: (written.peers ?? []).map((peer) => buildPeer(peer, context)),
    view: buildView(written.view ?? {}),
  };
}

function buildView(written: NonNullable<WrittenConfig['view']>): ViewSettings {
  const intervalMs = written.interval ?? DEFAULTS.viewIntervalMs;
  return {
    intervalMs,
    // Nobody means to collect more often while nobody watches.
    idleIntervalMs: written.idle_interval ?? Math.max(intervalMs, DEFAULTS.viewIdleIntervalMs),
    historyMs: written.history ?? DEFAULTS.viewHistoryMs,
  };
}

/** systemd separates several state directories by colons. */
function stateDirectory(
  written: WrittenConfig,
  absolute: (path: string) => string,
  variables: Variables,
): string | undefined {
  const [ofUnit] = (variables['STATE_DIRECTORY'] ?? '').split(':');
  return whenDefined(written.state_directory ?? (ofUnit === '' ? undefined : ofUnit), absolute);
}

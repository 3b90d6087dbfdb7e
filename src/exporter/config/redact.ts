import { stringify } from 'yaml';
import { formatDuration } from '../../text/duration.ts';
import type {
  BindSource,
  Config,
  Credentials,
  HaproxySource,
  IpvsSource,
  KeepalivedSource,
  PeerSource,
  ProbeModule,
  TlsClientOptions,
} from './config.ts';
import { defined } from './defined.ts';
import type { configSchema } from './schema/config-schema.ts';
import { formatSize } from './text/size.ts';

/** What stands in place of a secret; as Prometheus writes it. */
export const HIDDEN = '<hidden>';

/** A mapping with the keys of the file, whose values are still to be written as YAML. */
type Written<Shape> = { [Key in keyof Shape]?: unknown };
type FileKeys = Written<(typeof configSchema)['shape']>;

/** The configuration in use, defaults included, as a file that could be loaded again; passwords are hidden. */
export function redactConfig(config: Config): string {
  const keys: FileKeys = {
    node: config.node,
    state_directory: config.stateDirectory,
    web: {
      listen_address: config.web.listenAddresses,
      config_file: config.web.configFile,
      max_connections: config.web.maxConnections,
    },
    scrape: {
      timeout: formatDuration(config.scrapeTimeoutMs),
      haproxy_concurrency: config.haproxyConcurrency,
    },
    haproxy: config.haproxy.map(writeHaproxy),
    ipvs: writeIpvs(config.ipvs),
    bind: config.bind.map(writeBind),
    keepalived: config.keepalived.map(writeKeepalived),
    vip: { addresses: config.vip.addresses, file: config.vip.file },
    probe: { modules: Object.fromEntries(config.probe.map((module) => [module.name, writeModule(module)])) },
    peers: config.peers.map(writePeer),
    view: {
      interval: formatDuration(config.view.intervalMs),
      idle_interval: formatDuration(config.view.idleIntervalMs),
      history: formatDuration(config.view.historyMs),
    },
  };
  // Without line folding a path stays one word that can be searched for; aliases would puzzle readers.
  return stringify(keys, { lineWidth: 0, aliasDuplicateObjects: false });
}

function writeHaproxy(source: HaproxySource): object {
  return {
    name: source.name,
    ...(source.kind === 'url'
      ? { url: source.url, ...writeCredentials(source.credentials), tls: writeTls(source.tls) }
      : { [source.kind]: source.path }),
    ...writeBounds(source),
  };
}

function writeIpvs({ source, file, command, procDirectory, connectionLimit, ...bounds }: IpvsSource): object {
  const uses = (...sources: readonly IpvsSource['source'][]): boolean => sources.includes(source);
  return {
    source,
    file,
    command: uses('auto', 'ipvsadm') ? command : undefined,
    proc_directory: uses('auto', 'proc') ? procDirectory : undefined,
    connection_limit: uses('auto', 'ipvsadm', 'proc') ? connectionLimit : undefined,
    ...writeBounds(bounds),
  };
}

function writeBind(source: BindSource): object {
  const common = { zones: source.zones, timeout: formatDuration(source.timeoutMs) };
  if (source.kind === 'statistics-channel') {
    return {
      name: source.name,
      statistics_channel: source.url,
      tls: writeTls(source.tls),
      ...common,
      max_bytes: formatSize(source.maxBytes),
    };
  }
  const { name, path, rndc } = source;
  return {
    name,
    stats_file: path,
    rndc: rndc && { command: rndc.command, interval: formatDuration(rndc.intervalMs) },
    ...common,
  };
}

const KEEPALIVED_KEY = { 'log-file': 'log_file', 'notify-fifo': 'notify_fifo' } as const;

function writeKeepalived(source: KeepalivedSource): object {
  const { name, dump } = source;
  return source.kind === 'journal'
    ? { name, journal: source.unit, command: source.command, dump }
    : { name, [KEEPALIVED_KEY[source.kind]]: source.path, dump };
}

function writeModule(module: ProbeModule): object {
  return {
    kind: module.kind,
    allow: module.allow,
    ...writeCredentials(module.credentials),
    tls: writeTls(module.tls),
    ...writeBounds(module),
  };
}

function writePeer(peer: PeerSource): object {
  return {
    url: peer.url,
    ...writeCredentials(peer.credentials),
    tls: writeTls(peer.tls),
    timeout: formatDuration(peer.timeoutMs),
  };
}

function writeCredentials(credentials: Credentials | undefined): object {
  if (credentials === undefined) return {};
  const { username, password } = credentials;
  return password.kind === 'file'
    ? { username, password_file: password.path }
    : { username, password: HIDDEN };
}

/** Nothing where nothing was set: the key is refused beside a URL that is not https. */
function writeTls(tls: TlsClientOptions): object | undefined {
  const written = defined({
    ca_file: tls.caFile,
    cert_file: tls.certFile,
    key_file: tls.keyFile,
    server_name: tls.serverName,
    insecure_skip_verify: tls.insecureSkipVerify || undefined,
  });
  return Object.keys(written).length === 0 ? undefined : written;
}

function writeBounds({ timeoutMs, maxBytes }: { readonly timeoutMs: number; readonly maxBytes: number }) {
  return { timeout: formatDuration(timeoutMs), max_bytes: formatSize(maxBytes) };
}

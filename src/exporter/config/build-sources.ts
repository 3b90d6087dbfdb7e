import type {
  BindSource,
  Credentials,
  HaproxySource,
  IpvsSource,
  KeepalivedDumpFiles,
  KeepalivedSource,
  Password,
  PeerSource,
  ProbeModule,
  TlsClientOptions,
} from './config.ts';
import { DEFAULTS } from './defaults.ts';
import { defined, whenDefined } from './defined.ts';
import type { Variables } from './schema/config-conditions.ts';
import type { WrittenConfig } from './schema/config-schema.ts';

/** How paths become absolute, and the environment variables. */
export interface BuildContext {
  readonly path: (path: string) => string;
  readonly variables: Variables;
}

type Entry<Key extends 'haproxy' | 'bind' | 'keepalived' | 'peers'> = NonNullable<WrittenConfig[Key]>[number];
type WrittenModules = NonNullable<NonNullable<WrittenConfig['probe']>['modules']>;
type WrittenModule = WrittenModules[string];
type WrittenDump = NonNullable<Entry<'keepalived'>['dump']>;
type WrittenTls = NonNullable<Entry<'haproxy'>['tls']>;

export function buildHaproxy(written: Entry<'haproxy'>, context: BuildContext): HaproxySource {
  const common = { name: written.name, ...bounds(written) };
  if (written.url !== undefined) {
    return {
      ...common,
      kind: 'url',
      url: written.url,
      ...defined({ credentials: credentialsOf(written, context) }),
      tls: tlsOf(written.tls, context),
    };
  }
  if (written.socket !== undefined) return { ...common, kind: 'socket', path: context.path(written.socket) };
  return { ...common, kind: 'file', path: context.path(checked(written.file)) };
}

export function buildIpvs(written: NonNullable<WrittenConfig['ipvs']>, context: BuildContext): IpvsSource {
  return {
    source: written.source ?? 'auto',
    ...defined({ file: whenDefined(written.file, context.path) }),
    command: commandOf(written.command, DEFAULTS.ipvsadmCommand, context),
    procDirectory: context.path(written.proc_directory ?? DEFAULTS.procDirectory),
    connectionLimit: written.connection_limit ?? DEFAULTS.connectionLimit,
    ...bounds(written),
  };
}

export function buildBind(written: Entry<'bind'>, context: BuildContext): BindSource {
  const { timeoutMs, maxBytes } = bounds(written);
  const common = { name: written.name, timeoutMs, zones: written.zones ?? true };
  if (written.statistics_channel !== undefined) {
    return {
      ...common,
      kind: 'statistics-channel',
      url: written.statistics_channel,
      maxBytes,
      tls: tlsOf(written.tls, context),
    };
  }
  const rndc = whenDefined(written.rndc, (given) => ({
    command: commandOf(given.command, DEFAULTS.rndcCommand, context),
    intervalMs: given.interval ?? DEFAULTS.rndcIntervalMs,
  }));
  return {
    ...common,
    kind: 'stats-file',
    path: context.path(checked(written.stats_file)),
    ...defined({ rndc }),
  };
}

export function buildKeepalived(written: Entry<'keepalived'>, context: BuildContext): KeepalivedSource {
  const common = { name: written.name, ...defined({ dump: whenDefined(written.dump, dumpOf(context)) }) };
  if (written.log_file !== undefined) {
    return { ...common, kind: 'log-file', path: context.path(written.log_file) };
  }
  if (written.journal !== undefined) {
    const command = commandOf(written.command, DEFAULTS.journalctlCommand, context);
    return { ...common, kind: 'journal', unit: written.journal, command };
  }
  return { ...common, kind: 'notify-fifo', path: context.path(checked(written.notify_fifo)) };
}

export function buildPeer(written: Entry<'peers'>, context: BuildContext): PeerSource {
  return {
    url: written.url,
    ...defined({ credentials: credentialsOf(written, context) }),
    tls: tlsOf(written.tls, context),
    timeoutMs: written.timeout ?? DEFAULTS.peerTimeoutMs,
  };
}

/** The modules `haproxy` and `bind` are always there; without an allow list they admit nothing. */
export function buildProbe(written: WrittenModules, context: BuildContext): ProbeModule[] {
  return Object.entries({ haproxy: {}, bind: {}, ...written }).map(([name, module]) =>
    probeModule(name, module, context),
  );
}

function probeModule(name: string, written: WrittenModule, context: BuildContext): ProbeModule {
  return {
    name,
    kind: written.kind ?? (name === 'bind' ? 'bind' : 'haproxy'),
    allow: written.allow ?? [],
    ...defined({ credentials: credentialsOf(written, context) }),
    tls: tlsOf(written.tls, context),
    ...bounds(written),
  };
}

function dumpOf(context: BuildContext): (written: WrittenDump) => KeepalivedDumpFiles {
  return ({ data, stats, json }) =>
    defined({
      data: whenDefined(data, context.path),
      stats: whenDefined(stats, context.path),
      json: whenDefined(json, context.path),
    });
}

function credentialsOf(written: WrittenModule, context: BuildContext): Credentials | undefined {
  const { username } = written;
  return username === undefined ? undefined : { username, password: passwordOf(written, context) };
}

function passwordOf(written: WrittenModule, context: BuildContext): Password {
  if (written.password_file !== undefined) return { kind: 'file', path: context.path(written.password_file) };
  if (written.password !== undefined) return { kind: 'text', text: written.password };
  return { kind: 'text', text: checked(context.variables[checked(written.password_env)]) };
}

function tlsOf(written: WrittenTls | undefined, context: BuildContext): TlsClientOptions {
  return {
    ...defined({
      caFile: whenDefined(written?.ca_file, context.path),
      certFile: whenDefined(written?.cert_file, context.path),
      keyFile: whenDefined(written?.key_file, context.path),
      serverName: written?.server_name,
    }),
    insecureSkipVerify: written?.insecure_skip_verify ?? false,
  };
}

/** A program named with a slash is a path like any other; one without is looked up in PATH. */
function commandOf(
  written: readonly string[] | undefined,
  otherwise: readonly string[],
  context: BuildContext,
): readonly string[] {
  const [program = '', ...rest] = written ?? otherwise;
  return [program.includes('/') ? context.path(program) : program, ...rest];
}

interface Bounds {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

function bounds(written: {
  readonly timeout?: number | undefined;
  readonly max_bytes?: number | undefined;
}): Bounds {
  return {
    timeoutMs: written.timeout ?? DEFAULTS.sourceTimeoutMs,
    maxBytes: written.max_bytes ?? DEFAULTS.maxBytes,
  };
}

/** A value that config-conditions.ts makes sure of. */
function checked<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('a configuration was built that had not been checked');
  return value;
}

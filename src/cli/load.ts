import type { ConfigEnvironment } from '../exporter/config/build-config.ts';
import type { Config } from '../exporter/config/config.ts';
import { type LoadedWebConfig, readConfigFile, readWebConfigFile } from '../exporter/config/config-files.ts';
import { discover } from '../exporter/config/discover.ts';
import { createHostFiles } from '../exporter/config/discovery/host-files.ts';
import type { Loaded } from '../exporter/exporter.ts';
import { createLog, LOG_FORMATS, LOG_LEVELS, type Log } from '../exporter/log.ts';
import { type OptionValues, UsageError } from './arguments.ts';
import type { Io } from './io.ts';

/** No configuration file takes this long, unless its disk hangs. */
const READ_TIMEOUT_MS = 10_000;
const OPEN_WEB: LoadedWebConfig = { users: new Map(), headers: {} };

/** The configuration that the options name, or one of what this host has, which is then told to the log. */
export async function loadConfigOption(options: OptionValues, io: Io, log: Log): Promise<Config> {
  const [path] = options.get('config.file') ?? [];
  const environment = configEnvironment(io);
  if (path !== undefined) return readConfigFile(path, environment, AbortSignal.timeout(READ_TIMEOUT_MS));
  const { config, found, missing } = await discover(createHostFiles('/'), environment);
  for (const line of found) log.info({ found: line }, 'found on this host');
  for (const line of missing) log.info({ missing: line }, 'not found on this host');
  return config;
}

/** Configuration and web configuration, with what the command line says in place of what the file does. */
export async function loadWithWeb(
  options: OptionValues,
  io: Io,
  loadConfig: () => Promise<Config>,
): Promise<Loaded> {
  const config = await loadConfig();
  const listenAddresses = options.get('web.listen-address') ?? config.web.listenAddresses;
  const [webFile = config.web.configFile] = options.get('web.config.file') ?? [];
  const web =
    webFile === undefined
      ? OPEN_WEB
      : await readWebConfigFile(webFile, io.workingDirectory, AbortSignal.timeout(READ_TIMEOUT_MS));
  return { config: { ...config, web: { ...config.web, listenAddresses } }, web };
}

export function configEnvironment(io: Io): ConfigEnvironment {
  return { hostname: io.hostname, workingDirectory: io.workingDirectory, variables: io.environment };
}

/** @throws UsageError for a level or format that there is not */
export function logOf(options: OptionValues, io: Io, quietest: 'info' | 'warn' = 'info'): Log {
  return createLog({
    level: oneOf('log.level', LOG_LEVELS, options, quietest),
    format: oneOf('log.format', LOG_FORMATS, options, 'logfmt'),
    write: io.writeError,
    nowMs: io.nowMs,
  });
}

/** The value of an option that takes one of a few words. @throws UsageError */
export function oneOf<Word extends string>(
  name: string,
  words: readonly Word[],
  options: OptionValues,
  otherwise: Word,
): Word {
  const [given = otherwise] = options.get(name) ?? [];
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) {
    throw new UsageError(`--${name} is ${JSON.stringify(given)}; it takes ${words.join(', ')}`);
  }
  return word;
}

import { readTextFile } from '../../sources/file.ts';
import { SourceError } from '../../sources/source-error.ts';
import { ConfigError } from '../../yaml/config-error.ts';
import type { ConfigEnvironment } from './build-config.ts';
import type { Config } from './config.ts';
import { loadConfig } from './load-config.ts';
import { readTlsServerOptions, type TlsServerOptions } from './tls-server-options.ts';
import { loadWebConfig, type WebConfig } from './web-config.ts';

const MOST_BYTES = 2 ** 20;

/** @throws ConfigError for a file that cannot be read, too, then without a position */
export async function readConfigFile(
  path: string,
  environment: ConfigEnvironment,
  signal: AbortSignal,
): Promise<Config> {
  return loadConfig(await readText(path, signal), path, environment);
}

/** A web configuration with its certificates, ready for a server. */
export interface LoadedWebConfig extends Pick<WebConfig, 'users' | 'headers'> {
  readonly tls?: TlsServerOptions;
}

/**
 * Reads a web configuration file and the certificates that it names.
 *
 * @throws ConfigError for a file that cannot be read or used, too, then without a position
 */
export async function readWebConfigFile(
  path: string,
  workingDirectory: string,
  signal: AbortSignal,
): Promise<LoadedWebConfig> {
  const { tls, users, headers } = loadWebConfig(await readText(path, signal), path, workingDirectory);
  if (tls === undefined) return { users, headers };
  return { users, headers, tls: await orConfigError(path, readTlsServerOptions(tls, signal)) };
}

function readText(path: string, signal: AbortSignal): Promise<string> {
  return orConfigError(path, readTextFile(path, { signal, maxBytes: MOST_BYTES }));
}

async function orConfigError<Value>(path: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const text =
      error.kind === 'too-large'
        ? 'is larger than 1 MiB; a configuration is a short text'
        : // The line begins with the file already.
          error.message.replace(`${path} `, 'it ');
    throw new ConfigError(path, [{ text }], { cause: error });
  }
}

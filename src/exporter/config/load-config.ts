import { dirname, resolve } from 'node:path';
import { checkDocument } from '../../yaml/check-document.ts';
import { buildConfig, type ConfigEnvironment } from './build-config.ts';
import type { Config } from './config.ts';
import { configFindings } from './schema/config-conditions.ts';
import { configSchema } from './schema/config-schema.ts';

/**
 * Reads a configuration. Does no I/O: the files that it names are opened where they are used.
 *
 * @param fileName path of the text, for messages; relative paths in it are relative to its directory
 * @throws ConfigError with every mistake, a line each: `file:line:column: what, and what would be right`
 */
export function loadConfig(text: string, fileName: string, environment: ConfigEnvironment): Config {
  const written = checkDocument(text, fileName, {
    schema: configSchema,
    findings: (value) => configFindings(value, environment.variables),
  });
  return buildConfig(written, resolve(environment.workingDirectory, dirname(fileName)), environment);
}

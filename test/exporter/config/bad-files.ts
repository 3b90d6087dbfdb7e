import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadConfig } from '../../../src/exporter/config/load-config.ts';
import { ConfigError } from '../../../src/yaml/config-error.ts';
import { ENVIRONMENT } from './environment.ts';

const DIRECTORY = join(import.meta.dirname, '../../fixtures/config/bad');

/** Names, without their ending, of the bad files that match a pattern. */
export function badFileNames(pattern: RegExp): string[] {
  return readdirSync(DIRECTORY)
    .map((name) => basename(name, '.yml'))
    .filter((name) => pattern.test(name))
    .sort();
}

/** The error's lines for a bad file; none when it loads. */
export function mistakesIn(name: string): string[] {
  const fileName = `${name}.yml`;
  try {
    loadConfig(readFileSync(join(DIRECTORY, fileName), 'utf8'), fileName, ENVIRONMENT);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
}

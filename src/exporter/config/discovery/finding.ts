import type { WrittenConfig } from '../schema/config-schema.ts';

/** What the search for one subsystem gave. */
export interface Finding {
  /** Its part of a configuration. */
  readonly written: Pick<WrittenConfig, 'haproxy' | 'bind' | 'keepalived'>;
  /** Lines for the log about what will be read. */
  readonly found: readonly string[];
  /** Lines for the log about what is not there, and what would help. */
  readonly missing: readonly string[];
}

/** The name of a source that was found; there is one of each kind on most hosts. */
export const FOUND_NAME = 'local';

export function nothing(...missing: readonly string[]): Finding {
  return { written: {}, found: [], missing };
}

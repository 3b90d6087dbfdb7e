import type { OptionContext } from '../../../../src/loadgen/options/invocation.ts';
import { parseSettings } from '../../../../src/loadgen/options/parse-settings.ts';
import { UsageError } from '../../../../src/loadgen/options/usage-error.ts';
import type { Settings } from '../../../../src/loadgen/settings.ts';

/** A machine of four processors without a key in its environment. */
export const CONTEXT: OptionContext = {
  programName: 'dnsbench',
  cores: 4,
  environment: {},
  readTextFile: (path) => {
    throw new Error(`ENOENT: no such file or directory, open '${path}'`);
  },
};

/** Settings of a command line that runs something. */
export function settingsOf(argv: readonly string[], context: Partial<OptionContext> = {}): Settings {
  const invocation = parseSettings(argv, { ...CONTEXT, ...context });
  if (invocation.kind !== 'run') throw new Error(`it is ${invocation.kind}`);
  return invocation.settings;
}

/** The message about a command line that is wrong. */
export function mistakeIn(argv: readonly string[], context: Partial<OptionContext> = {}): string {
  try {
    parseSettings(argv, { ...CONTEXT, ...context });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'none';
}

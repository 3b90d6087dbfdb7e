import type { Dialect } from '../settings.ts';
import { asciiDashes } from './dashes.ts';

const DIALECTS: readonly Dialect[] = ['dnsbench', 'queryperf', 'dnsperf'];

/** The dialect of a program's name: a link called `queryperf` speaks as queryperf does. */
export function dialectOfProgram(programName: string): Dialect {
  const base = programName.replace(/^.*\//, '').replace(/\.[cm]?[jt]s$/, '');
  return DIALECTS.find((dialect) => dialect === base) ?? 'dnsbench';
}

/**
 * The dialect that `--compat` asks for, or that of the program's name. It is looked for before options are read, since
 * it decides what they mean.
 */
export function dialectOf(programName: string, argv: readonly string[]): Dialect {
  const end = argv.indexOf('--');
  const options = argv
    .slice(0, end < 0 ? argv.length : end)
    .map((argument) => asciiDashes(argument, (name) => name === 'compat'));
  const asked = options.map((option, at) =>
    option === '--compat' ? argv[at + 1] : /^--compat=(.*)$/.exec(option)?.[1],
  );
  const last = asked.findLast((value) => value !== undefined)?.toLowerCase();
  return DIALECTS.find((dialect) => dialect === last) ?? dialectOfProgram(programName);
}

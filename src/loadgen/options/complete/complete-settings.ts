import { basename } from 'node:path';
import type { Dialect, Settings } from '../../settings.ts';
import type { AppliedOptions, GivenOptions } from '../apply-options.ts';
import { shellQuoted } from '../command-line-text.ts';
import { refuseConflicts } from '../conflicts.ts';
import type { OptionContext } from '../invocation.ts';
import type { Arguments } from '../read-arguments.ts';
import { checkFiles } from './check-files.ts';
import { completeEvents } from './complete-events.ts';
import { completeOutput } from './complete-output.ts';
import { completeRun } from './complete-run.ts';
import { completeShaping } from './complete-shaping.ts';
import { refuseLedgerBounds } from './ledger-bounds.ts';
import { notesOnOptions } from './notes-on-options.ts';
import { shareOfWorkers } from './share-of-workers.ts';

/** Names of {@link Settings.given} by the options that give them. */
const GIVEN = {
  server: 'server',
  port: 'port',
  outstanding: 'outstanding',
  'total-outstanding': 'outstanding',
  timeout: 'timeout',
} as const;

/** Settings of what the options say, with the defaults of the dialect. @throws UsageError for contradictions */
export function completeSettings(
  dialect: Dialect,
  { draft, given }: AppliedOptions,
  { shown, notes }: Arguments,
  context: OptionContext,
): Settings {
  refuseConflicts(draft, given);
  checkFiles(draft, given);
  refuseLedgerBounds(draft);
  const share = shareOfWorkers(dialect, draft, given, context.cores);
  return {
    run: {
      ...completeRun(draft, given, share.run),
      shaping: completeShaping(dialect, draft, given, context),
    },
    output: completeOutput(dialect, draft),
    ...completeEvents(draft),
    commandLine: [shellQuoted(basename(context.programName)), ...shown].join(' '),
    notes: [...notes, ...notesOnOptions(dialect, draft, given), ...share.notes],
    given: givenNames(given),
  };
}

function givenNames(given: GivenOptions): Settings['given'] {
  const names = Object.entries(GIVEN).filter(([option]) => given.has(option));
  return new Set(names.map(([, name]) => name));
}

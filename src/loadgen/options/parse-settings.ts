import { applyOptions } from './apply-options.ts';
import { completeSettings } from './complete/complete-settings.ts';
import { dialectOf, dialectOfProgram } from './dialect.ts';
import { help } from './help.ts';
import type { Invocation, OptionContext } from './invocation.ts';
import { type OptionTable, optionTable } from './option-table.ts';
import { type Arguments, type GivenOption, readArguments } from './read-arguments.ts';
import { isResultCommand, parseResultCommand } from './result-command.ts';

/** The variable that a key may be given in, where other users of the host do not see it. */
const KEY_VARIABLE = 'DNSBENCH_TSIG';

/**
 * Reads the arguments of `dnsbench`, or of `queryperf` and `dnsperf` where the program's name or --compat says so.
 *
 * @throws UsageError, whose message names the option, its value and what would be right
 */
export function parseSettings(argv: readonly string[], context: OptionContext): Invocation {
  const [first, ...rest] = argv;
  if (isResultCommand(first) && dialectOfProgram(context.programName) === 'dnsbench') {
    return parseResultCommand(first, rest);
  }
  const table = optionTable(dialectOf(context.programName, argv));
  const args = readArguments(argv, table);
  for (const item of args.items) {
    if (item.kind === 'operand') continue;
    if (item.row.takes.kind === 'help') return { kind: 'help', text: help(table) };
    if (item.row.takes.kind === 'version') return { kind: 'version' };
  }
  const applied = applyOptions(withKeyOfEnvironment(args, table, context), false);
  return { kind: 'run', settings: completeSettings(table.dialect, applied, args, context) };
}

/** A key in the environment is an option that any other key replaces. */
function withKeyOfEnvironment(
  args: Arguments,
  { byName }: OptionTable,
  { environment }: OptionContext,
): Arguments {
  const value = environment[KEY_VARIABLE] ?? '';
  const row = byName.get('tsig');
  const given = args.items.some((item) => item.kind === 'option' && item.row.long[0]?.startsWith('tsig'));
  if (value === '' || row === undefined || given) return args;
  const key: GivenOption = { kind: 'option', row, written: KEY_VARIABLE, value };
  return { ...args, items: [key, ...args.items] };
}

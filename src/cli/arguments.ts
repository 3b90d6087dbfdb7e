import { type ParseArgsConfig, parseArgs } from 'node:util';
import { COMMANDS, type CommandName, OPERANDS, OPTIONS, type OptionRow, optionsOf } from './usage.ts';

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'command';
      readonly command: CommandName;
      readonly options: OptionValues;
      /** What stands without an option's name. */
      readonly operands: readonly string[];
    };

/** Values by option name; an option that may be given again has all of them. */
export type OptionValues = ReadonlyMap<string, readonly string[]>;

/** The command line is wrong; the message says what would be right. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function parseArguments(argv: readonly string[]): Invocation {
  const [first, ...rest] = argv;
  if (first === undefined || first === 'help' || first === '-h' || first === '--help')
    return { kind: 'help' };
  if (first === '--version' || first === 'version') return { kind: 'version' };
  if (!isCommand(first)) {
    const known = Object.keys(COMMANDS).join(', ');
    throw new UsageError(`there is no command ${JSON.stringify(first)}; commands are ${known}`);
  }
  refuseForeignOption(rest, first);
  const { options, operands } = parseOptions(rest, optionsOf(first), OPERANDS[first]);
  if (options.has('help')) return { kind: 'help' };
  if (options.has('version')) return { kind: 'version' };
  const operand = OPERANDS[first];
  if (operand !== undefined && operands.length !== 1) {
    const given = operands.length === 0 ? 'none was given' : `${operands.length} were given`;
    throw new UsageError(`${first} takes one ${operand}, and ${given}; see vipscope --help`);
  }
  return { kind: 'command', command: first, options, operands };
}

/** An option that another command has deserves more than "unknown". */
function refuseForeignOption(args: readonly string[], command: CommandName): void {
  const names = args.map((arg) => /^--([^=]+)/.exec(arg)?.[1]);
  const foreign = OPTIONS.find(
    ({ name, commands }) => names.includes(name) && commands?.includes(command) === false,
  );
  if (foreign === undefined) return;
  throw new UsageError(
    `--${foreign.name} is an option of ${foreign.commands?.join(' and ')}, not of ${command}`,
  );
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function parseOptions(
  args: readonly string[],
  rows: readonly OptionRow[],
  operand: string | undefined,
): { readonly options: OptionValues; readonly operands: readonly string[] } {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    rows.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? 'boolean' : 'string',
        multiple: true,
        ...(short !== undefined && { short }),
      },
    ]),
  );
  const values = new Map<string, string[]>();
  const { values: written, positionals } = parsed(args, options, operand !== undefined);
  for (const [name, given] of Object.entries(written)) {
    const list = (Array.isArray(given) ? given : [given]).map(String);
    const row = rows.find((each) => each.name === name);
    // Mostly a variable of a script that is not set: `--out=` would be the directory that it runs in.
    if (list.includes('')) throw new UsageError(`--${name} is empty; it takes ${row?.value ?? 'nothing'}`);
    if (list.length > 1 && row?.multiple !== true) {
      throw new UsageError(`--${name} is given ${list.length} times; once is enough`);
    }
    values.set(name, list);
  }
  return { options: values, operands: positionals };
}

function parsed(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
  allowPositionals: boolean,
): { readonly values: Record<string, unknown>; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals });
  } catch (error) {
    // parseArgs explains its errors over several sentences; the first says what is wrong.
    const message = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error);
    throw new UsageError(`${message}; see vipscope --help`, { cause: error });
  }
}

import { HIDDEN, shellQuoted } from './command-line-text.ts';
import { asciiDashes } from './dashes.ts';
import { nearName } from './near-name.ts';
import type { OptionRow } from './option-row.ts';
import type { OptionTable } from './option-table.ts';
import { quoted } from './quoted.ts';
import { UsageError } from './usage-error.ts';

/** An option as it was given. */
export interface GivenOption {
  readonly kind: 'option';
  readonly row: OptionRow;
  /** `-l`, `--time` or `-O suppress`. */
  readonly written: string;
  readonly value?: string;
  /** Name of a long option that was written with one dash, as far as one can tell. */
  readonly perhaps?: string;
}

/** An argument that is no option, and the option before it. */
export interface Operand {
  readonly kind: 'operand';
  readonly text: string;
  readonly after?: GivenOption;
}

/** A command line, taken apart as getopt_long(3) does. */
export interface Arguments {
  readonly items: readonly (GivenOption | Operand)[];
  /** The arguments as they may be shown: quoted, secrets hidden. */
  readonly shown: readonly string[];
  readonly notes: readonly string[];
}

/** @throws UsageError for an option that is unknown or lacks its value */
export function readArguments(argv: readonly string[], table: OptionTable): Arguments {
  const reader = new ArgumentReader(argv, table);
  reader.readAll();
  const { items, shown, notes } = reader;
  return { items, shown, notes };
}

class ArgumentReader {
  readonly items: (GivenOption | Operand)[] = [];
  readonly shown: string[] = [];
  readonly notes: string[] = [];
  readonly #argv: readonly string[];
  readonly #table: OptionTable;
  #next = 0;

  constructor(argv: readonly string[], table: OptionTable) {
    this.#argv = argv;
    this.#table = table;
  }

  readAll(): void {
    let onlyOperands = false;
    for (let argument = this.#take(); argument !== undefined; argument = this.#take()) {
      if (onlyOperands || argument === '-' || !argument.startsWith('-')) this.#addOperand(argument);
      else if (argument === '--') {
        onlyOperands = true;
        this.shown.push(argument);
      } else if (argument.startsWith('--')) this.#readLong(argument);
      else this.#readLetters(argument);
    }
  }

  #take(): string | undefined {
    const argument = this.#argv[this.#next++];
    if (argument === undefined) return undefined;
    const read = this.#asRead(argument);
    if (read !== argument) this.#noteDash(argument, read);
    return read;
  }

  #asRead(argument: string): string {
    return asciiDashes(argument, (name) => this.#table.byName.has(name));
  }

  /** Shows no more than the option's name: what is glued to it may be secret. */
  #noteDash(argument: string, read: string): void {
    const name = read.startsWith('--') ? (read.split('=', 1)[0] ?? '') : read.slice(0, 2);
    const dash = /[^-]/.exec(argument)?.[0] ?? '';
    const code = dash.charCodeAt(0).toString(16).toUpperCase();
    this.notes.push(`${quoted(dash)} (U+${code}) was read as - in ${quoted(name)}`);
  }

  #addOperand(text: string): void {
    const after = this.items.at(-1);
    this.items.push({ kind: 'operand', text, ...(after?.kind === 'option' && { after }) });
    this.shown.push(shellQuoted(text));
  }

  #readLong(argument: string): void {
    const [, name = '', value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(argument) ?? [];
    const row = this.#table.byName.get(name);
    if (row === undefined) throw this.#unknown(`--${name}`, name);
    const written = `--${name}`;
    if (value !== undefined) {
      if (takesNoValue(row)) throw new UsageError(`${written} takes no value`);
      this.#add(row, written, value, `${written}=`);
    } else if (needsValue(row)) this.#addWithNext(row, written, shellQuoted(argument));
    else this.#add(row, written);
  }

  #readLetters(argument: string): void {
    const perhaps = this.#table.byName.has(argument.slice(1).split('=', 1)[0] ?? '')
      ? `--${argument.slice(1).split('=', 1)[0]}`
      : undefined;
    const letters = [...argument.slice(1)];
    let before = '-';
    for (const [at, letter] of letters.entries()) {
      const row = this.#table.byLetter.get(letter);
      const written = `-${letter}`;
      if (row === undefined) throw this.#unknown(written, argument.slice(1));
      before += letter;
      if (!needsValue(row)) {
        this.items.push({ kind: 'option', row, written });
        continue;
      }
      const glued = letters.slice(at + 1).join('');
      if (glued === '') this.#addWithNext(row, written, before);
      else this.#add(row, written, glued, before, perhaps);
      return;
    }
    this.shown.push(before);
  }

  /** The next argument is the value, unless it is an option itself. */
  #addWithNext(row: OptionRow, written: string, shown: string): void {
    const next = this.#argv[this.#next];
    const read = next === undefined ? undefined : this.#asRead(next);
    if (next === undefined || read === undefined || this.#isOption(read)) {
      throw new UsageError(`${written} needs a value${wantedOf(row)}`);
    }
    this.#next++;
    if (read === '-' && next !== '-') this.#noteDash(next, read);
    this.shown.push(shown);
    this.#add(row, written, read === '-' ? read : next, '');
  }

  /** `-5` is a value, and a wrong one, where `-1` is an option. */
  #isOption(argument: string): boolean {
    return /^-[^\d.]/.test(argument) || (argument[0] === '-' && this.#table.byLetter.has(argument[1] ?? ''));
  }

  #add(row: OptionRow, written: string, value?: string, shownBefore = written, perhaps?: string): void {
    const shownValue = value === undefined ? '' : row.secret === true ? HIDDEN : shellQuoted(value);
    this.shown.push(`${shownBefore}${shownValue}`);
    if (row.takes.kind === 'dnsperf-key') {
      this.#addKey(value ?? '');
      return;
    }
    this.items.push({
      kind: 'option',
      row,
      written,
      ...(value !== undefined && { value }),
      ...(perhaps !== undefined && { perhaps }),
    });
  }

  /** dnsperf's `-O key=value` and `-O key`. */
  #addKey(text: string): void {
    const [, key = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(text) ?? [];
    const row = this.#table.byKey.get(key);
    const known = [...this.#table.byKey.keys()];
    if (row === undefined) {
      const near = nearName(key, known);
      const instead = near === undefined ? `keys are ${known.join(', ')}` : `did you mean ${near}?`;
      throw new UsageError(`-O has no key ${quoted(key)}; ${instead}`);
    }
    const written = `-O ${key}`;
    if (value === undefined && needsValue(row)) {
      throw new UsageError(`${written} needs a value${wantedOf(row)}`);
    }
    if (value !== undefined && takesNoValue(row)) throw new UsageError(`${written} takes no value`);
    this.items.push({ kind: 'option', row, written, ...(value !== undefined && { value }) });
  }

  #unknown(written: string, name: string): UsageError {
    const near = nearName(name.split('=', 1)[0] ?? '', [...this.#table.byName.keys()]);
    const instead = near === undefined ? `see ${this.#table.command} --help` : `did you mean --${near}?`;
    return new UsageError(`there is no option ${quoted(written)}; ${instead}`);
  }
}

function needsValue({ takes }: OptionRow): boolean {
  return takes.kind === 'dnsperf-key' || (takes.kind === 'value' && takes.applyBare === undefined);
}

function takesNoValue({ takes }: OptionRow): boolean {
  return takes.kind === 'switch' || takes.kind === 'help' || takes.kind === 'version';
}

function wantedOf({ takes }: OptionRow): string {
  return takes.kind === 'value' ? `: ${takes.wanted}` : '';
}

import type { Draft } from './draft.ts';
import { idOf } from './option-table.ts';
import { quoted } from './quoted.ts';
import type { Arguments, GivenOption, Operand } from './read-arguments.ts';
import { UsageError } from './usage-error.ts';

/** Options as they were given last, by their first long names. */
export type GivenOptions = ReadonlyMap<string, GivenOption>;

/** What the options of a command line say, in the order that they are given. */
export interface AppliedOptions {
  readonly draft: Draft;
  readonly given: GivenOptions;
  readonly operands: readonly string[];
}

/** @throws UsageError for a value that is not as wanted, an option that is not offered, an operand where none goes */
export function applyOptions({ items }: Arguments, operandsAllowed: boolean): AppliedOptions {
  let draft: Draft = {};
  const given = new Map<string, GivenOption>();
  const operands: string[] = [];
  for (const item of items) {
    if (item.kind === 'operand') {
      if (!operandsAllowed) throw unexpected(item);
      operands.push(item.text);
      continue;
    }
    draft = applied(item, draft);
    given.set(idOf(item.row), item);
  }
  return { draft, given, operands };
}

function applied(option: GivenOption, draft: Draft): Draft {
  const { row, written, value } = option;
  const { takes } = row;
  if (takes.kind === 'refused') throw new UsageError(`${written}: ${takes.because}`);
  if (takes.kind === 'switch') return takes.apply(draft);
  if (takes.kind !== 'value') return draft;
  const after = value === undefined ? takes.applyBare?.(draft) : takes.apply(value, draft);
  if (after === undefined) throw wrongValue(option, takes.wanted, takes.wrongPart?.(value ?? ''));
  return after;
}

function wrongValue(option: GivenOption, wanted: string, wrongPart: string | undefined): UsageError {
  const { row, written, value = '', perhaps } = option;
  if (row.secret === true) return new UsageError(`the value of ${written} is no key; write ${wanted}`);
  const is = wrongPart === undefined ? `is ${quoted(value)}` : `has ${quoted(wrongPart)} in it`;
  const hint = perhaps === undefined ? '' : `; did you mean ${perhaps}?`;
  return new UsageError(`${written} ${is}; write ${wanted}${hint}`);
}

function unexpected({ text, after }: Operand): UsageError {
  if (after?.row.secret === true) return new UsageError(`an argument too many after ${after.written}`);
  const shown = quoted(text);
  if (after === undefined) {
    return new UsageError(`unexpected argument ${shown}; the file of queries goes after -d`);
  }
  const { row, written, value } = after;
  if (row.takes.kind === 'value' && row.takes.applyBare !== undefined && value === undefined) {
    return new UsageError(
      `unexpected argument ${shown} after ${written}; write its value as --${idOf(row)}=${row.metavar}`,
    );
  }
  const instead =
    row.insteadOfValue === undefined
      ? 'the file of queries goes after -d'
      : `${written} takes no value here; did you mean ${row.insteadOfValue}, or --compat dnsperf?`;
  return new UsageError(`unexpected argument ${shown} after ${written}; ${instead}`);
}

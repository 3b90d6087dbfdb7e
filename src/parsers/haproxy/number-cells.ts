import type { ProblemLog } from '../../model/problem.ts';
import { kindOfNumber } from './numbers.ts';

interface BadCells {
  readonly line: number;
  readonly text: string;
  rows: number;
}

/** Sees to it that numeric columns hold numbers. One for each text that is parsed. */
export class NumberCells {
  private readonly numeric: readonly (readonly [index: number, name: string])[];
  private readonly badByReason = new Map<string, BadCells>();

  constructor(numeric: readonly (readonly [index: number, name: string])[]) {
    this.numeric = numeric;
  }

  /** The row's cells; those that are no numbers are '' and those that went below zero are 0. */
  check(cells: readonly string[], row: { readonly line: number; readonly text: string }): readonly string[] {
    let checked: string[] | undefined;
    for (const [index, name] of this.numeric) {
      const cell = cells[index];
      // Most cells are empty or 0.
      if (cell === undefined || cell === '' || cell === '0') continue;
      const kind = kindOfNumber(cell);
      if (kind === 'number') continue;
      checked ??= [...cells];
      checked[index] = kind === 'underflow' ? '0' : '';
      this.note(
        kind === 'underflow'
          ? `column ${name} has gone below zero and is taken as 0`
          : `column ${name} holds what is not a number and is left out`,
        row,
      );
    }
    return checked ?? cells;
  }

  /** Tells of bad cells once a column, with the first row that has one, however many rows there are. */
  report(problems: ProblemLog): void {
    for (const [reason, { line, text, rows }] of this.badByReason) {
      problems.add(line, rows === 1 ? reason : `${reason}, in ${rows} rows`, text);
    }
  }

  private note(reason: string, { line, text }: { readonly line: number; readonly text: string }): void {
    const known = this.badByReason.get(reason);
    if (known === undefined) this.badByReason.set(reason, { line, text, rows: 1 });
    else known.rows += 1;
  }
}

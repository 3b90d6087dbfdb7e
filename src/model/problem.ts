/** One piece of input that could not be used, kept so that an operator can read what it was. */
export interface Problem {
  /** Line in the text that was parsed, counted from 1; 0 where the problem is of no line. */
  readonly line: number;
  /** What is wrong and what would be right, in one line. */
  readonly reason: string;
  /** The offending text, cut to {@link PROBLEM_TEXT_CHARACTERS}. */
  readonly text: string;
}

/** All problems of one text: every one is counted, the first few are kept. */
export interface ProblemList {
  readonly count: number;
  readonly kept: readonly Problem[];
}

/** What every parser returns: what it understood, and what it did not. */
export interface Parsed<Records> {
  readonly records: Records;
  readonly problems: ProblemList;
}

export const PROBLEM_TEXT_CHARACTERS = 200;
export const PROBLEMS_KEPT = 50;

export const NO_PROBLEMS: ProblemList = { count: 0, kept: [] };

/** Collects problems in bounded memory, however bad the input is. */
export class ProblemLog implements ProblemList {
  count = 0;
  readonly kept: Problem[] = [];

  add(line: number, reason: string, text: string): void {
    this.count += 1;
    if (this.kept.length < PROBLEMS_KEPT) {
      this.kept.push({ line, reason, text: text.slice(0, PROBLEM_TEXT_CHARACTERS) });
    }
  }
}

/** The problems of several texts that one collection read, in the order given. */
export function joinProblems(lists: readonly ProblemList[]): ProblemList {
  return {
    count: lists.reduce((sum, list) => sum + list.count, 0),
    kept: lists.flatMap((list) => list.kept).slice(0, PROBLEMS_KEPT),
  };
}

/**
 * What is wrong with a source as a whole, such as a part of it that could not be read: the problems of no line and no
 * text.
 */
export function shortcomings({ kept }: ProblemList): string[] {
  return kept.filter(({ line, text }) => line === 0 && text === '').map(({ reason }) => reason);
}

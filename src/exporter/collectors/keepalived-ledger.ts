import type { KeepalivedState } from '../../model/keepalived.ts';
import type { KeepalivedLine } from '../../model/keepalived-event.ts';
import { KeepalivedTracker } from '../../model/keepalived-tracker.ts';
import { type ProblemList, ProblemLog } from '../../model/problem.ts';
import type { LineBatch } from '../../sources/line-splitter.ts';

const DAMAGED = 'a part of the line is missing: it is longer than 64 KiB, or was torn off';
const NOT_KEPT = '(not kept)';

/** Gets each line that is read, in the order of its log. */
export type LineListener = (
  line: KeepalivedLine,
  text: string,
  seen: { readonly isHistory: boolean; readonly nowMs: number },
) => void;

export interface LedgerOptions {
  readonly parse: (line: string, nowMs: number) => KeepalivedLine;
  readonly nowMs: () => number;
  readonly onLine?: LineListener | undefined;
  /** What was known before a restart. */
  readonly known?: { readonly tracker: KeepalivedTracker; readonly skippedLines: number } | undefined;
}

/** What the lines of one keepalived have told so far. */
export class KeepalivedLedger {
  readonly tracker: KeepalivedTracker;
  /** Lines of other programs that the source left out. */
  skippedLines: number;
  private readonly options: LedgerOptions;
  private problems = new ProblemLog();

  constructor(options: LedgerOptions) {
    this.options = options;
    this.tracker = options.known?.tracker ?? new KeepalivedTracker();
    this.skippedLines = options.known?.skippedLines ?? 0;
  }

  /** @param isHistory they tell the state, and are not counted */
  take({ lines, skipped, damaged }: LineBatch, isHistory: boolean): void {
    const { parse, onLine } = this.options;
    const nowMs = this.options.nowMs();
    const seen = { isHistory, nowMs };
    for (const text of lines) {
      const line = parse(text, nowMs);
      this.tracker.apply(line, { count: !isHistory });
      onLine?.(line, text, seen);
      if (line.problem !== undefined && !isHistory) this.problems.add(0, line.problem, text);
    }
    if (isHistory) return;
    this.skippedLines += skipped;
    for (let count = 0; count < damaged; count += 1) this.problems.add(0, DAMAGED, NOT_KEPT);
  }

  state(): KeepalivedState {
    const state = this.tracker.state();
    return { ...state, lines: { ...state.lines, foreign: state.lines.foreign + this.skippedLines } };
  }

  /** Those since the last call. */
  takeProblems(): ProblemList {
    const { problems } = this;
    this.problems = new ProblemLog();
    return problems;
  }
}

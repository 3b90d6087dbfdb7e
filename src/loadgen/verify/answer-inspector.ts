import type { QueryPool } from '../queries/query-pool.ts';
import { questionText } from '../queries/question-text.ts';
import { checkAnswer } from './answer-check.ts';
import { firstDataOf, nsidOf, type Origin } from './answer-origin.ts';
import { createBoundedCounts } from './bounded-counts.ts';
import type { Expectation } from './expectation.ts';

const MAX_KEYS = 1_000;
const MISMATCHES_KEPT = 20;
/** Where all are alike, words for each of them would cost more than the check. */
const MISMATCHES_WORDED = 1_000;

/** What a worker looks for in each answer. */
export interface AnswerInspectorOptions {
  readonly countBy: 'nothing' | 'nsid' | 'answer';
  readonly verify: boolean;
  readonly pool: QueryPool;
  /** Characters of the label that was put before each name; 0: none was. */
  readonly prefixLength: number;
  readonly expectationOf: (query: number) => Expectation | undefined;
  /** Servers that are told apart; 1,000. */
  readonly maxKeys?: number;
}

/** Looks at all answers of one worker. */
export interface AnswerInspector {
  /**
   * @param query number in the pool of the query that was answered
   * @returns whether the answer is as expected; true where nothing is verified. Never throws.
   */
  inspect(message: Uint8Array, query: number): boolean;
  /** Who gave the last answer that was inspected; undefined where answers are not counted by that. */
  readonly lastOrigin: string | undefined;
  /** Which servers answered how much, most first, and what those answered that found no place. */
  counts(): { readonly counts: readonly (readonly [string, number])[]; readonly others: number };
  /** The first few ways in which answers were not as expected: `www.abc.local A: expected 192.168.1.11, got 192.168.1.12`. */
  mismatches(): readonly string[];
}

const ORIGINS: Readonly<Record<AnswerInspectorOptions['countBy'], Origin | undefined>> = {
  nothing: undefined,
  nsid: nsidOf,
  answer: firstDataOf,
};

/** Counts and mismatches stay bounded, however many servers and wrong answers there are. */
export function createAnswerInspector(options: AnswerInspectorOptions): AnswerInspector {
  const { pool, prefixLength, expectationOf, verify } = options;
  const originOf = ORIGINS[options.countBy];
  const counts = createBoundedCounts(options.maxKeys ?? MAX_KEYS);
  const mismatches = new Set<string>();
  let mismatched = 0;
  let lastOrigin: string | undefined;

  return {
    inspect(message, query) {
      if (originOf !== undefined) {
        lastOrigin = originOf(message);
        counts.add(lastOrigin);
      }
      if (!verify) return true;
      const question = pool.questions.subarray(pool.offsets[query], pool.offsets[query + 1]);
      const reason = checkAnswer(message, expectationOf(query), { question, prefixLength });
      if (reason === undefined) return true;
      if (mismatches.size < MISMATCHES_KEPT && ++mismatched <= MISMATCHES_WORDED)
        mismatches.add(`${questionText(pool, query)}: ${reason}`);
      return false;
    },
    get lastOrigin() {
      return lastOrigin;
    },
    counts: () => ({ counts: counts.entries(), others: counts.others }),
    mismatches: () => [...mismatches],
  };
}

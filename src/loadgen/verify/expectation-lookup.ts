import { type InputProblems, ProblemList } from '../queries/input-problems.ts';
import type { Expectations } from '../queries/load-queries.ts';
import type { QueryPool } from '../queries/query-pool.ts';
import { questionText } from '../queries/question-text.ts';
import { skipName, uint16At } from '../wire/message-scan.ts';
import { typeName } from '../wire/record-types.ts';
import type { Expectation, ParsedExpectation } from './expectation.ts';
import { parseExpectation } from './parse-expectation.ts';
import { questionKey } from './question-key.ts';

const TYPES = 0x1_0000;

/** Where expectations come from. */
export interface ExpectationSources {
  readonly pool: QueryPool;
  /** Texts that stand in the queries' own lines; they hold before those of a file. */
  readonly lines?: Expectations;
  /** Those of a file, by `questionKey`. */
  readonly file?: ReadonlyMap<string, Expectation>;
}

/** @returns what a query of the pool expects; undefined: nothing, or its text is no expectation */
export function createExpectationLookup(
  sources: ExpectationSources,
): (query: number) => Expectation | undefined {
  const { pool, file } = sources;
  const ofLine = createLineParser(sources);
  return (query) => {
    const parsed = ofLine(query);
    if (parsed !== undefined) return parsed.kind === 'expectation' ? parsed.expectation : undefined;
    if (file === undefined) return undefined;
    const key = questionKey(questionOf(pool, query));
    return key === undefined ? undefined : file.get(key);
  };
}

/** The queries' own expectations that are none, `www.abc.local A: why`, each text once a type. */
export function findExpectationProblems(sources: ExpectationSources): InputProblems {
  const ofLine = createLineParser(sources);
  const told = new Set<ParsedExpectation>();
  const problems = new ProblemList();
  for (let query = 0; query < sources.pool.count; query += 1) {
    const parsed = ofLine(query);
    if (parsed?.kind !== 'problem' || told.has(parsed)) continue;
    told.add(parsed);
    problems.add(() => `${questionText(sources.pool, query)}: ${parsed.reason}`);
  }
  return problems;
}

/** Parses each text once for each type that it is about, however many queries have it. */
function createLineParser({
  pool,
  lines,
}: ExpectationSources): (query: number) => ParsedExpectation | undefined {
  const parsed = new Map<number, ParsedExpectation>();
  return (query) => {
    const number = lines?.of[query] ?? 0;
    const text = lines?.texts[number - 1];
    if (text === undefined) return undefined;
    const question = questionOf(pool, query);
    const type = uint16At(question, Math.max(0, skipName(question, 0)));
    const key = number * TYPES + type;
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const fresh = parseExpectation(text, typeName(type));
    parsed.set(key, fresh);
    return fresh;
  };
}

function questionOf({ questions, offsets }: QueryPool, query: number): Uint8Array {
  return questions.subarray(offsets[query], offsets[query + 1]);
}

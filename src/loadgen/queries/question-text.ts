import { decodeName } from '../wire/decode-name.ts';
import { CLASS_IN, RECORD_CLASSES } from '../wire/record-classes.ts';
import { typeName } from '../wire/record-types.ts';
import type { QueryPool } from './query-pool.ts';

/** A query as its line has it, `www.example.com A`; the class where it is not IN: `version.bind CH TXT`. */
export function questionText(pool: QueryPool, query: number): string {
  const start = pool.offsets[query] ?? 0;
  const end = pool.offsets[query + 1] ?? start;
  const name = decodeName(pool.questions, start, end);
  // Binary input may hold anything behind its header.
  if (name === undefined || name.end + 4 > end) return '(no question)';
  const [typeHigh = 0, typeLow = 0, classHigh = 0, classLow = 0] = pool.questions.subarray(name.end);
  const type = typeName((typeHigh << 8) | typeLow);
  const queryClass = (classHigh << 8) | classLow;
  return queryClass === CLASS_IN
    ? `${name.text} ${type}`
    : `${name.text} ${RECORD_CLASSES.name(queryClass)} ${type}`;
}

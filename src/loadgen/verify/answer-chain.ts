import type { AnswerRecord } from './decoded-answer.ts';

const TYPE_CNAME = 5;
const TYPE_DNAME = 39;
const TYPE_RRSIG = 46;
/** Types from 128 to 255 ask for others than themselves, such as ANY (RFC 6895 §3.1). */
const FIRST_QUERY_TYPE = 128;
const LAST_QUERY_TYPE = 255;

/**
 * The first record of an answer section that does not belong to its question: one of a name that no chain of aliases
 * leads to, or of a type that was not asked for and is no alias.
 *
 * @param questionName lower case, with a dot at its end, as owners are
 */
export function findStranger(
  records: readonly AnswerRecord[],
  questionName: string,
  questionType: number,
): AnswerRecord | undefined {
  const names = aliasChain(records, questionName);
  const anyType = questionType >= FIRST_QUERY_TYPE && questionType <= LAST_QUERY_TYPE;
  const types = new Set([questionType, TYPE_CNAME, TYPE_DNAME, TYPE_RRSIG]);
  return records.find(({ owner, type }) => !names.has(owner) || !(anyType || types.has(type)));
}

/**
 * Names that an answer may speak of: that of the question, where CNAME records lead from it, in whatever order they
 * came, and the owners of DNAME records above those (RFC 6672 §3.1, where each comes with the CNAME that follows).
 */
function aliasChain(records: readonly AnswerRecord[], questionName: string): ReadonlySet<string> {
  const targets = new Map(
    records.filter(({ type }) => type === TYPE_CNAME).map(({ owner, data }) => [owner, data]),
  );
  const names = new Set<string>();
  let name: string | undefined = questionName;
  while (name !== undefined && !names.has(name)) {
    names.add(name);
    name = targets.get(name);
  }
  const chain = [...names];
  for (const { type, owner } of records) {
    if (type === TYPE_DNAME && chain.some((link) => link.endsWith(`.${owner}`))) names.add(owner);
  }
  return names;
}

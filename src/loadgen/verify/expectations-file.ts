import { type InputProblems, ProblemList, quoteBytes } from '../queries/input-problems.ts';
import { typeName, typeNumber } from '../wire/record-types.ts';
import { wireName } from '../wire/wire-name.ts';
import type { Expectation } from './expectation.ts';
import { parseExpectation } from './parse-expectation.ts';
import { nameAndTypeKey } from './question-key.ts';

const LINE = /^(\S+)[ \t]+([^\s=]+)[ \t]*=(.*)$/;

/** What a file of expectations says. */
export interface ExpectationsFile {
  /** By {@link nameAndTypeKey}. */
  readonly expectations: ReadonlyMap<string, Expectation>;
  /** Lines that were skipped, `file:line: why` each. */
  readonly problems: InputProblems;
}

/**
 * Parses lines `NAME TYPE = EXPECTATION`, such as `www.abc.local A = NOERROR aa 192.168.1.11`. Lines that are empty or
 * begin with `;` or `#` say nothing. Of two lines for one question the first holds and the other is a problem.
 *
 * @param file name of the file, for the problems
 */
export function parseExpectationsFile(text: string, file: string): ExpectationsFile {
  const expectations = new Map<string, Expectation>();
  const problems = new ProblemList();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^[ \t]*([;#]|$)/.test(line)) continue;
    const read = readLine(line.trim());
    if (read.kind === 'problem') problems.add(() => `${file}:${index + 1}: ${read.reason}`);
    else if (expectations.has(read.key)) {
      problems.add(() => `${file}:${index + 1}: an earlier line has the same name and type`);
    } else expectations.set(read.key, read.expectation);
  }
  return { expectations, problems };
}

type ReadLine =
  | { readonly kind: 'line'; readonly key: string; readonly expectation: Expectation }
  | { readonly kind: 'problem'; readonly reason: string };

function readLine(line: string): ReadLine {
  const [, nameText, typeText = '', text = ''] = LINE.exec(line) ?? [];
  if (nameText === undefined) {
    return problem('not NAME TYPE = EXPECTATION, such as www.abc.local A = 192.168.1.11');
  }
  const name = wireName(nameText);
  if (typeof name === 'string') return problem(name);
  const type = typeNumber(typeText);
  if (type === undefined)
    return problem(`${quoteBytes(Buffer.from(typeText))} is no type, such as A or TYPE65`);
  const parsed = parseExpectation(text, typeName(type));
  return parsed.kind === 'problem'
    ? parsed
    : { kind: 'line', key: nameAndTypeKey(name, type), expectation: parsed.expectation };
}

function problem(reason: string): ReadLine {
  return { kind: 'problem', reason };
}

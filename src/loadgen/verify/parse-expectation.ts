import { rcodeName } from '../result/rcode.ts';
import { type Expectation, FLAGS, type ParsedExpectation } from './expectation.ts';
import { MAX_TTL_SECONDS, readTerm, type Term } from './expectation-term.ts';
import { splitWords } from './words.ts';

const NOERROR = 0;

/**
 * Reads what stands behind `=` of a query, in any order:
 *
 * - a response code: `NXDOMAIN`, `RCODE17`; without one, data and `empty` ask for NOERROR and the rest for none
 * - flags: `aa`, `!tc`
 * - data of the queried type as in a zone file, each record once: `192.168.1.11`, `10 mail.abc.local.`,
 *   `"v=spf1 -all"`, or for any type `\# 4 c0a8010b` (RFC 3597 §5)
 * - `*`: the answer may hold other records of the type too; `empty`: it holds none
 * - `ttl<=300`, `ttl>=60`, `ttl=300`: for each record of the type
 *
 * @param type mnemonic of the queried type, `MX` or `TYPE65`
 */
export function parseExpectation(text: string, type: string): ParsedExpectation {
  const words = splitWords(text);
  if (words === undefined) return problem('a quote is not closed, or more follows it without a space');
  const terms: Term[] = [];
  for (let at = 0; at < words.length; ) {
    const read = readTerm(words, at, type.toUpperCase());
    if (read.kind === 'problem') return read;
    terms.push(read.term);
    at += read.words;
  }
  const wrong = contradiction(terms);
  return wrong === undefined
    ? { kind: 'expectation', expectation: join(terms, text.trim()) }
    : problem(wrong);
}

function contradiction(terms: readonly Term[]): string | undefined {
  if (terms.length === 0) return 'nothing is expected: give a response code, a flag or data';
  const [rcode, otherRcode] = [...new Set(ofKind(terms, 'rcode').map((term) => term.rcode))];
  if (rcode !== undefined && otherRcode !== undefined) {
    return `an answer has one response code, not both ${rcodeName(rcode)} and ${rcodeName(otherRcode)}`;
  }
  const flags = ofKind(terms, 'flag');
  const both = flags.find(({ flag, set }) => set && flags.some((other) => other.flag === flag && !other.set));
  if (both !== undefined) return `a flag is set or it is not, not both ${both.flag} and !${both.flag}`;
  if (ofKind(terms, 'empty').length > 0 && terms.some(({ kind }) => kind === 'data' || kind === 'more')) {
    return 'empty is an answer without data: leave out empty, or the data and *';
  }
  const { atLeast, atMost } = ttlBounds(terms);
  return atLeast > atMost ? `no ttl is at least ${atLeast} and at most ${atMost}` : undefined;
}

function join(terms: readonly Term[], text: string): Expectation {
  const flags = ofKind(terms, 'flag');
  const values = [...new Set(ofKind(terms, 'data').map(({ value }) => value))];
  const orMore = ofKind(terms, 'more').length > 0;
  const aboutData = values.length > 0 || orMore || ofKind(terms, 'empty').length > 0;
  const rcode = ofKind(terms, 'rcode')[0]?.rcode ?? (aboutData ? NOERROR : undefined);
  return {
    ...(rcode === undefined ? {} : { rcode }),
    flagMask: flags.reduce((mask, { flag }) => mask | FLAGS[flag], 0),
    flagValue: flags.reduce((value, { flag, set }) => (set ? value | FLAGS[flag] : value), 0),
    ...(ofKind(terms, 'ttl').length > 0 ? { ttl: ttlBounds(terms) } : {}),
    ...(aboutData ? { data: { values, orMore } } : {}),
    text,
  };
}

function ttlBounds(terms: readonly Term[]): { atLeast: number; atMost: number } {
  const ttls = ofKind(terms, 'ttl');
  return {
    atLeast: Math.max(0, ...ttls.filter(({ operator }) => operator !== '<=').map(({ seconds }) => seconds)),
    atMost: Math.min(
      MAX_TTL_SECONDS,
      ...ttls.filter(({ operator }) => operator !== '>=').map(({ seconds }) => seconds),
    ),
  };
}

function ofKind<Kind extends Term['kind']>(
  terms: readonly Term[],
  kind: Kind,
): Extract<Term, { kind: Kind }>[] {
  return terms.filter((term): term is Extract<Term, { kind: Kind }> => term.kind === kind);
}

function problem(reason: string): ParsedExpectation {
  return { kind: 'problem', reason };
}

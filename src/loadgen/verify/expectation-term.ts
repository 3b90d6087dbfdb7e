import { rcodeNumber } from '../result/rcode.ts';
import { asciiText } from './ascii-text.ts';
import { FIELDS, type FieldKind, quote } from './data-field.ts';
import { FLAGS, type FlagName } from './expectation.ts';
import { fieldsOf, genericDataText } from './record-data.ts';
import type { Word } from './words.ts';

/** The least part of an expectation that says something by itself. */
export type Term =
  | { readonly kind: 'rcode'; readonly rcode: number }
  | { readonly kind: 'flag'; readonly flag: FlagName; readonly set: boolean }
  | { readonly kind: 'ttl'; readonly operator: string; readonly seconds: number }
  | { readonly kind: 'data'; readonly value: string }
  | { readonly kind: 'more' | 'empty' };

/** A term and how many words it takes, or why there is none. */
export type ReadTerm =
  | { readonly kind: 'term'; readonly term: Term; readonly words: number }
  | { readonly kind: 'problem'; readonly reason: string };

/** A TTL has 31 bits (RFC 2181 §8). */
export const MAX_TTL_SECONDS = 2 ** 31 - 1;
const SHOWN_CHARACTERS = 60;

/** Words that mean the same whatever the type; a name spelt like one of them takes a dot at its end. */
const KEYWORDS: readonly ((word: string) => Term | undefined)[] = [
  (word) => {
    const rcode = rcodeNumber(word);
    return rcode === undefined ? undefined : { kind: 'rcode', rcode };
  },
  (word) => {
    const [, not, flag = ''] = /^(!?)([a-z]{2})$/i.exec(word) ?? [];
    const name = flag.toLowerCase();
    return isFlag(name) ? { kind: 'flag', flag: name, set: not === '' } : undefined;
  },
  (word) => {
    const [, operator = '', digits] = /^ttl(<=|>=|=)(\d{1,10})$/i.exec(word) ?? [];
    const seconds = Number(digits ?? Number.NaN);
    return seconds <= MAX_TTL_SECONDS ? { kind: 'ttl', operator, seconds } : undefined;
  },
  (word) => (word === '*' ? { kind: 'more' } : undefined),
  (word) => (word.toLowerCase() === 'empty' ? { kind: 'empty' } : undefined),
];

/** Reads the term that begins with the word `at`. */
export function readTerm(words: readonly Word[], at: number, type: string): ReadTerm {
  const first = words[at];
  if (first?.quoted === false) {
    for (const keyword of KEYWORDS) {
      const term = keyword(first.text);
      if (term !== undefined) return { kind: 'term', term, words: 1 };
    }
    if (first.text === '\\#') return readGenericData(words.slice(at + 1, at + 3));
  }
  const fields = fieldsOf(type);
  if (fields !== undefined) return readData(words.slice(at, at + fields.length), type, fields);
  return problem(
    `${shown(first)} is no response code or flag, and data of ${type} is written as \\# 4 c0a8010b`,
  );
}

/** `\# LENGTH HEX…` (RFC 3597 §5); the hexadecimal digits may come in several words, here they are one. */
function readGenericData(words: readonly Word[]): ReadTerm {
  const length = Number(words[0]?.text ?? Number.NaN);
  const hex = length === 0 ? '' : (words[1]?.text ?? '');
  if (
    !/^\d{1,5}$/.test(words[0]?.text ?? '') ||
    !/^([0-9a-f]{2})*$/i.test(hex) ||
    hex.length !== length * 2
  ) {
    return problem(
      'behind \\# come the length in octets and so many pairs of hexadecimal digits: \\# 4 c0a8010b',
    );
  }
  const value = genericDataText(Buffer.from(hex, 'hex'));
  return { kind: 'term', term: { kind: 'data', value }, words: length === 0 ? 2 : 3 };
}

function readData(words: readonly Word[], type: string, fields: readonly FieldKind[]): ReadTerm {
  const values: string[] = [];
  for (const [index, kind] of fields.entries()) {
    const word = words[index];
    const value =
      word === undefined || (word.quoted && kind !== 'text') ? undefined : FIELDS[kind].parse(word.text);
    if (value === undefined) return problem(wrongData(word, type, fields));
    values.push(value);
  }
  return { kind: 'term', term: { kind: 'data', value: values.join(' ') }, words: fields.length };
}

function wrongData(word: Word | undefined, type: string, fields: readonly FieldKind[]): string {
  const example = fields.map((kind) => FIELDS[kind].example).join(' ');
  if (word === undefined) return `data of ${type} breaks off: it is like ${example}`;
  return `${shown(word)} is no response code, no flag and no data of ${type}, which is like ${example}`;
}

function problem(reason: string): ReadTerm {
  return { kind: 'problem', reason };
}

function shown(word: Word | undefined): string {
  const text = word?.text ?? '';
  return `${asciiText(quote(text.slice(0, SHOWN_CHARACTERS)))}${text.length > SHOWN_CHARACTERS ? '…' : ''}`;
}

function isFlag(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name);
}

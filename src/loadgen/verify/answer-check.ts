import { rcodeName } from '../result/rcode.ts';
import { HEADER_BYTES } from '../wire/constants.ts';
import { rcodeOf, skipName, uint16At } from '../wire/message-scan.ts';
import { mayLackQuestion, repeatsQuestion } from '../wire/question-match.ts';
import { typeName } from '../wire/record-types.ts';
import { findStranger } from './answer-chain.ts';
import { asciiText } from './ascii-text.ts';
import { type AnswerRecord, decodeAnswer } from './decoded-answer.ts';
import { type Expectation, type ExpectedData, FLAGS } from './expectation.ts';
import { MAX_TTL_SECONDS } from './expectation-term.ts';

const RESPONSE = 0x8000;
/** Of the values that were expected and of those that came. */
const SHOWN_CHARACTERS = 300;

/** What was asked. */
export interface SentQuestion {
  /** Name, type and class on the wire, without a prefix label. */
  readonly question: Uint8Array;
  /** Characters of the label that was put before the name; 0: none was. */
  readonly prefixLength: number;
}

/**
 * Holds an answer against what its query expects; without an expectation, whether it is a whole answer to this very
 * question, with no record that does not belong to it. Never throws.
 *
 * @returns why it is not as expected, in one line: `expected 192.168.1.11, got 192.168.1.12`
 */
export function checkAnswer(
  message: Uint8Array,
  expectation: Expectation | undefined,
  sent: SentQuestion,
): string | undefined {
  if (message.length < HEADER_BYTES) return `malformed: ${message.length} octets are less than a header`;
  const flags = uint16At(message, 2);
  if ((flags & RESPONSE) === 0) return 'is a query, not an answer';
  const rcode = rcodeOf(message);
  if (!mayLackQuestion(message) && !repeatsQuestion(message, sent.question, sent.prefixLength)) {
    return 'answers another question';
  }
  const decoded = decodeAnswer(message);
  if (decoded.kind === 'malformed') return `malformed: ${decoded.reason}`;
  const type = uint16At(sent.question, skipName(sent.question, 0));
  const { questionName, records } = decoded;
  const stranger = questionName === undefined ? undefined : findStranger(records, questionName, type);
  if (stranger !== undefined) {
    return asciiText(`${stranger.owner} ${typeName(stranger.type)} does not belong to the question`);
  }
  if (expectation === undefined) return undefined;
  const wanted = records.filter((record) => record.type === type);
  return (
    checkRcode(rcode, expectation) ??
    checkFlags(flags, expectation) ??
    checkData(wanted, expectation.data) ??
    checkTtl(wanted, expectation.ttl)
  );
}

function checkRcode(rcode: number, expectation: Expectation): string | undefined {
  if (expectation.rcode === undefined || expectation.rcode === rcode) return undefined;
  return `expected ${rcodeName(expectation.rcode)}, got ${rcodeName(rcode)}`;
}

function checkFlags(flags: number, { flagMask, flagValue }: Expectation): string | undefined {
  const wrong = (flags ^ flagValue) & flagMask;
  if (wrong === 0) return undefined;
  return `expected ${flagsText(flagValue, wrong)}, got ${flagsText(flags, wrong)}`;
}

function flagsText(flags: number, mask: number): string {
  return Object.entries(FLAGS)
    .filter(([, bit]) => (mask & bit) !== 0)
    .map(([name, bit]) => ((flags & bit) === 0 ? `!${name}` : name))
    .join(' ');
}

function checkData(records: readonly AnswerRecord[], expected: ExpectedData | undefined): string | undefined {
  if (expected === undefined) return undefined;
  const isExpected = ({ data, genericData }: AnswerRecord): boolean =>
    expected.values.includes(data) || expected.values.includes(genericData);
  const isThere = (value: string): boolean =>
    records.some(({ data, genericData }) => data === value || genericData === value);
  if (expected.values.every(isThere) && (expected.orMore || records.every(isExpected))) return undefined;
  const among = expected.orMore ? ' among others' : '';
  return `expected ${listText(expected.values)}${among}, got ${listText(records.map(({ data }) => data))}`;
}

function checkTtl(records: readonly AnswerRecord[], bounds: Expectation['ttl']): string | undefined {
  if (bounds === undefined) return undefined;
  const { atLeast, atMost } = bounds;
  const wrong = records.find(({ ttlSeconds }) => ttlSeconds < atLeast || ttlSeconds > atMost);
  if (wrong === undefined) return undefined;
  const texts = [
    ...(atLeast > 0 ? [`ttl>=${atLeast}`] : []),
    ...(atMost < MAX_TTL_SECONDS ? [`ttl<=${atMost}`] : []),
  ];
  return `expected ${atLeast === atMost ? `ttl=${atMost}` : texts.join(' ')}, got ttl=${wrong.ttlSeconds}`;
}

function listText(values: readonly string[]): string {
  const text = values.length === 0 ? 'nothing' : asciiText(values.join(' '));
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

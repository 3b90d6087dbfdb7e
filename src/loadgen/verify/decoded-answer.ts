import { type Answer, type DecodedPacket, decode } from 'dns-packet';
import { answersAt, messageEnd, skipName, skipRecord, uint16At } from '../wire/message-scan.ts';
import { canonicalName } from './data-field.ts';
import { dataText, genericDataText } from './record-data.ts';

const TYPE_AT = 0;
const TTL_AT = 4;
const DATA_AT = 10;

/** A record of the answer section. */
export interface AnswerRecord {
  /** Lower case, with a dot at its end. */
  readonly owner: string;
  readonly type: number;
  readonly ttlSeconds: number;
  /** Data of its type's form where it has one, otherwise the same as `genericData`. */
  readonly data: string;
  /** `\# 4 c0a8010b` (RFC 3597 §5), names in it as compressed as they came. */
  readonly genericData: string;
}

/** A whole answer, or why it is none. */
export type DecodedAnswer =
  | {
      readonly kind: 'answer';
      /** Lower case, with a dot at its end; undefined where no question is repeated. */
      readonly questionName: string | undefined;
      readonly records: readonly AnswerRecord[];
    }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Decodes all of an answer. dns-packet believes the length of a name or address rather than that of the record's data,
 * so records are measured first. Never throws.
 */
export function decodeAnswer(message: Uint8Array): DecodedAnswer {
  const end = messageEnd(message);
  if (end < 0) return { kind: 'malformed', reason: 'breaks off within a record' };
  if (end < message.length) {
    return { kind: 'malformed', reason: `${message.length - end} octets behind its last record` };
  }
  let packet: DecodedPacket;
  try {
    packet = decode(Buffer.from(message.buffer, message.byteOffset, message.length));
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) };
  }
  if (decode.bytes !== message.length) {
    return { kind: 'malformed', reason: 'a record is not as long as its data' };
  }
  const question = packet.questions?.[0];
  return {
    kind: 'answer',
    questionName: question && canonicalName(question.name),
    records: readRecords(message, packet.answers ?? []),
  };
}

function readRecords(message: Uint8Array, answers: readonly Answer[]): AnswerRecord[] {
  let at = answersAt(message);
  return answers.map((answer) => {
    const fields = skipName(message, at);
    const end = skipRecord(message, at);
    at = end;
    const genericData = genericDataText(message.subarray(fields + DATA_AT, end));
    return {
      owner: canonicalName(answer.name),
      type: uint16At(message, fields + TYPE_AT),
      ttlSeconds: uint16At(message, fields + TTL_AT) * 0x1_0000 + uint16At(message, fields + TTL_AT + 2),
      data: dataText(answer) ?? genericData,
      genericData,
    };
  });
}

import { rcodeName } from '../result/rcode.ts';
import { NSID_OPTION } from '../wire/constants.ts';
import { answerDataAt, optionAt, rcodeOf, uint16At } from '../wire/message-scan.ts';
import { asciiText } from './ascii-text.ts';
import { decodeAnswer } from './decoded-answer.ts';

const TYPE_A = 1;
const TYPE_AAAA = 28;
/** Keeps a hostile server's text short; an NSID is a host name or a few octets. */
const MAX_TEXT = 100;

/** What server gave an answer, by what the answer says. */
export type Origin = (message: Uint8Array) => string;

/** The server's own name for itself (RFC 5001): as text where it is printable, otherwise in hexadecimal digits. */
export const nsidOf: Origin = (message) => {
  const at = optionAt(message, NSID_OPTION);
  if (at < 0) return '(no NSID)';
  const end = at + uint16At(message, at - 2);
  return end === at ? '(empty NSID)' : octetsText(message, at, end);
};

/** Data of the first address in the answer section, of its first record where it has none, or the response code. */
export const firstDataOf: Origin = (message) => {
  const at = answerDataAt(message, TYPE_A, TYPE_AAAA);
  if (at >= 0 && uint16At(message, at - 10) === TYPE_A && uint16At(message, at - 2) === 4) {
    return `${message[at]}.${message[at + 1]}.${message[at + 2]}.${message[at + 3]}`;
  }
  if (uint16At(message, 6) === 0) return rcodeName(rcodeOf(message));
  const decoded = decodeAnswer(message);
  if (decoded.kind === 'malformed') return '(malformed)';
  const addresses = decoded.records.filter(({ type }) => type === TYPE_A || type === TYPE_AAAA);
  return asciiText((addresses[0] ?? decoded.records[0])?.data ?? '(malformed)').slice(0, MAX_TEXT);
};

function octetsText(message: Uint8Array, from: number, end: number): string {
  const octets = Buffer.from(message.buffer, message.byteOffset + from, Math.min(end - from, MAX_TEXT));
  const isPrintable = octets.every((octet) => octet >= 0x20 && octet <= 0x7e);
  return octets.toString(isPrintable ? 'latin1' : 'hex');
}

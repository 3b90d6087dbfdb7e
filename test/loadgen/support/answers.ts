import { type Answer, encode, type RecordType } from 'dns-packet';

/** `www.abc.local A` on the wire, without what a prefix puts before it. */
export const QUESTION = Buffer.from('0377777703616263056c6f63616c0000010001', 'hex');

export interface AnswerParts {
  readonly name?: string;
  readonly type?: RecordType;
  /** Header flags and response code below QR. */
  readonly flags?: number;
  readonly answers?: Answer[];
  /** Data of an OPT record's NSID option. */
  readonly nsid?: Buffer;
}

/** An authoritative answer to `www.abc.local A`, if nothing else is said. */
export function answerOf(parts: AnswerParts = {}): Buffer {
  const { name = 'www.abc.local', type = 'A', flags = 0x0400, answers = [], nsid } = parts;
  const message = encode({ type: 'response', id: 7, flags, questions: [{ name, type }], answers });
  if (nsid === undefined) return message;
  const opt = Buffer.from('00002904d000000000000000030000', 'hex');
  opt.writeUInt16BE(nsid.length + 4, 9);
  opt.writeUInt16BE(nsid.length, 13);
  message.writeUInt16BE(1, 10);
  return Buffer.concat([message, opt, nsid]);
}

/** A record of `www.abc.local`. */
export function address(data: string, name = 'www.abc.local', ttl = 60): Answer {
  return { name, type: data.includes(':') ? 'AAAA' : 'A', ttl, data };
}

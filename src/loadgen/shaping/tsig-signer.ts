import { createHmac } from 'node:crypto';
import { uint16At } from '../wire/message-scan.ts';
import { wireName } from '../wire/wire-name.ts';
import type { Tsig } from './shaping-settings.ts';
import { TSIG_ALGORITHMS, type TsigAlgorithm, tsigAlgorithm } from './tsig-algorithm.ts';

const TYPE_TSIG = 250;
const CLASS_ANY = 255;
const ARCOUNT_AT = 10;
const UINT32_VALUES = 2 ** 32;

/** Signs queries (RFC 8945). */
export interface TsigSigner {
  /** Length of the record that a signature is. */
  readonly recordBytes: number;
  /**
   * Appends the record, which comes last (§5.1), behind an OPT record too, and counts it in the header.
   * @returns the message's length with it
   * @throws RangeError where `message` has no room for it
   */
  sign(message: Uint8Array, length: number, nowSeconds: number): number;
}

/** @throws RangeError for an algorithm that is none, or a key name that is no domain name */
export function createTsigSigner(tsig: Tsig): TsigSigner {
  const algorithm = tsigAlgorithm(tsig.algorithm);
  if (algorithm === undefined) {
    throw new RangeError(`TSIG algorithm ${tsig.algorithm}: not one of ${TSIG_ALGORITHMS.join(', ')}`);
  }
  const layout = layOut(tsig, algorithm);
  const { record, variables, originalIdAt, macAt, timeAt, variablesTimeAt } = layout;
  return {
    recordBytes: record.length,
    sign(message, length, nowSeconds) {
      if (length + record.length > message.length) {
        throw new RangeError(
          `a message of ${length} bytes has no room for a TSIG record of ${record.length}`,
        );
      }
      const seconds = Math.floor(nowSeconds);
      for (const [bytes, at] of [
        [record, timeAt],
        [variables, variablesTimeAt],
      ] as const) {
        bytes.writeUInt16BE(Math.floor(seconds / UINT32_VALUES), at);
        bytes.writeUInt32BE(seconds % UINT32_VALUES, at + 2);
      }
      // The message as it was before TSIG, then the variables of §4.3.3.
      const mac = createHmac(algorithm.hash, tsig.secret)
        .update(message.subarray(0, length))
        .update(variables)
        .digest();
      record.set(mac, macAt);
      record.writeUInt16BE(uint16At(message, 0), originalIdAt);
      message.set(record, length);
      const additionals = uint16At(message, ARCOUNT_AT) + 1;
      message[ARCOUNT_AT] = additionals >>> 8;
      message[ARCOUNT_AT + 1] = additionals & 0xff;
      return length + record.length;
    },
  };
}

/** The record with places left for time, MAC and id, and what of it is digested (RFC 8945 §4.2, §4.3.3). */
function layOut(tsig: Tsig, algorithm: TsigAlgorithm) {
  const keyName = encodeName(tsig.keyName);
  const algorithmName = encodeName(algorithm.name);
  const classAndTtl = Buffer.from([0, CLASS_ANY, 0, 0, 0, 0]);
  const timeSigned = Buffer.alloc(6);
  const fudge = uint16(tsig.fudgeSeconds);
  const errorAndOther = Buffer.alloc(4);
  const data = Buffer.concat([
    algorithmName,
    timeSigned,
    fudge,
    uint16(algorithm.macBytes),
    Buffer.alloc(algorithm.macBytes),
    uint16(0),
    errorAndOther,
  ]);
  const record = Buffer.concat([keyName, uint16(TYPE_TSIG), classAndTtl, uint16(data.length), data]);
  const variables = Buffer.concat([keyName, classAndTtl, algorithmName, timeSigned, fudge, errorAndOther]);
  const timeAt = record.length - data.length + algorithmName.length;
  return {
    record,
    variables,
    timeAt,
    variablesTimeAt: keyName.length + classAndTtl.length + algorithmName.length,
    macAt: timeAt + timeSigned.length + 4,
    originalIdAt: record.length - errorAndOther.length - 2,
  };
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Canonical form: the digest is over the lower-case name (§4.3.3), and the record may as well have it. */
function encodeName(name: string): Uint8Array {
  const octets = wireName(name.toLowerCase());
  if (typeof octets === 'string') throw new RangeError(`TSIG key name ${name}: ${octets}`);
  return octets;
}

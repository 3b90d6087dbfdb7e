import { TYPE_OPT } from '../wire/constants.ts';

const DNSSEC_OK = 0x8000;
/** Root name, type, UDP size, extended flags and length of data (RFC 6891 §6.1.2). */
const FIXED_BYTES = 11;

/** One option of an OPT record as it goes on the wire. */
export interface EdnsOption {
  readonly code: number;
  readonly data: Uint8Array;
}

/** The OPT record of EDNS version 0 (RFC 6891 §6.1.2). */
export function encodeOptRecord(
  udpSizeBytes: number,
  dnssecOk: boolean,
  options: readonly EdnsOption[],
): Uint8Array {
  const dataBytes = options.reduce((sum, { data }) => sum + 4 + data.length, 0);
  const record = Buffer.alloc(FIXED_BYTES + dataBytes);
  record.writeUInt16BE(TYPE_OPT, 1);
  record.writeUInt16BE(udpSizeBytes, 3);
  record.writeUInt16BE(dnssecOk ? DNSSEC_OK : 0, 7);
  record.writeUInt16BE(dataBytes, 9);
  let at = FIXED_BYTES;
  for (const { code, data } of options) {
    record.writeUInt16BE(code, at);
    record.writeUInt16BE(data.length, at + 2);
    record.set(data, at + 4);
    at += 4 + data.length;
  }
  return record;
}

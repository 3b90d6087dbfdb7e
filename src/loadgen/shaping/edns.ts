import { NSID_OPTION } from '../wire/constants.ts';
import { encodeClientSubnet } from './client-subnet.ts';
import { COOKIE_OPTION, createCookie, MAX_COOKIE_BYTES } from './cookie.ts';
import { type EdnsOption, encodeOptRecord } from './opt-record.ts';
import type { EdnsOptionSetting, ShapingSettings } from './shaping-settings.ts';

/** RFC 7871 §6. */
const CLIENT_SUBNET_OPTION = 8;
const NO_DATA = new Uint8Array();

/** The OPT record of a run's queries. */
export interface Edns {
  readonly record: Uint8Array;
  /** Its length with a server cookie of full length. */
  readonly maxBytes: number;
  /** Only with a cookie. @returns whether `record` is another one now */
  readonly learn?: (answer: Uint8Array) => boolean;
}

/**
 * @param randomBytes where a client cookie comes from
 * @throws RangeError for an address or prefix that no client subnet has
 */
export function createEdns(
  settings: NonNullable<ShapingSettings['edns']>,
  randomBytes: (size: number) => Uint8Array,
): Edns {
  const cookie = settings.options.some(({ kind }) => kind === 'cookie')
    ? createCookie(randomBytes)
    : undefined;
  const encodeRecord = (): Uint8Array =>
    encodeOptRecord(
      settings.udpSizeBytes,
      settings.dnssecOk,
      settings.options.map((option) => encodeOption(option, cookie?.data ?? NO_DATA)),
    );
  let record = encodeRecord();
  if (cookie === undefined) return { record, maxBytes: record.length };
  return {
    get record() {
      return record;
    },
    maxBytes: record.length - cookie.data.length + MAX_COOKIE_BYTES,
    learn(answer) {
      if (!cookie.learn(answer)) return false;
      record = encodeRecord();
      return true;
    },
  };
}

function encodeOption(option: EdnsOptionSetting, cookie: Uint8Array): EdnsOption {
  switch (option.kind) {
    case 'raw':
      return { code: option.code, data: option.data };
    case 'nsid':
      return { code: NSID_OPTION, data: NO_DATA };
    case 'cookie':
      return { code: COOKIE_OPTION, data: cookie };
    case 'client-subnet':
      return { code: CLIENT_SUBNET_OPTION, data: encodeClientSubnet(option.address, option.prefixLength) };
  }
}

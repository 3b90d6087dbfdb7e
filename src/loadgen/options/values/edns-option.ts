import { isIPv4, isIPv6 } from 'node:net';
import type { EdnsOptionSetting } from '../../shaping/shaping-settings.ts';
import { parseWhole } from './number.ts';
import type { ValueKind } from './value-kind.ts';

const MOST_OCTETS = 1024;

/** `10:0011223344556677`, as dnsperf's -E: code and data in hex. */
export const rawOption: ValueKind<EdnsOptionSetting> = {
  wanted: `CODE:HEX, a code from 0 to 65535 and at most ${MOST_OCTETS} octets in hex, such as 10:0011223344556677`,
  parse: (text) => {
    const [, first = '', hex = ''] = /^(\d+):((?:[\da-f]{2})*)$/i.exec(text) ?? [];
    const code = parseWhole(first, 0, 65_535);
    if (code === undefined || hex.length > 2 * MOST_OCTETS) return undefined;
    return { kind: 'raw', code, data: Uint8Array.from(Buffer.from(hex, 'hex')) };
  },
};

/** `192.0.2.0/24`. */
export const clientSubnet: ValueKind<EdnsOptionSetting> = {
  wanted: 'ADDRESS/LENGTH such as 192.0.2.0/24 or 2001:db8::/56',
  parse: (text) => {
    const [, address = '', length = ''] = /^([^/%]+)\/(\d+)$/.exec(text) ?? [];
    const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
    const prefixLength = parseWhole(length, 0, bits);
    return prefixLength === undefined ? undefined : { kind: 'client-subnet', address, prefixLength };
  },
};

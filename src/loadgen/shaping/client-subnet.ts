import { isIP } from 'node:net';
import { addressOctets } from '../wire/address-octets.ts';

/** Address families of IANA and how many bits their addresses have (RFC 7871 §6). */
const FAMILIES = {
  4: { number: 1, bits: 32 },
  6: { number: 2, bits: 128 },
} as const;

/**
 * Data of the client subnet option (RFC 7871 §6): family, prefix length, scope 0, and as many octets of the address as
 * hold the prefix, with the bits behind it cleared as a server demands.
 *
 * @throws RangeError for what is no address, or a prefix longer than it
 */
export function encodeClientSubnet(address: string, prefixLength: number): Uint8Array {
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || address.includes('%')) {
    throw new RangeError(`client subnet ${address}: not an IPv4 or IPv6 address`);
  }
  const { number, bits } = FAMILIES[version];
  if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > bits) {
    throw new RangeError(`client subnet ${address}/${prefixLength}: the prefix is not 0 to ${bits} bits`);
  }
  const octets = addressOctets(address).subarray(0, Math.ceil(prefixLength / 8));
  const unused = octets.length * 8 - prefixLength;
  const last = octets.at(-1);
  if (last !== undefined) octets[octets.length - 1] = last & (0xff << unused);
  return Uint8Array.of(0, number, prefixLength, 0, ...octets);
}

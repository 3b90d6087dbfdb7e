import { isIPv6 } from 'node:net';
import { addressOctets } from '../../wire/address-octets.ts';
import type { Endpoint } from '../transport.ts';
import { AF_INET, AF_INET6, SOCKADDR_IN_SIZE, SOCKADDR_IN6_SIZE } from './linux.ts';

/** The socket domain of an address. */
export function domainOf(address: string): number {
  return isIPv6(address) ? AF_INET6 : AF_INET;
}

/** `struct sockaddr_in` or `sockaddr_in6` (ip(7), ipv6(7)). */
export function encodeSocketAddress({ address, port, scopeId }: Endpoint): Uint8Array {
  const bytes = isIPv6(address) ? new Uint8Array(SOCKADDR_IN6_SIZE) : new Uint8Array(SOCKADDR_IN_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, domainOf(address), true);
  view.setUint16(2, port, false);
  bytes.set(addressOctets(address), isIPv6(address) ? 8 : 4);
  if (isIPv6(address)) view.setUint32(24, scopeId, true);
  return bytes;
}

/** Reads the port out of a `sockaddr`. */
export function portOf(address: Uint8Array): number {
  return new DataView(address.buffer, address.byteOffset, SOCKADDR_IN6_SIZE).getUint16(2, false);
}

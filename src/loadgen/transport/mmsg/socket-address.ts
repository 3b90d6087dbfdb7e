import { isIPv6, SocketAddress } from 'node:net';
import type { Endpoint } from '../transport.ts';
import { AF_INET, AF_INET6, SOCKADDR_STORAGE_SIZE } from './linux.ts';

/** The socket domain of an address. */
export function domainOf(address: string): number {
  return isIPv6(address) ? AF_INET6 : AF_INET;
}

/** `struct sockaddr_in` or `sockaddr_in6` (ip(7), ipv6(7)). */
export function encodeSocketAddress({ address, port, scopeId }: Endpoint): Uint8Array {
  const bytes = isIPv6(address) ? new Uint8Array(28) : new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, domainOf(address), true);
  view.setUint16(2, port, false);
  if (isIPv6(address)) {
    bytes.set(ipv6Bytes(address), 8);
    view.setUint32(24, scopeId, true);
  } else bytes.set(address.split('.').map(Number), 4);
  return bytes;
}

/** Reads the port out of a `sockaddr`. */
export function portOf(address: Uint8Array): number {
  return new DataView(address.buffer, address.byteOffset, SOCKADDR_STORAGE_SIZE).getUint16(2, false);
}

function ipv6Bytes(text: string): Uint8Array {
  // Canonical form: no embedded dotted quad but after ::ffff:, which is turned into two groups here.
  const canonical = new SocketAddress({ address: text, family: 'ipv6' }).address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_quad, a, b, c, d) =>
      `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`,
  );
  const [head = '', tail] = canonical.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
}

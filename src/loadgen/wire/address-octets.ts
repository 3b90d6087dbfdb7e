import { isIPv6, SocketAddress } from 'node:net';

/** The four or sixteen octets of an address as records and sockets have it. @param address IPv4, or IPv6 without a zone */
export function addressOctets(address: string): Uint8Array {
  return isIPv6(address) ? ipv6Octets(address) : Uint8Array.from(address.split('.').map(Number));
}

function ipv6Octets(address: string): Uint8Array {
  // Canonical form: no embedded dotted quad but after ::ffff:, which is turned into two groups here.
  const canonical = new SocketAddress({ address, family: 'ipv6' }).address.replace(
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

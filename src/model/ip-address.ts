import { isIP, SocketAddress } from 'node:net';

/**
 * The one spelling of an IP address that the kernel, ipvsadm and iproute2 print (inet_ntop):
 * `2001:DB8:0:0::1` becomes `2001:db8::1`. What is no IP address, such as a host name, stays as it is.
 */
export function canonicalAddress(text: string): string {
  // Only IPv6 has several spellings: isIP() admits no leading zeros and no short forms of IPv4.
  if (isIP(text) !== 6) return text;
  const zone = text.indexOf('%');
  const address = zone < 0 ? text : text.slice(0, zone);
  return new SocketAddress({ address, family: 'ipv6' }).address;
}

/** Whether two texts are the same IP address. */
export function sameAddress(one: string, other: string): boolean {
  return canonicalAddress(one) === canonicalAddress(other);
}

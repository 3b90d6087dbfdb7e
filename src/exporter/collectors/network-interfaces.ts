import type { networkInterfaces } from 'node:os';
import { canonicalAddress } from '../../model/ip-address.ts';
import type { InterfaceAddress } from '../../model/vip.ts';

/**
 * The addresses of Node's own list. It leaves out interfaces that are down, whose addresses draw no traffic, and it
 * has an address with a label (`lo:0`) under the label's name.
 */
export function interfaceAddresses(list: ReturnType<typeof networkInterfaces>): readonly InterfaceAddress[] {
  return Object.entries(list).flatMap(([name, addresses = []]) => {
    const device = name.replace(/:.*/, '');
    return addresses.map(({ address, cidr, family }) => ({
      interface: device,
      ...(name !== device && { label: name }),
      address: canonicalAddress(address),
      // Node gives no cidr for a mask with holes.
      prefixLength: cidr === null ? bitsOf(family) : Number(cidr.slice(cidr.lastIndexOf('/') + 1)),
    }));
  });
}

function bitsOf(family: 'IPv4' | 'IPv6'): number {
  return family === 'IPv6' ? 128 : 32;
}

import { canonicalAddress } from './ip-address.ts';

/** One address as the kernel has it configured on an interface. */
export interface InterfaceAddress {
  readonly interface: string;
  /** `lo:0`, `eth0:1`, where an address carries a label of its own. */
  readonly label?: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly scope?: string;
  readonly secondary?: boolean;
}

/** What holding an address means: a director answers for it, a real server only accepts it (`lo`, `tunl0`). */
export type VipRole = 'owner' | 'real-server' | 'absent';

/** A watched virtual IP on this host. */
export interface VipState {
  readonly address: string;
  readonly role: VipRole;
  /** Where it is configured; none where the role is `absent`. */
  readonly on: readonly InterfaceAddress[];
}

/** What the addresses of a host's interfaces tell. */
export interface HostAddresses {
  readonly vips: readonly VipState[];
  /** Every address that is configured, each once, and not more than {@link MAX_HOST_ADDRESSES}. */
  readonly addresses: readonly string[];
}

/** By these a host is known as a director or a real server; one with more is no server of a stack. */
export const MAX_HOST_ADDRESSES = 1000;

/**
 * Interfaces that never answer ARP or neighbour solicitation, so that an address on them draws no traffic: loopback,
 * tunnels, dummies, and kube-proxy's `kube-ipvs0`, a dummy that holds every service's address on every node.
 */
const SILENT_INTERFACE = /^(?:lo|(?:tunl|ip6tnl|gre|sit|dummy|kube-ipvs)\d*)$/;

/** What an address means where it is configured. */
export function vipRole(on: InterfaceAddress): Exclude<VipRole, 'absent'> {
  return SILENT_INTERFACE.test(on.interface) || on.scope === 'host' ? 'real-server' : 'owner';
}

/**
 * The states of the watched addresses, in the order given and each once, however it is spelled. An address that is both
 * on `lo` and on a network interface is owned.
 */
export function vipStates(
  watched: readonly string[],
  configured: readonly InterfaceAddress[],
): readonly VipState[] {
  const places = new Map<string, InterfaceAddress[]>();
  for (const address of watched) places.set(canonicalAddress(address), []);
  for (const place of configured) places.get(canonicalAddress(place.address))?.push(place);
  return [...places].map(([address, on]) => ({ address, role: jointRole(on), on }));
}

/** The addresses of a host, each once, in the order of its interfaces. */
export function hostAddresses(configured: readonly InterfaceAddress[]): readonly string[] {
  const addresses = new Set<string>();
  for (const { address } of configured) {
    if (addresses.size >= MAX_HOST_ADDRESSES) break;
    addresses.add(canonicalAddress(address));
  }
  return [...addresses];
}

function jointRole(on: readonly InterfaceAddress[]): VipRole {
  if (on.length === 0) return 'absent';
  return on.some((place) => vipRole(place) === 'owner') ? 'owner' : 'real-server';
}

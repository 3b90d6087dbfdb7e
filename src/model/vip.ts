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

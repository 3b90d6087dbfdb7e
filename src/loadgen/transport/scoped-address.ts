import type { Endpoint } from './transport.ts';

/** An address as Node.js takes it: with the interface's name where it is link-local (RFC 4007 §11). */
export function scopedAddress({ address, scope }: Endpoint): string {
  return scope === undefined || address.includes('%') ? address : `${address}%${scope}`;
}

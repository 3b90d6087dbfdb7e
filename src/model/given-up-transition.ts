import type { VrrpState } from './keepalived-event.ts';

/** What an event of a VRRP instance says of a transition that was announced, and never came to its state. */
export function givenUpTransition(to: VrrpState): string {
  return `its transition to ${to} was given up`;
}

import { canonicalAddress } from './ip-address.ts';
import type { VrrpInstanceState } from './keepalived.ts';
import type { EventOf, Occasion } from './keepalived-event-handlers.ts';
import type { Draft } from './tally.ts';

type Instance = Draft<VrrpInstanceState>;

/** Addresses that are kept of an instance: keepalived itself advises fewer than 20. */
export const MAX_ANNOUNCED_VIPS = 64;

/** Which virtual addresses each instance announces by gratuitous ARP or neighbour advertisement, and when it last did. */
export class AnnouncedVips {
  /** Instances that became MASTER and have announced nothing since: what they announce then is all that they hold. */
  private readonly fresh = new Set<string>();

  becameMaster({ name }: Instance): void {
    this.fresh.add(name);
  }

  forget(name: string): void {
    this.fresh.delete(name);
  }

  /** @param instance the one that the line names */
  announced(instance: Instance, { address }: EventOf<'garp'>, at: Occasion): void {
    if (at.seconds !== undefined) instance.lastGarpSeconds = at.seconds;
    // An ellipsis may have hidden it.
    if (address === undefined) return;
    const vip = canonicalAddress(address);
    const known = this.fresh.delete(instance.name) ? [] : (instance.vips ?? []);
    if (!known.includes(vip) && known.length < MAX_ANNOUNCED_VIPS) instance.vips = [...known, vip];
    else instance.vips = known;
  }

  /** keepalived 1.2.24 and later log each packet without its instance, which announced that address before. */
  sent(instances: readonly Instance[], { address }: EventOf<'garp'>, { seconds }: Occasion): void {
    if (address === undefined || seconds === undefined) return;
    const vip = canonicalAddress(address);
    for (const instance of instances) {
      if (instance.state === 'MASTER' && instance.vips?.includes(vip)) instance.lastGarpSeconds = seconds;
    }
  }
}

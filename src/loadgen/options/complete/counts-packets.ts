import type { Draft } from '../draft.ts';

/**
 * Whether a director's packets are held against the queries: several that go to the kernel as one buffer (UDP_SEGMENT) are
 * one packet to whoever counts before they are cut, as IPVS does on the same host and behind a veth.
 */
export function countsPackets({ eventsSources = [], mode = 'udp' }: Draft): boolean {
  return mode === 'udp' && eventsSources.some(({ kind }) => kind === 'vipscope');
}

import { nsOfMs, nsOfSeconds } from '../model/nanoseconds.ts';
import type { NewEvent } from '../model/stack-event.ts';
import type { PeerStatus } from '../view/status/stack-status.ts';

/** What it means that a peer began or ceased to answer; undefined where it is as it was. */
export function peerEvent(
  status: PeerStatus,
  before: PeerStatus | undefined,
  seen: { readonly node: string; readonly atMs: number },
): NewEvent | undefined {
  // That it answers is no news until it did not.
  if (status.state === (before?.state ?? 'ok')) return undefined;
  const latestNs = nsOfMs(seen.atMs);
  const { answeredAtSeconds } = before ?? {};
  return {
    timeNs: latestNs,
    earliestNs:
      answeredAtSeconds === undefined ? latestNs : earlier(nsOfSeconds(answeredAtSeconds), latestNs),
    latestNs,
    node: seen.node,
    layer: 'peer',
    source: status.url,
    kind: 'state',
    subject: status.node ?? status.url,
    ...(before && { from: before.state }),
    to: status.state,
    tone: status.state === 'ok' ? 'good' : 'bad',
    ...(status.reason !== undefined && { detail: status.reason }),
  };
}

function earlier(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

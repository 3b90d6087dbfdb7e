import { type Growth, sumGrowth } from './counter-growth.ts';
import type { NamedFigures } from './node-figures.ts';
import type { ServerIdentity } from './server-identity.ts';

/** What the named of a real server counted, and how much of it was the run's. */
export interface NamedCounts {
  /** `192.168.56.183:53` */
  readonly server: string;
  /** That were sent to it. */
  readonly packets: Growth | undefined;
  readonly nameds: readonly NamedFigures[];
  /** Absent: nobody tells. */
  readonly requests: Growth | undefined;
  /** Of these, the run's own; absent where BIND does not count them apart. */
  readonly marked: Growth | undefined;
  readonly responses: Growth | undefined;
  /**
   * Requests of health checks and other clients, which are taken to have been answered: all that are not marked. Where
   * nothing is marked, what came more than was sent; others are not seen where as many were lost.
   */
  readonly others: number;
}

/** @param packets what was sent to that server */
export function namedCounts(
  { key, nameds }: ServerIdentity,
  packets: Growth | undefined,
  isMarked: boolean,
): NamedCounts {
  const none = { server: key, packets, nameds, requests: undefined, marked: undefined, responses: undefined };
  if (nameds.length === 0) return { ...none, others: 0 };
  const requests = sumGrowth(nameds.map((named) => named.requests));
  const marked = isMarked ? sumGrowth(nameds.map(({ withNsid }) => withNsid)) : undefined;
  const isSure = requests.doubt === undefined && packets?.doubt === undefined;
  const sent = marked ?? packets;
  return {
    server: key,
    packets,
    nameds,
    requests,
    marked,
    responses: sumGrowth(nameds.map(({ responses }) => responses)),
    others: isSure && sent !== undefined ? Math.max(0, requests.grown - sent.grown) : 0,
  };
}

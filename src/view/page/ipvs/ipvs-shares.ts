import { type IpvsHead, type IpvsRow, sumOfRates } from './ipvs-groups.ts';

/** What a real server gets of the new connections, beside what its weight gives it. From 0 to 1. */
export interface ConnectionShare {
  readonly observed?: number | undefined;
  readonly expected?: number | undefined;
}

/**
 * Schedulers of the kernel that give every real server alike (net/netfilter/ipvs/ip_vs_rr.c, ip_vs_lc.c), and those
 * that give out no shares at all: `fo` and `ovf` fill one server after the other, `dh` goes by the destination.
 */
const EQUAL: ReadonlySet<string> = new Set(['rr', 'lc']);
const WITHOUT_SHARES: ReadonlySet<string> = new Set(['fo', 'ovf', 'dh']);

/** Whether a scheduler takes no notice of how large weights are; a weight of 0 it always heeds. */
export function ignoresWeights(scheduler: string | undefined): boolean {
  return scheduler !== undefined && (EQUAL.has(scheduler) || scheduler === 'dh');
}

/** The shares of all real servers of a virtual server, by their keys. */
export function connectionShares(
  { servers }: IpvsHead,
  rows: readonly IpvsRow[],
): ReadonlyMap<string, ConnectionShare> {
  const busiest = busiestDirector(servers);
  const scheduler = servers[busiest]?.scheduler;
  const weights = rows.map((row) => row.servers[busiest]?.weight ?? 0);
  const parts = EQUAL.has(scheduler ?? '') ? weights.map((weight) => Math.min(weight, 1)) : weights;
  const observed = rows.map((row) => sumOfRates(row.servers, 'connectionsPerSecond'));
  const [allParts, allObserved] = [sum(parts), sum(observed.map((rate) => rate ?? 0))];
  const isExpected = allParts > 0 && !WITHOUT_SHARES.has(scheduler ?? '');
  return new Map(
    rows.map((row, index) => [
      row.key,
      {
        observed: allObserved > 0 ? (observed[index] ?? 0) / allObserved : undefined,
        expected: isExpected ? (parts[index] ?? 0) / allParts : undefined,
      },
    ]),
  );
}

/** The director that the clients come through; its weights are those that count. */
function busiestDirector(servers: IpvsHead['servers']): number {
  const rates = servers.map((server) =>
    server === undefined ? -1 : (server.rates?.connectionsPerSecond ?? 0),
  );
  return Math.max(0, rates.indexOf(Math.max(...rates)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

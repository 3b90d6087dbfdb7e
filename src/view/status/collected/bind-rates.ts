import type { BindRates, BindStatus } from '../node-status.ts';

type Counters = Readonly<Record<string, number>>;

/** Counters of the name server that go up and down (bind9 lib/ns/stats.c), of which there is no rate. */
const GAUGES: ReadonlySet<string> = new Set(['RecursClients', 'RecursHighwater', 'TCPConnHighWater']);

/**
 * What BIND counted between two dumps, per second. While the dump is the same its rates stay; a counter that fell tells
 * of a restart, and there are none until the next dump.
 */
export function bindRates(now: BindStatus, before: BindStatus): BindRates | undefined {
  const overSeconds = now.dumpTimeSeconds - before.dumpTimeSeconds;
  if (overSeconds === 0) return before.rates;
  if (overSeconds < 0 || now.bootTimeSeconds !== before.bootTimeSeconds) return undefined;
  const rcodes = perSecond(now.rcodes, before.rcodes, overSeconds);
  const nameServer = perSecond(now.nameServer, before.nameServer, overSeconds);
  const requests = (now.requests - before.requests) / overSeconds;
  if (requests < 0 || rcodes === undefined || nameServer === undefined) return undefined;
  return { overSeconds, requests, rcodes, nameServer };
}

/** A counter that was not there was 0: BIND leaves out what is zero. */
function perSecond(now: Counters, before: Counters, overSeconds: number): Counters | undefined {
  const then = new Map(Object.entries(before));
  const rates: [string, number][] = [];
  for (const [name, value] of Object.entries(now)) {
    if (GAUGES.has(name)) continue;
    const more = value - (then.get(name) ?? 0);
    if (more < 0) return undefined;
    rates.push([name, more / overSeconds]);
  }
  return Object.fromEntries(rates);
}

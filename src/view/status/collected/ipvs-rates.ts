import type { IpvsCounters, IpvsRates } from '../../../model/ipvs.ts';

/** A server as the collection before saw it. */
interface Seen {
  readonly counters?: IpvsCounters | undefined;
  readonly rates?: IpvsRates | undefined;
}

/**
 * Rates between two collections of a server whose rates the source does not give. There are none where a counter fell,
 * for then the server was taken out and put back between the two, nor where figures were rounded to their first digits.
 *
 * @param elapsedSeconds between the two; 0 where the source was not read anew
 */
export function ipvsRates(
  counters: IpvsCounters | undefined,
  before: Seen | undefined,
  elapsedSeconds: number,
): IpvsRates | undefined {
  if (counters === undefined || before?.counters === undefined) return undefined;
  if (elapsedSeconds === 0) return before.rates;
  const then = before.counters;
  if (!(elapsedSeconds > 0) || counters.rounded === true || then.rounded === true) return undefined;
  const rates: IpvsRates = {
    connectionsPerSecond: (counters.connections - then.connections) / elapsedSeconds,
    incomingPacketsPerSecond: (counters.incomingPackets - then.incomingPackets) / elapsedSeconds,
    outgoingPacketsPerSecond: (counters.outgoingPackets - then.outgoingPackets) / elapsedSeconds,
    incomingBytesPerSecond: (counters.incomingBytes - then.incomingBytes) / elapsedSeconds,
    outgoingBytesPerSecond: (counters.outgoingBytes - then.outgoingBytes) / elapsedSeconds,
  };
  return Object.values(rates).some((rate: number) => rate < 0) ? undefined : rates;
}

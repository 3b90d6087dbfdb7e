import { rcodeNumber, sortRcodes } from '../result/rcode.ts';

/** Rcodes that were seen, by their numbers, as both old tools list them. */
export function seenRcodes(rcodes: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return sortRcodes(Object.keys(rcodes))
    .map((rcode) => [rcode, rcodes[rcode] ?? 0] as const)
    .filter(([, count]) => count > 0);
}

/** An rcode as queryperf and dnsperf call it: 11 to 15 had no names when they were written, so `rcode12`. */
export function oldRcodeName(rcode: string): string {
  const number = rcodeNumber(rcode) ?? 0;
  return number > 10 && number < 16 ? `rcode${number}` : rcode;
}

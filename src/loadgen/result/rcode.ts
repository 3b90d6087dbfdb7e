import { RCODES } from '../stats/worker-stats.ts';

/** Mnemonics as IANA's registry "DNS RCODEs" has them (RFC 6895 §2.3); holes are unassigned. */
const MNEMONICS: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  11: 'DSOTYPENI',
  16: 'BADVERS',
  17: 'BADKEY',
  18: 'BADTIME',
  19: 'BADMODE',
  20: 'BADNAME',
  21: 'BADALG',
  22: 'BADTRUNC',
  23: 'BADCOOKIE',
};

const OTHER = 'other';
const NUMBERS = new Map(Object.entries(MNEMONICS).map(([rcode, name]) => [name, Number(rcode)]));

/** Mnemonic of a response code, the extended bits of the OPT record included; `RCODE12` where there is none. */
export function rcodeName(rcode: number): string {
  return MNEMONICS[rcode] ?? `RCODE${rcode}`;
}

/** Response code of a mnemonic or of `RCODE12`, in capitals or not. @returns undefined if it is neither */
export function rcodeNumber(name: string): number | undefined {
  const upper = name.toUpperCase();
  const known = NUMBERS.get(upper);
  if (known !== undefined) return known;
  const digits = /^RCODE(\d{1,4})$/.exec(upper)?.[1];
  const rcode = Number(digits ?? Number.NaN);
  return rcode <= 0xfff ? rcode : undefined;
}

/** Name of a worker's n-th histogram: of the response code n, or `other` for the last, which takes all above. */
export function histogramName(n: number): string {
  return n >= RCODES - 1 ? OTHER : rcodeName(n);
}

/** Whether a name may stand in a result's `rcodes`. */
export function isRcodeLabel(name: string): boolean {
  return name === OTHER || rcodeNumber(name) !== undefined;
}

/** Names in the order of their response codes, `other` last. */
export function sortRcodes(names: Iterable<string>): string[] {
  const place = (name: string): number => rcodeNumber(name) ?? Number.POSITIVE_INFINITY;
  return [...names].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

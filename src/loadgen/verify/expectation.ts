/** What an answer must be like; plain data, as threads hand it to each other. */
export interface Expectation {
  readonly rcode?: number;
  /** Bits of the header's flags that are looked at, and what they must be. */
  readonly flagMask: number;
  readonly flagValue: number;
  /** Bounds of the TTL of each record of the queried type. */
  readonly ttl?: { readonly atLeast: number; readonly atMost: number };
  readonly data?: ExpectedData;
  /** As the operator wrote it. */
  readonly text: string;
}

/** Data of the records of the queried type, in any order. */
export interface ExpectedData {
  /** Each once: canonical spelling, or `\# 4 c0a8010b`. */
  readonly values: readonly string[];
  /** Whether there may be others besides. */
  readonly orMore: boolean;
}

/** Flags of the header by name (RFC 1035 §4.1.1, RFC 4035 §3). */
export const FLAGS = { aa: 0x0400, tc: 0x0200, rd: 0x0100, ra: 0x0080, ad: 0x0020, cd: 0x0010 } as const;
/** Name of one of them. */
export type FlagName = keyof typeof FLAGS;

/** An expectation, or in one line why a text is none and what would be right. */
export type ParsedExpectation =
  | { readonly kind: 'expectation'; readonly expectation: Expectation }
  | { readonly kind: 'problem'; readonly reason: string };

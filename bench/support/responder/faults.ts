/** Which of the answers: every n-th, or each with a probability. */
export type Share = { readonly every: number } | { readonly ratio: number };

/** What a responder does wrong. Those with a {@link Share} are independent of each other. */
export interface Faults {
  /** No answer at all. */
  readonly loss?: Share;
  /** The answer is sent twice. */
  readonly duplicate?: Share;
  /** The TC bit is set. */
  readonly truncate?: Share;
  /** The id's highest bit is turned. */
  readonly wrongId?: Share;
  /** The first letter of the name is another one. */
  readonly wrongQuestion?: Share;
  /** Nothing but the first `cutBytes` of the answer. */
  readonly cut?: Share;
  readonly cutBytes?: number;
  /** The answer comes from another port. */
  readonly foreign?: Share;
  /** The answer comes `lateUs` later than it would: out of order, or after the client gave up. */
  readonly late?: Share;
  readonly lateUs?: number;
  /** Every answer comes this much later, and in order. */
  readonly delayUs?: number;
  /** And up to this much more, at random. */
  readonly jitterUs?: number;
  /** Every so often nothing is read nor sent for a while; the socket's buffer fills meanwhile. */
  readonly stall?: { readonly everyMs: number; readonly forMs: number };
  /** Queries that arrive in this time from the first one on are not answered; those of the first few source ports alone. */
  readonly blackout?: { readonly fromMs: number; readonly forMs: number; readonly firstPorts?: number };
}

/** Fifteen bytes of a query are its header and the shortest name with one letter. */
export const DEFAULT_CUT_BYTES = 14;

/** Faults that fall on some of the answers. */
export const SHARED_FAULTS = [
  'loss',
  'duplicate',
  'truncate',
  'wrongId',
  'wrongQuestion',
  'cut',
  'foreign',
  'late',
] as const;
/** Name of one of them. */
export type SharedFault = (typeof SHARED_FAULTS)[number];

/** Says for one answer after the other whether a fault falls on it. Two with the same seed say the same. */
export class Picker {
  readonly #every: number;
  readonly #threshold: number;
  #count = 0;
  #state: number;

  constructor(share: Share | undefined, seed: number) {
    this.#every = share !== undefined && 'every' in share ? share.every : 0;
    this.#threshold = share !== undefined && 'ratio' in share ? share.ratio : 0;
    this.#state = seed | 0;
  }

  pick(): boolean {
    if (this.#threshold > 0) return this.random() < this.#threshold;
    if (this.#every === 0) return false;
    this.#count += 1;
    if (this.#count < this.#every) return false;
    this.#count = 0;
    return true;
  }

  /** Uniform in [0, 1): Marsaglia's xorshift over a Weyl sequence, so that any seed will do. */
  random(): number {
    this.#state = (this.#state + 0x9e37_79b9) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  }
}

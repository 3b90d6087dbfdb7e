/** Two-sided, 95 %. */
const Z = 1.959964;
/** What a share should be known within. */
const WANTED = 0.02;

/** A share from so much to so much. */
export interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the true share of one server lies with 95 % confidence when so many flows gave that one: Wilson's interval, which
 * holds for few flows and for shares near 0 and 1, too. Schedulers that take turns share out more evenly than by chance:
 * their shares are within it more often.
 */
export function shareInterval(share: number, flows: number): ShareInterval {
  if (flows <= 0) return { low: 0, high: 1 };
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * flows)) / (1 + z2 / flows);
  const half = (Z / (1 + z2 / flows)) * Math.sqrt((share * (1 - share)) / flows + z2 / (4 * flows * flows));
  // At its ends rounding would cut off the share itself.
  return {
    low: Math.min(share, Math.max(0, middle - half)),
    high: Math.max(share, Math.min(1, middle + half)),
  };
}

/** How many flows tell a share to ±2 %. */
export function flowsForWanted(share: number): number {
  return Math.ceil((Z * Z * share * (1 - share)) / (WANTED * WANTED));
}

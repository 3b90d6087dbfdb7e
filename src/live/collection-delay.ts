/** What the time of the next collection depends on. */
export interface LastCollection {
  readonly wallMs: number;
  /** Since the last collection began. */
  readonly sinceBegunMs: number;
  readonly durationMs: number;
  readonly intervalMs: number;
}

/** A timer may end a millisecond early, and its collection would be one of the second before. */
const BEHIND_MS = 2;

/**
 * How long to wait for the next collection: to a multiple of the interval by the wall clock, so that series have a
 * value for each second and several nodes collect at the same time. At least as long as the last collection took is
 * left free for all else.
 */
export function collectionDelayMs({ wallMs, sinceBegunMs, durationMs, intervalMs }: LastCollection): number {
  const leastMs = 2 * durationMs;
  const soonestMs = wallMs + Math.max(0, Math.max(intervalMs / 2, leastMs) - sinceBegunMs);
  const gridMs = leastMs > intervalMs ? Math.min(intervalMs, 1000) : intervalMs;
  return Math.ceil((soonestMs - BEHIND_MS) / gridMs) * gridMs + BEHIND_MS - wallMs;
}

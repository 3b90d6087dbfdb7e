/** Time and timers, as whoever waits for them needs them; tests give their own. */
export interface Clock {
  /** Milliseconds since 1970. May jump, in either direction. */
  wallMs(): number;
  /** Milliseconds since whenever; never goes backwards. */
  elapsedMs(): number;
  /** Calls once after this time. @returns what calls it off */
  after(delayMs: number, call: () => void): () => void;
}

/** The clock of this host. Its timers keep no process alive. */
export const SYSTEM_CLOCK: Clock = {
  wallMs: () => Date.now(),
  elapsedMs: () => performance.now(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

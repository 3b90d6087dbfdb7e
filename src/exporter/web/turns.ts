/** After so long whatever else waits has its turn: requests, sources that have answered, timers. */
const SLICE_MS = 25;

/** An update is followed by as long a pause as it took, up to this. */
const LONGEST_PAUSE_MS = 250;

/**
 * Work that would keep the process from everything else if it were done at once: pages and patches of a large stack, each
 * of another filter, for hundreds of readers. It is done piece by piece, what somebody waits for first.
 */
export class Turns {
  private readonly answers: (() => void)[] = [];
  private readonly updates: (() => void)[] = [];
  private callOff: (() => void) | undefined;

  /** Makes what somebody has asked for. Rejects with what `make` throws. */
  answer<Value>(make: () => Value): Promise<Value> {
    const made = queued(this.answers, make);
    this.plan(0);
    return made;
  }

  /** Makes what may come a little later, at most half of the time. Rejects with what `make` throws. */
  update<Value>(make: () => Value): Promise<Value> {
    const made = queued(this.updates, make);
    if (this.callOff === undefined) this.plan(0);
    return made;
  }

  private plan(delayMs: number): void {
    this.callOff?.();
    if (delayMs === 0) {
      const immediate = setImmediate(this.turn);
      this.callOff = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(this.turn, delayMs);
      this.callOff = () => clearTimeout(timer);
    }
  }

  private readonly turn = (): void => {
    const begunMs = performance.now();
    let tookMs = 0;
    for (let next = this.next(); next !== undefined; next = tookMs < SLICE_MS ? this.next() : undefined) {
      next();
      tookMs = performance.now() - begunMs;
    }
    this.callOff = undefined;
    if (this.answers.length > 0) this.plan(0);
    else if (this.updates.length > 0) this.plan(Math.min(tookMs, LONGEST_PAUSE_MS));
  };

  private next(): (() => void) | undefined {
    return this.answers.shift() ?? this.updates.shift();
  }
}

function queued<Value>(queue: (() => void)[], make: () => Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    queue.push(() => {
      try {
        resolve(make());
      } catch (error) {
        reject(error);
      }
    });
  });
}

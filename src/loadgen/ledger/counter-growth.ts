/** How far a counter of somebody else's went on during a run. */
export interface Growth {
  /** As far as its readings tell. */
  readonly grown: number;
  /** Why it may have been more; absent: it is exact. */
  readonly doubt?: string;
}

/** Follows one counter over its readings, the first of which is from before the run. */
export class GrowthMeter {
  #last: number;
  #grown = 0;
  #isGone = false;
  #doubt: string | undefined;

  constructor(first: number) {
    this.#last = first;
  }

  /** @param value undefined: the table has no such row any more */
  add(value: number | undefined): void {
    if (value === undefined) {
      this.#isGone = true;
      return;
    }
    if (this.#isGone) this.#doubt = 'it was removed for a while';
    this.#isGone = false;
    if (value < this.#last) this.restart();
    this.#grown += value - this.#last;
    this.#last = value;
  }

  /** Whoever counts began anew: what was counted since the last reading is gone. */
  restart(): void {
    this.#last = 0;
    this.#doubt = 'its counters began anew';
  }

  growth(): Growth {
    const doubt = this.#isGone ? 'it was removed' : this.#doubt;
    return { grown: this.#grown, ...(doubt !== undefined && { doubt }) };
  }
}

/** Adds up growths; the sum is in doubt for the first reason that any of them is. */
export function sumGrowth(growths: readonly Growth[]): Growth {
  const doubt = growths.find((growth) => growth.doubt !== undefined)?.doubt;
  return {
    grown: growths.reduce((sum, { grown }) => sum + grown, 0),
    ...(doubt !== undefined && { doubt }),
  };
}

/** With a doubt, unless there is one already. */
export function doubted(growth: Growth, doubt: string | undefined): Growth {
  return doubt === undefined || growth.doubt !== undefined ? growth : { ...growth, doubt };
}

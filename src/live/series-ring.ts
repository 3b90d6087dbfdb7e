/** One figure over the last steps of time, in memory of fixed size. NaN where nothing is known. */
export class SeriesRing {
  private values: Float32Array;
  /** The last step with a value. */
  private last: number;

  constructor(capacity: number, step: number) {
    this.values = new Float32Array(capacity).fill(Number.NaN);
    this.last = step - 1;
  }

  get lastStep(): number {
    return this.last;
  }

  set(step: number, value: number): void {
    const { length } = this.values;
    if (step <= this.last - length) return;
    for (let gap = Math.max(this.last + 1, step - length + 1); gap < step; gap += 1)
      this.put(gap, Number.NaN);
    this.put(step, value);
    this.last = Math.max(this.last, step);
  }

  /** In thousandths, as the digits of a float behind those would only be long; null where nothing is known. */
  at(step: number): number | null {
    if (step > this.last || step <= this.last - this.values.length) return null;
    const value = this.values[step % this.values.length] ?? Number.NaN;
    return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
  }

  /** Forgets this step and what is later: the clock was set back. */
  rewind(step: number): void {
    const { length } = this.values;
    for (let gone = Math.max(step, this.last - length + 1); gone <= this.last; gone += 1) {
      this.put(gone, Number.NaN);
    }
    this.last = Math.min(this.last, step - 1);
  }

  /** Keeps more or fewer steps from now on. */
  resize(capacity: number): void {
    const { values, last } = this;
    this.values = new Float32Array(capacity).fill(Number.NaN);
    for (let step = last - Math.min(capacity, values.length) + 1; step <= last; step += 1) {
      if (step >= 0) this.put(step, values[step % values.length] ?? Number.NaN);
    }
  }

  private put(step: number, value: number): void {
    this.values[step % this.values.length] = value;
  }
}

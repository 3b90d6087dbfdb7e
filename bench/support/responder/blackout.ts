import type { Faults } from './faults.ts';

/** A time in which nothing is answered, from the first query on, by the kernel's stamps of arrival. */
export class Blackout {
  /** Queries that fell into it. */
  count = 0;
  readonly #fault: Faults['blackout'];
  readonly #ports = new Set<number>();
  #firstUs = -1;
  #lastBeforeUs = -1;
  #firstAfterUs = -1;

  constructor(fault: Faults['blackout']) {
    this.#fault = fault;
  }

  covers(arrivedUs: number, port: number): boolean {
    if (this.#fault === undefined) return false;
    if (this.#firstUs < 0) this.#firstUs = arrivedUs;
    const { fromMs, forMs, firstPorts = Number.POSITIVE_INFINITY } = this.#fault;
    if (this.#ports.size < firstPorts) this.#ports.add(port);
    const sinceMs = (arrivedUs - this.#firstUs) / 1000;
    if (sinceMs < fromMs) this.#lastBeforeUs = arrivedUs;
    else if (sinceMs >= fromMs + forMs && this.#firstAfterUs < 0) this.#firstAfterUs = arrivedUs;
    if (sinceMs < fromMs || sinceMs >= fromMs + forMs || !this.#ports.has(port)) return false;
    this.count += 1;
    return true;
  }

  /** Between the last query before it and the first one after it; 0 while there are not both. */
  get gapMs(): number {
    return this.#lastBeforeUs < 0 || this.#firstAfterUs < 0
      ? 0
      : (this.#firstAfterUs - this.#lastBeforeUs) / 1000;
  }
}

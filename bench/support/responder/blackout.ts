import type { Faults } from './faults.ts';

/** A time in which nothing is answered, from the first query on, by the kernel's stamps of arrival. */
export class Blackout {
  /** Queries that fell into it. */
  count = 0;
  readonly #fault: Faults['blackout'];
  #firstUs = -1;

  constructor(fault: Faults['blackout']) {
    this.#fault = fault;
  }

  /** @param port the how many-eth source port seen it came from, from 1 */
  covers(arrivedUs: number, port: number): boolean {
    if (this.#fault === undefined) return false;
    if (this.#firstUs < 0) this.#firstUs = arrivedUs;
    const { fromMs, forMs, firstPorts = Number.POSITIVE_INFINITY } = this.#fault;
    const sinceMs = (arrivedUs - this.#firstUs) / 1000;
    if (sinceMs < fromMs || sinceMs >= fromMs + forMs || port > firstPorts) return false;
    this.count += 1;
    return true;
  }
}

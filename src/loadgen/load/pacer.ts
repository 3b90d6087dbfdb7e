import type { Schedule } from './schedule.ts';

/**
 * Debt that is paid back. A thread that did not run for longer than this has lost the rest: making up for it would
 * hit the server with more than was asked for.
 */
const MAX_DEBT_US = 100_000;
/** Debt is paid back at this multiple of the rate, and no more than `MAX_BURST_US` of it at once. */
const CATCH_UP = 1.2;
const MAX_BURST_US = 2_000;
/** Short enough for any rate, long enough for the precision of a clock that has run for years. */
const LAST_MOMENT_US = 0.1;

/** One worker's part of a schedule. */
export class Pacer {
  readonly #worker: number;
  readonly #workers: number;
  #schedule: Schedule;
  #startUs = 0;
  /** Next of the worker's own queries in the schedule. */
  #next = 0;
  #allowance = 1;
  #lastUs = 0;
  #notSent = 0;

  constructor(options: {
    readonly schedule: Schedule;
    readonly worker: number;
    readonly workers: number;
  }) {
    this.#schedule = options.schedule;
    this.#worker = options.worker;
    this.#workers = options.workers;
  }

  /** Queries of the schedule that were given up. */
  get notSent(): number {
    return this.#notSent;
  }

  /** Begins the schedule at a moment of the run's clock. */
  start(startUs: number): void {
    this.#startUs = startUs;
    this.#lastUs = startUs;
  }

  /** Follows another schedule from a moment on; what the last one still had is forgotten. */
  follow(schedule: Schedule, startUs: number): void {
    this.#schedule = schedule;
    this.#startUs = startUs;
    this.#next = 0;
  }

  /** How many queries to send now. */
  budget(nowUs: number): number {
    const sinceStartUs = nowUs - this.#startUs;
    this.#giveUpBefore(sinceStartUs - MAX_DEBT_US);
    const elapsedUs = Math.min(Math.max(0, nowUs - this.#lastUs), MAX_BURST_US);
    this.#lastUs = nowUs;
    const perUs = this.#schedule.rateAt(sinceStartUs) / this.#workers / 1e6;
    // A whole query is always allowed to add up, however low the rate.
    const most = Math.max(1, MAX_BURST_US * perUs * CATCH_UP);
    this.#allowance = Math.min(most, this.#allowance + elapsedUs * perUs * CATCH_UP);
    const due = this.#ownDueBy(sinceStartUs) - this.#next;
    return Math.max(0, Math.min(due, due === 1 ? 1 : Math.floor(this.#allowance)));
  }

  /** Ends the schedule: what was due before a moment and is not sent by now never will be. */
  end(nowUs: number): void {
    this.#giveUpBefore(nowUs - this.#startUs - LAST_MOMENT_US);
  }

  /** When the next query is due, in µs of the run's clock. */
  get nextUs(): number {
    return this.intendedUs(0);
  }

  /** When the n-th query from now is meant to be sent. */
  intendedUs(n: number): number {
    return this.#startUs + this.#schedule.dueAtUs((this.#next + n) * this.#workers + this.#worker);
  }

  /** Counts queries as sent. */
  advance(count: number): void {
    this.#next += count;
    this.#allowance = Math.max(0, this.#allowance - count);
  }

  #giveUpBefore(sinceStartUs: number): void {
    const skipped = this.#ownDueBy(sinceStartUs) - this.#next;
    if (skipped <= 0) return;
    this.#next += skipped;
    this.#notSent += skipped;
  }

  /** The worker's own queries due up to a moment. */
  #ownDueBy(sinceStartUs: number): number {
    const all = this.#schedule.dueBy(sinceStartUs);
    return Math.max(0, Math.ceil((all - this.#worker) / this.#workers));
  }
}

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
    const perUs = this.#catchUpPerUs(sinceStartUs);
    // A whole query is always allowed to add up, however low the rate.
    this.#allowance = Math.min(Math.max(1, MAX_BURST_US * perUs), this.#allowance + elapsedUs * perUs);
    const due = this.#ownDueBy(sinceStartUs) - this.#next;
    return Math.max(0, Math.min(due, due === 1 ? 1 : Math.floor(this.#allowance)));
  }

  /** Ends the schedule: what was due before a moment and is not sent by now never will be. */
  end(nowUs: number): void {
    this.#giveUpBefore(nowUs - this.#startUs - LAST_MOMENT_US);
  }

  /** How long nothing may be sent: until the next query is due, or another one of the debt may follow the last. */
  waitUs(nowUs: number): number {
    const untilDueUs = this.intendedUs(0) - nowUs;
    if (untilDueUs > 0) return untilDueUs;
    const sinceStartUs = nowUs - this.#startUs;
    if (this.#allowance >= 1 || this.#ownDueBy(sinceStartUs) - this.#next === 1) return 0;
    return Math.min((1 - this.#allowance) / this.#catchUpPerUs(sinceStartUs), MAX_BURST_US);
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

  /** Queries that the allowance grows by in each µs. */
  #catchUpPerUs(sinceStartUs: number): number {
    return (this.#schedule.rateAt(sinceStartUs) / this.#workers / 1e6) * CATCH_UP;
  }

  /** The worker's own queries due up to a moment. */
  #ownDueBy(sinceStartUs: number): number {
    const all = this.#schedule.dueBy(sinceStartUs);
    return Math.max(0, Math.ceil((all - this.#worker) / this.#workers));
  }
}

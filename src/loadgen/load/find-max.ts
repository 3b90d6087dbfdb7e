import type { RateStep } from './rate-step.ts';

/** Good intervals in a row that a step needs: one lucky second proves nothing. */
const GOOD_INTERVALS = 3;
/** At a low rate they are too few queries to tell a small loss from none: a step waits for more, so long. */
const MOST_INTERVALS = 10;
/** After a step that lost too much, the server may still work off what it was sent. */
const SETTLING_INTERVALS = 1;
/** If more of the schedule than this was given up, the rate was not tried: the sender is at its end. */
const MOST_GIVEN_UP_RATIO = 0.01;
/** A sender that sent less than this share says nothing yet: what it owes, it sends or gives up in the next interval. */
const LEAST_SENT_RATIO = 0.5;
const STEP_UP = 2;
/** The search ends when the highest good rate and the lowest bad one are this close. */
const CLOSE_ENOUGH = 1.03;
/** Nothing is faster; it ends the search with a server that answers whatever comes. */
const HIGHEST_QPS = 50_000_000;

/** The counters of all workers at one moment. */
export interface RateSample {
  /** Seconds from the start. */
  readonly atSeconds: number;
  readonly sent: number;
  readonly timedOut: number;
  /** Given up: due, and too late to send. */
  readonly notSent: number;
}

/**
 * The search for the highest rate at which no more than a share of queries is lost: steps up by doubling, then
 * bisects. A query is lost when it times out, so the loss of an interval is known one timeout later; the rate is held
 * until then. Samples must be a fixed time apart that divides the timeout.
 */
export class FindMax {
  readonly #maxLossRatio: number;
  /** Of so many queries one may be lost; with none allowed no number would be enough, and none is waited for. */
  readonly #tellingQueries: number;
  readonly #lag: number;
  readonly #samples: RateSample[] = [];
  readonly #steps: RateStep[] = [];
  #qps: number;
  #bestQps = 0;
  #leastBadQps = Number.POSITIVE_INFINITY;
  #firstSample = 0;

  /** @param timeoutIntervals the timeout, in the time between two samples */
  constructor(options: {
    readonly fromQps: number;
    readonly maxLossRatio: number;
    readonly timeoutIntervals: number;
  }) {
    this.#qps = options.fromQps;
    this.#maxLossRatio = options.maxLossRatio;
    this.#tellingQueries = options.maxLossRatio === 0 ? 0 : 1 / options.maxLossRatio;
    this.#lag = options.timeoutIntervals;
  }

  /** The rate to send at. */
  get qps(): number {
    return this.#qps;
  }

  /** The highest good rate so far; 0: none. */
  get bestQps(): number {
    return this.#bestQps;
  }

  get steps(): readonly RateStep[] {
    return this.#steps;
  }

  /** Takes a sample. @returns what to do next: go on, send at another rate, or end */
  take(sample: RateSample): 'same' | 'changed' | 'done' {
    this.#samples.push(sample);
    let lossRatio = 0;
    let sentRatio = 1;
    let isSent = true;
    let intervals = 0;
    let sent = 0;
    for (let last = this.#firstSample + 1; last + this.#lag < this.#samples.length; last++) {
      const interval = this.#interval(last);
      intervals++;
      sent += interval.sent;
      lossRatio = Math.max(lossRatio, interval.lossRatio);
      sentRatio = Math.min(sentRatio, interval.sentRatio);
      isSent &&= interval.isSent;
    }
    const good = lossRatio <= this.#maxLossRatio && isSent;
    const isTelling =
      intervals >= GOOD_INTERVALS && (sent >= this.#tellingQueries || intervals >= MOST_INTERVALS);
    if (good && !isTelling) return 'same';
    this.#steps.push({ qps: this.#qps, lossRatio, sentRatio, good });
    return this.#nextStep(good);
  }

  #interval(last: number): { sent: number; lossRatio: number; sentRatio: number; isSent: boolean } {
    const from = this.#sample(last - 1);
    const to = this.#sample(last);
    const sent = to.sent - from.sent;
    const lost = this.#sample(last + this.#lag).timedOut - this.#sample(last - 1 + this.#lag).timedOut;
    const givenUp = to.notSent - from.notSent;
    const meant = this.#qps * (to.atSeconds - from.atSeconds);
    return {
      sent,
      lossRatio: sent === 0 ? 0 : lost / sent,
      sentRatio: sent + givenUp === 0 ? 1 : sent / (sent + givenUp),
      // A query is whole: the last one of an interval may fall into the next.
      isSent: givenUp <= 1 + (sent + givenUp) * MOST_GIVEN_UP_RATIO && sent + 1 >= meant * LEAST_SENT_RATIO,
    };
  }

  #sample(place: number): RateSample {
    return this.#samples[place] ?? { atSeconds: 0, sent: 0, timedOut: 0, notSent: 0 };
  }

  #nextStep(good: boolean): 'changed' | 'done' {
    if (good) this.#bestQps = this.#qps;
    else this.#leastBadQps = this.#qps;
    const next = Math.round(
      Number.isFinite(this.#leastBadQps) ? (this.#bestQps + this.#leastBadQps) / 2 : this.#qps * STEP_UP,
    );
    const isClose = this.#bestQps > 0 && this.#leastBadQps / this.#bestQps <= CLOSE_ENOUGH;
    // Rates are whole: between 10 and 11 there is none to try.
    const isTried = next === this.#bestQps || next === this.#leastBadQps;
    if (isClose || isTried || next < 1 || next > HIGHEST_QPS) return 'done';
    this.#qps = next;
    // Only what is sent from the newest sample on is of the new rate.
    const kept = this.#samples.slice(-1);
    this.#samples.length = 0;
    this.#samples.push(...kept);
    this.#firstSample = good ? 0 : SETTLING_INTERVALS;
    return 'changed';
  }
}

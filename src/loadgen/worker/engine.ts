import type { Pacer } from '../load/pacer.ts';
import { constantSchedule } from '../load/schedule.ts';
import { BUCKETS, bucketOf } from '../stats/histogram.ts';
import { AT } from '../stats/worker-counters.ts';
import { RCODES, type WorkerStats } from '../stats/worker-stats.ts';
import type { StagePlan } from '../transport/transport.ts';
import { HEADER_BYTES } from '../wire/constants.ts';
import { quickRcode } from '../wire/quick-rcode.ts';
import type { Messages } from './messages.ts';
import type { QueryCursor } from './query-cursor.ts';
import type { RunControl } from './run-control.ts';
import { ANSWER, type Slots } from './slots.ts';

/** Longest sleep: how late the main thread's wish to stop may be noticed. */
const LONGEST_WAIT_US = 100_000;

/**
 * Longest that one query takes in a system call that sends many. What is beyond it the thread spent without its core,
 * and which queries had left by then is not known: were all of it shared out, answers would come sooner than they can.
 */
const LONGEST_SEND_US = 10;

/** Told of every query, answer and timeout; only where something wants to know, for it costs. */
export interface Observer {
  /** The queries `from … to` of a batch, all of one socket. */
  readonly sent?: (batch: Int32Array, from: number, to: number) => void;
  readonly answered?: (slot: number, message: Uint8Array, rcode: number, latencyUs: number) => void;
  readonly timedOut?: (slot: number) => void;
}

/** What an engine works on. */
export interface EngineParts {
  readonly stats: WorkerStats;
  readonly slots: Slots;
  readonly messages: Messages;
  readonly cursor: QueryCursor;
  readonly control: RunControl;
  /** Absent: closed loop. */
  readonly pacer: Pacer | undefined;
  readonly observer: Observer;
  /** At least one. */
  readonly stages: readonly StagePlan[];
}

/**
 * One worker's accounting, whatever carries the datagrams: what to send now, which query an answer belongs to, what
 * has waited too long. All times are µs of the run's clock. Every query that was sent ends as exactly one of answered,
 * timed out or interrupted.
 */
export class Engine {
  /** Slots of the batch that `fill` made, in its order. */
  readonly batch: Int32Array;
  readonly #parts: EngineParts;
  readonly #counters: Float64Array;
  readonly #histograms: Float64Array;
  readonly #intended: Float64Array;
  #batchLength = 0;
  #stage: StagePlan;
  #rateEpoch = 0;

  constructor(parts: EngineParts, batchCapacity: number) {
    const [first] = parts.stages;
    if (first === undefined) throw new RangeError('a run has at least one stage');
    this.#parts = parts;
    this.#stage = first;
    this.#counters = parts.stats.counters;
    this.#histograms = parts.stats.histograms;
    this.#intended = parts.stats.intended;
    this.batch = new Int32Array(batchCapacity);
  }

  /** Begins: the schedule counts from the start of the run. */
  start(): void {
    this.#parts.pacer?.start(this.#parts.control.startUs);
  }

  /** Whether there is still something to send. */
  isSending(nowUs: number): boolean {
    const { cursor, control } = this.#parts;
    return nowUs < control.stopUs && cursor.remaining > 0;
  }

  /** How many queries may be sent now. */
  budget(nowUs: number): number {
    const { slots, cursor, control, pacer } = this.#parts;
    if (nowUs < control.startUs || control.aborted || !this.isSending(nowUs)) return 0;
    if (pacer !== undefined && control.rateEpoch !== this.#rateEpoch) this.#followRate(pacer);
    const free = Math.min(this.stage().outstanding - slots.count, cursor.remaining);
    const due = pacer === undefined ? free : Math.min(free, pacer.budget(nowUs));
    if (pacer !== undefined) this.#counters[AT.notSent] = pacer.notSent;
    return Math.max(0, due);
  }

  /** What holds for the next query; {@link fill} never goes beyond its stage. */
  stage(): StagePlan {
    const { cursor, stages } = this.#parts;
    if (stages.length > 1) this.#stage = stages[cursor.stage] ?? this.#stage;
    return this.#stage;
  }

  /** Prepares up to `wanted` queries for a socket in `batch`. @returns how many there are */
  fill(socket: number, wanted: number): number {
    const { slots, cursor, messages, pacer } = this.#parts;
    // The budget may be of the stage before.
    const count = Math.min(wanted, this.batch.length, this.stage().outstanding - slots.count);
    const { stage } = cursor;
    let filled = 0;
    while (filled < count && cursor.stage === stage) {
      const slot = slots.take(socket);
      if (slot < 0) break;
      const { query, sequence } = cursor;
      slots.query[slot] = query;
      slots.sequence[slot] = sequence;
      if (pacer !== undefined) slots.intendedUs[slot] = pacer.intendedUs(filled);
      messages.prepare(slot, slots.idOf(slot), query, sequence);
      cursor.advance();
      this.batch[filled++] = slot;
    }
    this.#batchLength = filled;
    return filled;
  }

  /**
   * The queries `from … to` of the batch were sent between two moments; each gets its share of the time between, since
   * one system call sent them one after the other.
   */
  confirm(from: number, to: number, beforeUs: number, afterUs: number): void {
    const { slots, messages, pacer, observer } = this.#parts;
    const stepUs = Math.min((afterUs - beforeUs) / Math.max(1, to - from), LONGEST_SEND_US);
    let bytes = 0;
    for (let place = from; place < to; place++) {
      const slot = this.batch[place] ?? 0;
      slots.sentUs[slot] = beforeUs + stepUs * (place - from);
      bytes += messages.messageLength(slot, slots.query[slot] ?? 0);
    }
    const counters = this.#counters;
    if (counters[AT.firstSentUs] === 0) counters[AT.firstSentUs] = beforeUs;
    counters[AT.lastSentUs] = afterUs;
    this.#add(AT.sent, to - from);
    this.#add(AT.bytesSent, bytes);
    pacer?.advance(to - from);
    observer.sent?.(this.batch, from, to);
  }

  /** A query of the batch that the kernel refused: it was not sent, and the next one takes its turn. */
  refuse(place: number): void {
    this.#parts.slots.refused(this.batch[place] ?? 0);
    this.#add(AT.sendErrors, 1);
    this.#parts.pacer?.advance(1);
  }

  /** Takes back the queries of the batch from a place on: there was no room for them. */
  undoFrom(place: number): void {
    const { slots, cursor } = this.#parts;
    for (let undone = this.#batchLength - 1; undone >= place; undone--) {
      const slot = this.batch[undone] ?? 0;
      cursor.giveBack(slots.sequence[slot] ?? 0);
      slots.undo(slot);
    }
    this.#batchLength = place;
  }

  /** An ICMP message came back instead of an answer. */
  unreachable(): void {
    this.#add(AT.unreachable, 1);
  }

  /** Takes an answer: `length` bytes at `at`, received on a socket at a moment. */
  answer(socket: number, bytes: Uint8Array, at: number, length: number, receivedUs: number): void {
    const counters = this.#counters;
    this.#add(AT.bytesReceived, length);
    const flags = bytes[at + 2] ?? 0;
    if (length < HEADER_BYTES || (flags & 0x80) === 0) {
      this.#add(AT.malformed, 1);
      return;
    }
    const { slots, messages, control, pacer, observer } = this.#parts;
    const slot = slots.find(socket, ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (slot < 0) {
      this.#add(STRAY[slot] ?? AT.unexpected, 1);
      return;
    }
    const query = slots.query[slot] ?? 0;
    if (!messages.answers(slot, query, bytes, at, length)) {
      this.#add(AT.wrongQuestion, 1);
      return;
    }
    const rcode = quickRcode(bytes, at, length);
    const latencyNs = Math.max(0, (receivedUs - (slots.sentUs[slot] ?? 0)) * 1e3);
    const isFirst = counters[AT.answered] === 0;
    this.#add(AT.answered, 1);
    if (receivedUs < control.stopUs) this.#add(AT.answeredInWindow, 1);
    if ((flags & 0x02) !== 0) this.#add(AT.truncated, 1);
    this.#add(AT.latencySumNs, latencyNs);
    this.#add(AT.latencySumSquaresNs, latencyNs * latencyNs);
    if (latencyNs > (counters[AT.latencyMaxNs] ?? 0)) counters[AT.latencyMaxNs] = latencyNs;
    if (isFirst || latencyNs < (counters[AT.latencyMinNs] ?? 0)) counters[AT.latencyMinNs] = latencyNs;
    counters[AT.lastAnsweredUs] = receivedUs;
    const bucket = Math.min(rcode, RCODES - 1) * BUCKETS + bucketOf(latencyNs);
    this.#histograms[bucket] = (this.#histograms[bucket] ?? 0) + 1;
    if (pacer !== undefined) this.#recordIntended(receivedUs - (slots.intendedUs[slot] ?? 0));
    observer.answered?.(slot, bytes.subarray(at, at + length), rcode, latencyNs / 1e3);
    slots.answered(slot);
  }

  /** Ends the queries that have waited too long. */
  expire(nowUs: number): void {
    const { slots, observer } = this.#parts;
    const sentBeforeUs = nowUs - this.#stage.timeoutUs;
    slots.wake(nowUs);
    for (let slot = slots.oldest; slot >= 0; slot = slots.oldest) {
      if ((slots.sentUs[slot] ?? 0) > sentBeforeUs) break;
      this.#add(AT.timedOut, 1);
      observer.timedOut?.(slot);
      slots.timedOut(slot, nowUs + this.#stage.timeoutUs);
    }
    this.#counters[AT.outstanding] = slots.count;
    this.#counters[AT.passes] = this.#parts.cursor.passes;
  }

  /** How long there is nothing to do but to wait for answers. */
  waitUs(nowUs: number): number {
    const { slots, control, pacer } = this.#parts;
    if (nowUs < control.startUs) return Math.min(control.startUs - nowUs, LONGEST_WAIT_US);
    const sending = this.isSending(nowUs);
    const untilTimeout =
      slots.oldest < 0 ? LONGEST_WAIT_US : (slots.sentUs[slots.oldest] ?? 0) + this.#stage.timeoutUs - nowUs;
    const untilStop = sending ? control.stopUs - nowUs : LONGEST_WAIT_US;
    const untilDue =
      sending && pacer !== undefined && slots.count < this.#stage.outstanding
        ? pacer.waitUs(nowUs)
        : LONGEST_WAIT_US;
    return Math.max(0, Math.min(untilTimeout, untilStop, untilDue, LONGEST_WAIT_US));
  }

  /** Whether all is sent and nothing is in flight, or the run was cut short. */
  isFinished(nowUs: number): boolean {
    const { slots, cursor, control } = this.#parts;
    if (control.aborted) return true;
    return slots.count === 0 && (nowUs >= control.stopUs || cursor.remaining === 0);
  }

  /** Counts what is still in flight as interrupted; the last call. */
  finish(): void {
    const { slots, cursor, control, pacer } = this.#parts;
    if (pacer !== undefined && cursor.remaining > 0 && Number.isFinite(control.stopUs)) {
      pacer.end(control.stopUs);
      this.#counters[AT.notSent] = pacer.notSent;
    }
    this.#add(AT.interrupted, slots.count);
    for (let slot = slots.oldest; slot >= 0; slot = slots.oldest) slots.answered(slot);
    this.#counters[AT.outstanding] = 0;
  }

  #followRate(pacer: Pacer): void {
    const { epoch, qps, sinceUs } = this.#parts.control.rate;
    this.#rateEpoch = epoch;
    pacer.follow(constantSchedule(qps), sinceUs);
  }

  #recordIntended(latencyUs: number): void {
    const latencyNs = Math.max(0, latencyUs * 1e3);
    const bucket = bucketOf(latencyNs);
    this.#intended[bucket] = (this.#intended[bucket] ?? 0) + 1;
    this.#add(AT.intendedSumNs, latencyNs);
    if (latencyNs > (this.#counters[AT.intendedMaxNs] ?? 0)) this.#counters[AT.intendedMaxNs] = latencyNs;
  }

  #add(counter: number, count: number): void {
    this.#counters[counter] = (this.#counters[counter] ?? 0) + count;
  }
}

/** Counter of an answer that belongs to no query in flight. */
const STRAY: Readonly<Record<number, number>> = {
  [ANSWER.unexpected]: AT.unexpected,
  [ANSWER.duplicate]: AT.duplicate,
  [ANSWER.late]: AT.late,
};

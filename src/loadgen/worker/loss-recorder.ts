import { bitBytes, setGood, widenGood } from '../ledger/good-bits.ts';
import type { FlowRecord } from '../ledger/loss-record.ts';
import { allocateSlices, cutSlices, SLICE_SECONDS, widenSlices } from '../ledger/slices.ts';
import type { WorkerLosses } from '../ledger/worker-losses.ts';
import { LossLog } from './loss-log.ts';
import type { Slots } from './slots.ts';

/** An hour of the shortest slices; a multiple of 16, so that bits of half as many fill whole bytes. */
const MOST_SLICES = 360_000;
/** For the bits of all flows of one worker: with more than 1,400 of them slices are wider. */
const GOOD_BYTES = 64 * 1024 * 1024;
const MAX_ORIGINS = 1_000;
const UNKNOWN = -1;
const US_PER_SECOND = 1e6;

/** Which flows a worker has, and how much it may keep. */
export interface LossRecorderOptions {
  readonly slots: Slots;
  /** Queries that may be in flight. */
  readonly places: number;
  /** Number from 0. */
  readonly worker: number;
  /** Source ports, or places that one port takes after the other. */
  readonly flows: number;
  /** Sockets that take turns in one flow's place, with numbers next to each other. */
  readonly socketsEach: number;
  /** First of the flows' source ports; 0: the kernel chooses. */
  readonly localPort: number;
  readonly maxRuns: number;
  /** Most queries that are sent in one batch. */
  readonly batch: number;
  /** When the window opened, asked for at the first query. */
  readonly startUs: () => number;
  /** 360,000, fewer with very many flows. */
  readonly maxSlices?: number;
}

/** Keeps what became of one worker's queries by the time of their sending, in bounded memory. */
export class LossRecorder {
  readonly #options: LossRecorderOptions;
  readonly #log: LossLog;
  readonly #slices: WorkerLosses['slices'];
  readonly #good: readonly Uint8Array[];
  readonly #sent: Float64Array;
  readonly #answered: Float64Array;
  readonly #lost: Float64Array;
  readonly #sequenceOfSlot: Float64Array;
  /** Who had last answered the flow when the query of a slot was sent. */
  readonly #originOfSlot: Int32Array;
  readonly #originOfFlow: Int32Array;
  readonly #origins = new Map<string, number>();
  #sliceUs = SLICE_SECONDS * US_PER_SECOND;
  #startUs: number | undefined;
  #used = 0;

  constructor(options: LossRecorderOptions) {
    const { flows, places, maxRuns, batch, maxSlices = slicesFor(flows) } = options;
    this.#options = options;
    this.#log = new LossLog(flows, maxRuns, batch);
    this.#slices = allocateSlices(maxSlices);
    this.#good = Array.from({ length: flows }, () => new Uint8Array(bitBytes(maxSlices)));
    this.#sent = new Float64Array(flows);
    this.#answered = new Float64Array(flows);
    this.#lost = new Float64Array(flows);
    this.#sequenceOfSlot = new Float64Array(places);
    this.#originOfSlot = new Int32Array(places);
    this.#originOfFlow = new Int32Array(flows).fill(UNKNOWN);
  }

  /** The queries `from … to` of a batch were sent, all out of one socket. */
  sent(batch: Int32Array, from: number, to: number): void {
    const { slots, startUs } = this.#options;
    if (from >= to) return;
    this.#startUs ??= startUs();
    const flow = this.#flowOf(batch[from] ?? 0);
    let sequence = this.#sent[flow] ?? 0;
    for (let place = from; place < to; place++) {
      const slot = batch[place] ?? 0;
      const slice = this.#sliceFor(slots.sentUs[slot] ?? 0);
      this.#slices.sent[slice] = (this.#slices.sent[slice] ?? 0) + 1;
      this.#sequenceOfSlot[slot] = ++sequence;
      this.#originOfSlot[slot] = this.#originOfFlow[flow] ?? UNKNOWN;
    }
    this.#sent[flow] = sequence;
  }

  /** @param origin who answered, where the run tells that */
  answered(slot: number, latencyUs: number, origin: string | undefined): void {
    const flow = this.#flowOf(slot);
    const slice = this.#sliceOf(slot);
    const { answered, latencySumSeconds, latencyMaxSeconds } = this.#slices;
    const seconds = latencyUs / US_PER_SECOND;
    answered[slice] = (answered[slice] ?? 0) + 1;
    latencySumSeconds[slice] = (latencySumSeconds[slice] ?? 0) + seconds;
    if (seconds > (latencyMaxSeconds[slice] ?? 0)) latencyMaxSeconds[slice] = seconds;
    this.#answered[flow] = (this.#answered[flow] ?? 0) + 1;
    const good = this.#good[flow];
    if (good !== undefined) setGood(good, slice);
    if (origin !== undefined) this.#originOfFlow[flow] = this.#placeOf(origin);
  }

  /** A query timed out. */
  lost(slot: number): void {
    const flow = this.#flowOf(slot);
    const slice = this.#sliceOf(slot);
    this.#slices.lost[slice] = (this.#slices.lost[slice] ?? 0) + 1;
    this.#lost[flow] = (this.#lost[flow] ?? 0) + 1;
    const atSeconds = this.#sinceStartUs(this.#options.slots.sentUs[slot] ?? 0) / US_PER_SECOND;
    this.#log.add(flow, {
      sequence: this.#sequenceOfSlot[slot] ?? 0,
      atSeconds,
      origin: this.#originOfSlot[slot] ?? UNKNOWN,
    });
  }

  /** All that was recorded; the last call. */
  finish(interrupted: number): WorkerLosses {
    const runs = this.#log.runs();
    return {
      sliceSeconds: this.#sliceUs / US_PER_SECOND,
      slices: cutSlices(this.#slices, this.#used),
      runs,
      lossesLeftOut: this.#log.leftOut,
      flows: this.#good.map((good, flow) => this.#flowRecord(good, flow)),
      origins: [...this.#origins.keys()],
      interrupted,
    };
  }

  #flowRecord(good: Uint8Array, flow: number): FlowRecord {
    const { worker, localPort } = this.#options;
    return {
      worker: worker + 1,
      socket: flow + 1,
      ...(localPort !== 0 && { localPort: localPort + flow }),
      sent: this.#sent[flow] ?? 0,
      answered: this.#answered[flow] ?? 0,
      lost: this.#lost[flow] ?? 0,
      good: good.slice(0, bitBytes(this.#used)),
    };
  }

  #flowOf(slot: number): number {
    const { slots, socketsEach } = this.#options;
    return Math.floor(slots.socketOf(slot) / socketsEach);
  }

  #sinceStartUs(atUs: number): number {
    return Math.max(0, atUs - (this.#startUs ?? 0));
  }

  #sliceOf(slot: number): number {
    return Math.floor(this.#sinceStartUs(this.#options.slots.sentUs[slot] ?? 0) / this.#sliceUs);
  }

  /** The slice of a time that may be later than all before: where there is no more room all get wider. */
  #sliceFor(atUs: number): number {
    let slice = Math.floor(this.#sinceStartUs(atUs) / this.#sliceUs);
    while (slice >= this.#slices.sent.length) {
      widenSlices(this.#slices);
      for (const good of this.#good) widenGood(good);
      this.#sliceUs *= 2;
      this.#used = Math.ceil(this.#used / 2);
      slice = Math.floor(this.#sinceStartUs(atUs) / this.#sliceUs);
    }
    if (slice >= this.#used) this.#used = slice + 1;
    return slice;
  }

  #placeOf(origin: string): number {
    const known = this.#origins.get(origin);
    if (known !== undefined) return known;
    if (this.#origins.size >= MAX_ORIGINS) return UNKNOWN;
    const place = this.#origins.size;
    this.#origins.set(origin, place);
    return place;
  }
}

function slicesFor(flows: number): number {
  return Math.min(MOST_SLICES, Math.floor((GOOD_BYTES / Math.max(1, flows)) * 8) & ~15);
}

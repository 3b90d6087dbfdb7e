import type { LossRuns } from '../ledger/loss-record.ts';

const FIRST_CAPACITY = 1_024;
const NONE = -1;

/** A lost query: the how many-eth of its flow it was, and who had last answered the flow. */
interface Loss {
  readonly sequence: number;
  readonly atSeconds: number;
  readonly origin: number;
}

/** Runs of lost queries of a worker's flows; see {@link LossRuns}. */
export class LossLog {
  /** Lost, and not in the log, which was full. */
  leftOut = 0;
  readonly #maxRuns: number;
  readonly #window: number;
  /** Of each flow the last lost ones, by sequence: queries of one batch time out in another order than they left in. */
  readonly #pending: readonly Loss[][];
  /** Place of each flow's last run, and the how many-eth query of its flow the last of it was. */
  readonly #runOfFlow: Int32Array;
  readonly #lastOfFlow: Float64Array;
  #runs: LossRuns;
  #length = 0;

  /** @param window most queries of one batch */
  constructor(flows: number, maxRuns: number, window: number) {
    this.#maxRuns = maxRuns;
    this.#window = window;
    this.#pending = Array.from({ length: flows }, () => []);
    this.#runOfFlow = new Int32Array(flows).fill(NONE);
    this.#lastOfFlow = new Float64Array(flows);
    this.#runs = allocate(Math.min(FIRST_CAPACITY, maxRuns));
  }

  /** Takes a lost query; one that another of its flow overtook was sent in the same batch. */
  add(flow: number, loss: Loss): void {
    const pending = this.#pending[flow];
    if (pending === undefined) return;
    let place = pending.length;
    while (place > 0 && (pending[place - 1]?.sequence ?? 0) > loss.sequence) place--;
    if (place === pending.length) pending.push(loss);
    else pending.splice(place, 0, loss);
    if (pending.length > this.#window) this.#settle(flow, pending.shift());
  }

  #settle(flow: number, loss: Loss | undefined): void {
    if (loss === undefined) return;
    const { sequence, atSeconds, origin } = loss;
    const follows = this.#lastOfFlow[flow] === sequence - 1;
    this.#lastOfFlow[flow] = sequence;
    const open = this.#runOfFlow[flow] ?? NONE;
    if (follows && open !== NONE) {
      this.#runs.lastSeconds[open] = atSeconds;
      this.#runs.lost[open] = (this.#runs.lost[open] ?? 0) + 1;
    } else if (this.#length >= this.#maxRuns) {
      // What follows is left out as well: it has no run to go on with.
      this.#runOfFlow[flow] = NONE;
      this.leftOut++;
    } else this.#begin(flow, atSeconds, origin);
  }

  /** All runs, in memory of their own; the last call. */
  runs(): LossRuns {
    for (const [flow, pending] of this.#pending.entries())
      for (const loss of pending.splice(0)) this.#settle(flow, loss);
    return cut(this.#runs, this.#length);
  }

  #begin(flow: number, atSeconds: number, origin: number): void {
    if (this.#length === this.#runs.lost.length) this.#grow();
    const place = this.#length++;
    const { firstSeconds, lastSeconds, lost, flow: flows, origin: origins } = this.#runs;
    firstSeconds[place] = atSeconds;
    lastSeconds[place] = atSeconds;
    lost[place] = 1;
    flows[place] = flow;
    origins[place] = origin;
    this.#runOfFlow[flow] = place;
  }

  #grow(): void {
    const larger = allocate(Math.min(this.#maxRuns, this.#length * 2));
    larger.firstSeconds.set(this.#runs.firstSeconds);
    larger.lastSeconds.set(this.#runs.lastSeconds);
    larger.lost.set(this.#runs.lost);
    larger.flow.set(this.#runs.flow);
    larger.origin.set(this.#runs.origin);
    this.#runs = larger;
  }
}

function allocate(count: number): LossRuns {
  return {
    firstSeconds: new Float64Array(count),
    lastSeconds: new Float64Array(count),
    lost: new Uint32Array(count),
    flow: new Uint32Array(count),
    origin: new Int32Array(count),
  };
}

function cut(runs: LossRuns, count: number): LossRuns {
  return {
    firstSeconds: runs.firstSeconds.slice(0, count),
    lastSeconds: runs.lastSeconds.slice(0, count),
    lost: runs.lost.slice(0, count),
    flow: runs.flow.slice(0, count),
    origin: runs.origin.slice(0, count),
  };
}

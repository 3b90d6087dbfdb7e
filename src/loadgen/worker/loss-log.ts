import type { LossRuns } from '../ledger/loss-record.ts';

const FIRST_CAPACITY = 1_024;
const NONE = -1;

/** Runs of lost queries of a worker's flows; see {@link LossRuns}. */
export class LossLog {
  /** Lost, and not in the log, which was full. */
  leftOut = 0;
  readonly #maxRuns: number;
  /** Place of each flow's last run, and the how many-eth query of its flow the last of it was. */
  readonly #runOfFlow: Int32Array;
  readonly #lastOfFlow: Float64Array;
  #runs: LossRuns;
  #length = 0;

  constructor(flows: number, maxRuns: number) {
    this.#maxRuns = maxRuns;
    this.#runOfFlow = new Int32Array(flows).fill(NONE);
    this.#lastOfFlow = new Float64Array(flows);
    this.#runs = allocate(Math.min(FIRST_CAPACITY, maxRuns));
  }

  /**
   * Takes a lost query; those of one flow come in the order in which they were sent.
   * @param sequence the how many-eth query of its flow it was
   */
  add(flow: number, sequence: number, atSeconds: number, origin: number): void {
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

  /** All runs, in memory of their own. */
  runs(): LossRuns {
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

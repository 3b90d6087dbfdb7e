import { passLength, type QueryPool, type Stage } from '../queries/query-pool.ts';

/**
 * Which query a worker sends next. Sending `n` of the run belongs to worker `n mod workers`, so that all workers
 * together send each query once a pass, and a total is divided to the last query. Where the number of workers and the
 * length of a pass have a common factor, each pass begins one query later than the one before: else a worker would
 * send the same few queries for ever, and a fast worker more of its own than the input has.
 */
export class QueryCursor {
  readonly #order: Uint32Array | undefined;
  readonly #stages: readonly Stage[];
  readonly #passLength: number;
  readonly #workers: number;
  readonly #total: number;
  /** Places that each pass begins further on than the one before. */
  readonly #step: 0 | 1;
  #sequence: number;
  /** The sequence's place in its pass, and the query's place in the pool's order. */
  #inPass: number;
  #place: number;
  #stage = 0;
  /** Sendings that came back, the next one last. */
  readonly #returned: number[] = [];

  /** @param runs passes through the pool; infinite with a time limit alone */
  constructor(
    pool: QueryPool,
    part: { readonly worker: number; readonly workers: number; readonly runs: number },
  ) {
    this.#order = pool.order;
    this.#stages = pool.stages;
    this.#passLength = passLength(pool);
    this.#workers = part.workers;
    this.#total = part.runs * this.#passLength;
    this.#step = pool.stages.length === 0 && haveCommonFactor(part.workers, this.#passLength) ? 1 : 0;
    this.#sequence = part.worker;
    this.#inPass = part.worker % this.#passLength;
    this.#place = this.#placeOf(part.worker);
  }

  /** Queries that are left to this worker. */
  get remaining(): number {
    return this.#returned.length + Math.max(0, Math.ceil((this.#total - this.#sequence) / this.#workers));
  }

  /** Number of the next sending in the whole run. */
  get sequence(): number {
    return this.#returned.at(-1) ?? this.#sequence;
  }

  /** Passes that all workers have finished, seen from this one. */
  get passes(): number {
    return Math.floor(Math.min(this.#sequence, this.#total) / this.#passLength);
  }

  /** The query to send next. */
  get query(): number {
    const returned = this.#returned.at(-1);
    const place = returned === undefined ? this.#place : this.#placeOf(returned);
    return this.#order === undefined ? place : (this.#order[place] ?? 0);
  }

  advance(): void {
    if (this.#returned.pop() !== undefined) return;
    this.#sequence += this.#workers;
    this.#inPass += this.#workers;
    this.#place += this.#workers;
    if (this.#inPass >= this.#passLength) {
      this.#inPass %= this.#passLength;
      this.#place = this.#placeOf(this.#sequence);
    } else if (this.#place >= this.#passLength) this.#place -= this.#passLength;
  }

  /** Takes a sending back that did not take place: it is the next one. */
  giveBack(sequence: number): void {
    this.#returned.push(sequence);
  }

  /** Number of the stage that the next query is in; 0 before the first directive in the middle of the input. */
  get stage(): number {
    if (this.#stages.length === 0) return 0;
    const { query } = this;
    // Neighbours are nearly always in one stage, so the last one is where to look first.
    while (this.#stage > 0 && this.#firstOf(this.#stage) > query) this.#stage--;
    while (this.#stage < this.#stages.length && this.#firstOf(this.#stage + 1) <= query) this.#stage++;
    return this.#stage;
  }

  #placeOf(sequence: number): number {
    return (sequence + this.#step * Math.floor(sequence / this.#passLength)) % this.#passLength;
  }

  #firstOf(stage: number): number {
    return this.#stages[stage - 1]?.firstQuery ?? 0;
  }
}

function haveCommonFactor(a: number, b: number): boolean {
  return b === 0 ? a > 1 : haveCommonFactor(b, a % b);
}

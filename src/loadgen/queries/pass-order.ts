import type { Stage } from './query-pool.ts';

/** What the order of a pass is made from. */
export interface PassPlan {
  readonly count: number;
  readonly stages: readonly Stage[];
  /** Times that each query is sent in a row, 0 as 1; absent: 1. */
  readonly repeats?: Uint32Array;
  /** Turns that each query has in a pass, 0 as 1; absent: 1. */
  readonly weights?: Uint32Array;
  /** Random numbers in [0, 1) to shuffle with; absent: the input's own order. */
  readonly random?: () => number;
}

/**
 * The order of a pass, place → query, in shared memory. A weighted query's turns lie evenly spread, or anywhere where
 * shuffled; repeats follow each other. What a directive changes stays where it is: turns stay within their stage.
 *
 * @returns undefined where it is the queries' own order
 */
export function passOrder(plan: PassPlan): Uint32Array | undefined {
  const { count, repeats, weights, random } = plan;
  if (repeats === undefined && weights === undefined && random === undefined) return undefined;
  const starts = [...new Set([0, ...plan.stages.map((stage) => stage.firstQuery), count])];
  const order = sharedNumbers(sends(plan));
  let at = 0;
  for (let index = 0; index + 1 < starts.length; index += 1) {
    const turns = stageTurns(starts[index] ?? 0, starts[index + 1] ?? 0, weights);
    if (random !== undefined) shuffle(turns, random);
    at = writeTurns(turns, repeats, order, at);
  }
  return order;
}

function sharedNumbers(count: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
}

function sends({ count, repeats, weights }: PassPlan): number {
  let total = 0;
  for (let query = 0; query < count; query += 1) total += (repeats?.[query] || 1) * (weights?.[query] || 1);
  return total;
}

/** The turns of queries `from` to before `to`, weighted ones spread. */
function stageTurns(from: number, to: number, weights: Uint32Array | undefined): Uint32Array {
  const queries = to - from;
  if (weights === undefined) return new Uint32Array(queries).map((_, index) => from + index);
  let total = 0;
  for (let query = from; query < to; query += 1) total += weights[query] || 1;

  // Query i of n with weight w wishes for the points (i / n + k / w) mod 1 of the pass. A counting sort by these keeps
  // those of weight 1 in their order, which a sort of points that are equal would not promise.
  const slotOf = (query: number, turn: number, weight: number): number =>
    Math.floor((((query - from) / queries + turn / weight) % 1) * total);
  const begin = new Uint32Array(total + 1);
  forEachTurn(from, to, weights, (query, turn, weight) => {
    const slot = slotOf(query, turn, weight) + 1;
    begin[slot] = (begin[slot] ?? 0) + 1;
  });
  for (let slot = 1; slot <= total; slot += 1) begin[slot] = (begin[slot] ?? 0) + (begin[slot - 1] ?? 0);
  const turns = new Uint32Array(total);
  forEachTurn(from, to, weights, (query, turn, weight) => {
    const slot = slotOf(query, turn, weight);
    const place = begin[slot] ?? 0;
    begin[slot] = place + 1;
    turns[place] = query;
  });
  return turns;
}

function forEachTurn(
  from: number,
  to: number,
  weights: Uint32Array,
  visit: (query: number, turn: number, weight: number) => void,
): void {
  for (let query = from; query < to; query += 1) {
    const weight = weights[query] || 1;
    for (let turn = 0; turn < weight; turn += 1) visit(query, turn, weight);
  }
}

/** Fisher-Yates. */
function shuffle(turns: Uint32Array, random: () => number): void {
  for (let last = turns.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = turns[last] ?? 0;
    turns[last] = turns[other] ?? 0;
    turns[other] = moved;
  }
}

function writeTurns(
  turns: Uint32Array,
  repeats: Uint32Array | undefined,
  order: Uint32Array,
  from: number,
): number {
  let at = from;
  for (const query of turns) {
    const end = at + (repeats?.[query] || 1);
    order.fill(query, at, end);
    at = end;
  }
  return at;
}

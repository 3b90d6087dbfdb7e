import { describe, expect, test } from 'vitest';
import { QueryCursor } from '../../../src/loadgen/worker/query-cursor.ts';
import { questionOf } from '../support/engine-bench.ts';
import { poolOf } from '../support/pool.ts';

const POOL = poolOf(...['a', 'b', 'c'].map((name) => questionOf(name)));
const ENDLESS = Number.POSITIVE_INFINITY;

/** Queries that a worker sends, no more than 20. */
function queriesOf(pool: typeof POOL, worker: number, workers: number, runs: number): number[] {
  const cursor = new QueryCursor(pool, { worker, workers, runs });
  const queries: number[] = [];
  for (; cursor.remaining > 0 && queries.length < 20; cursor.advance()) queries.push(cursor.query);
  return queries;
}

describe('queries of each worker', () => {
  test.each([
    [1, 1, [[0, 1, 2]]],
    [1, 2, [[0, 1, 2, 0, 1, 2]]],
    [2, 1, [[0, 2], [1]]],
    [
      2,
      2,
      [
        [0, 2, 1],
        [1, 0, 2],
      ],
    ],
    [4, 1, [[0], [1], [2], []]],
    [4, 2, [[0, 1], [1, 2], [2], [0]]],
    [7, 2, [[0], [1], [2], [0], [1], [2], []]],
  ])('%i workers, %i passes', (workers, runs, wanted) => {
    expect(wanted.map((_queries, worker) => queriesOf(POOL, worker, workers, runs))).toEqual(wanted);
  });

  test('in an order of their own, with repetitions', () => {
    const pool = { ...POOL, order: Uint32Array.of(2, 2, 0, 1) };
    expect([queriesOf(pool, 0, 2, 2), queriesOf(pool, 1, 2, 2)]).toEqual([
      [2, 0, 2, 1],
      [2, 1, 0, 2],
    ]);
  });

  test('a worker does not have the same ones in each pass', () => {
    const pool = poolOf(...['a', 'b', 'c', 'd'].map((name) => questionOf(name)));
    expect([queriesOf(pool, 0, 2, 4), queriesOf(pool, 1, 2, 4), queriesOf(pool, 2, 4, 4)]).toEqual([
      [0, 2, 1, 3, 2, 0, 3, 1],
      [1, 3, 2, 0, 3, 1, 0, 2],
      [2, 3, 0, 1],
    ]);
  });

  test('without an end', () => {
    expect(queriesOf(POOL, 1, 2, ENDLESS).slice(0, 6)).toEqual([1, 0, 2, 1, 0, 2]);
    expect(new QueryCursor(POOL, { worker: 1, workers: 2, runs: ENDLESS }).remaining).toBe(ENDLESS);
  });
});

test('it goes back over what was not sent, into the pass before too', () => {
  const cursor = new QueryCursor(POOL, { worker: 1, workers: 2, runs: 10 });
  const seen = Array.from({ length: 5 }, () => {
    const at = [cursor.sequence, cursor.query, cursor.remaining];
    cursor.advance();
    return at;
  });
  const sequences = seen.map(([sequence = 0]) => sequence);
  for (const sequence of sequences.slice(1).reverse()) cursor.giveBack(sequence);
  expect([cursor.sequence, cursor.query, cursor.remaining]).toEqual(seen[1]);
  cursor.giveBack(sequences[0] ?? 0);
  expect([cursor.sequence, cursor.query, cursor.remaining]).toEqual(seen[0]);
});

test('what comes back from among others is sent before what was never taken', () => {
  const cursor = new QueryCursor(POOL, { worker: 0, workers: 1, runs: 4 });
  for (let taken = 0; taken < 5; taken++) cursor.advance();
  cursor.giveBack(3);
  cursor.giveBack(1);
  const next = Array.from({ length: 4 }, () => {
    const at = [cursor.sequence, cursor.query];
    cursor.advance();
    return at;
  });
  expect(next).toEqual([
    [1, 1],
    [3, 0],
    [5, 2],
    [6, 0],
  ]);
});

test('passes that are whole', () => {
  const cursor = new QueryCursor(POOL, { worker: 0, workers: 1, runs: 2 });
  const passes = Array.from({ length: 7 }, () => {
    const before = cursor.passes;
    if (cursor.remaining > 0) cursor.advance();
    return before;
  });
  expect(passes).toEqual([0, 0, 0, 1, 1, 1, 2]);
});

test('a stage begins with its first query and ends with the pass', () => {
  const pool = {
    ...poolOf(...['a', 'b', 'c', 'd', 'e'].map((name) => questionOf(name))),
    stages: [{ firstQuery: 1 }, { firstQuery: 3 }],
  };
  const cursor = new QueryCursor(pool, { worker: 0, workers: 1, runs: 2 });
  const stages: number[] = [];
  for (; cursor.remaining > 0; cursor.advance()) stages.push(cursor.stage);
  expect(stages).toEqual([0, 1, 1, 2, 2, 0, 1, 1, 2, 2]);
  cursor.giveBack(7);
  expect(cursor.stage).toBe(1);
});

test('stages of a shuffled pass are those of its queries', () => {
  const pool = { ...POOL, order: Uint32Array.of(2, 0, 1), stages: [{ firstQuery: 1 }, { firstQuery: 2 }] };
  const cursor = new QueryCursor(pool, { worker: 0, workers: 1, runs: 1 });
  const stages: number[] = [];
  for (; cursor.remaining > 0; cursor.advance()) stages.push(cursor.stage);
  expect(stages).toEqual([2, 0, 1]);
});

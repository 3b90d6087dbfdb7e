import type { QueryPool } from '../../../src/loadgen/queries/query-pool.ts';

/** A pool of questions as they go on the wire. */
export function poolOf(...questions: readonly Uint8Array[]): QueryPool {
  const offsets = new Uint32Array(new SharedArrayBuffer((questions.length + 1) * 4));
  for (const [index, question] of questions.entries()) {
    offsets[index + 1] = (offsets[index] ?? 0) + question.length;
  }
  const all = new Uint8Array(new SharedArrayBuffer(offsets[questions.length] ?? 0));
  all.set(Buffer.concat(questions));
  return { count: questions.length, questions: all, offsets, stages: [] };
}

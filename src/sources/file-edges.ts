import { createHash } from 'node:crypto';

/** So much of a log's beginning, and of what stands before the reader's place, tells one log from another. */
export const EDGE_BYTES = 256;

export interface EdgeDigest {
  readonly length: number;
  readonly sha256: string;
}

/** What was read of a file so far, by its two ends. Digests, since the lines of a log are not ours to copy. */
export interface EdgeDigests {
  readonly head: EdgeDigest;
  readonly tail: EdgeDigest;
}

/** The first bytes of a file and the last ones before the reader's place in it. */
export interface Edges {
  readonly head: Buffer;
  readonly tail: Buffer;
}

export const NO_EDGES: Edges = { head: Buffer.alloc(0), tail: Buffer.alloc(0) };

/** The edges after `consumed` was read too. Copies, since a read buffer is used again. */
export function advanceEdges(edges: Edges, consumed: Buffer): Edges {
  const missing = EDGE_BYTES - edges.head.length;
  return {
    head: missing > 0 ? Buffer.concat([edges.head, consumed.subarray(0, missing)]) : edges.head,
    tail:
      consumed.length >= EDGE_BYTES
        ? Buffer.from(consumed.subarray(-EDGE_BYTES))
        : Buffer.concat([edges.tail, consumed]).subarray(-EDGE_BYTES),
  };
}

export function digestEdges(edges: Edges): EdgeDigests {
  return { head: digest(edges.head), tail: digest(edges.tail) };
}

export function digest(bytes: Buffer): EdgeDigest {
  return { length: bytes.length, sha256: createHash('sha256').update(bytes).digest('base64') };
}

import { digestEdges, type EdgeDigests, NO_EDGES } from './file-edges.ts';
import type { LogIdentity, LogPlace, LogReading } from './log-reading.ts';

/** Where a follower stands in a log, as plain JSON. */
export interface LogPosition {
  /** '' when there was no file. */
  readonly inode: string;
  readonly offset: number;
  readonly midLine: boolean;
  /** Base64. */
  readonly tornLine: string;
  readonly edges: EdgeDigests;
  readonly modifiedMs: number;
  /** The newest rotated file that is older than this one, if there was one. */
  readonly previous?: LogIdentity | undefined;
}

/** The position in a log that does not exist yet: all that will be written to it is new. */
export const BEFORE_ANY_FILE: LogPosition = {
  inode: '',
  offset: 0,
  midLine: false,
  tornLine: '',
  edges: digestEdges(NO_EDGES),
  modifiedMs: 0,
};

export function positionOf(reading: LogReading, previous: LogIdentity | undefined): LogPosition {
  const { inode, modifiedMs } = reading.identity();
  const { offset, midLine, tornLine } = reading.place;
  return {
    inode,
    offset,
    midLine,
    tornLine: tornLine.toString('base64'),
    edges: reading.edgeDigests(),
    modifiedMs,
    previous,
  };
}

export function placeOf({ offset, midLine, tornLine }: LogPosition): LogPlace {
  return { offset, midLine, tornLine: Buffer.from(tornLine, 'base64') };
}

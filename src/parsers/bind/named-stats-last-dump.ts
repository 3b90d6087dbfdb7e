import { Buffer } from 'node:buffer';

/** The last whole dump of a file. */
export interface LastDump {
  readonly text: string;
  /** False where more follows: named is writing the next dump, or was stopped while it did. */
  readonly complete: boolean;
}

/** An opening or closing line; positions in the chunk, where `end` may be beyond it. */
interface Marker {
  readonly opens: boolean;
  readonly epoch: string;
  readonly start: number;
  readonly end: number;
}

const SIGN_BYTES = 3;
const COMMON_PART = ' Statistics Dump ';
const MARKER = /^(\+\+\+|---) Statistics Dump \1 \((\d{1,15})\)/;
/** No marker is longer: one that begins in a chunk ends within this many bytes behind it. */
const MARKER_BYTES = SIGN_BYTES + COMMON_PART.length + SIGN_BYTES + ' ('.length + 15 + ')'.length;
const NEWLINE = 0x0a;

/**
 * Finds the last dump that was opened and closed with the same time, in a file that named only appends to.
 * It is given the file from its end backwards, and keeps nothing but the dump that may be the one. A file that ends
 * within a dump gives the dump before. Markers count anywhere in a line: a named that was killed leaves half a
 * line, and the opening line of the next dump follows on it.
 */
export class LastDumpFinder {
  private markers = 0;
  private endsInLine: boolean | undefined;
  private newlineInTail = false;
  private closing: { readonly epoch: string; readonly complete: boolean } | undefined;
  /** What stands before the closing line, so far: the last piece of it first. */
  private body: Buffer[] = [];
  /** The bytes behind the next chunk, where a marker may end that begins in it. */
  private seam: Buffer = Buffer.alloc(0);

  /** Whether any opening or closing line was seen. */
  get sawMarker(): boolean {
    return this.markers > 0;
  }

  /**
   * Takes the piece of the file that stands before the one given last. What is kept of it is copied.
   *
   * @returns the dump as soon as its opening line was seen
   */
  prepend(chunk: Buffer): LastDump | undefined {
    this.endsInLine ??= chunk.length === 0 ? undefined : chunk.at(-1) !== NEWLINE;
    let end = chunk.length;
    for (const marker of markersBackwards(chunk, this.seam)) {
      if (marker.opens && marker.epoch === this.closing?.epoch) {
        return this.found(this.closing, chunk.subarray(marker.end, end), marker.end - chunk.length);
      }
      this.closing = marker.opens
        ? undefined
        : { epoch: marker.epoch, complete: this.isLast(chunk.subarray(marker.end)) };
      this.body = [];
      this.markers += 1;
      end = marker.start;
    }
    if (this.closing !== undefined) this.body.push(Buffer.from(chunk.subarray(0, end)));
    if (this.markers === 0) this.newlineInTail ||= chunk.includes(NEWLINE);
    this.seam = Buffer.concat([chunk.subarray(0, MARKER_BYTES), this.seam]).subarray(0, MARKER_BYTES);
    return undefined;
  }

  /** Whether the closing line is the file's last, with whatever BIND 8 writes behind it in the same line. */
  private isLast(behind: Buffer): boolean {
    if (this.markers > 0) return false;
    return this.endsInLine === false || !(this.newlineInTail || behind.includes(NEWLINE));
  }

  /** @param overlap how many bytes of the body belong to the opening line, where it ran over the chunk's end */
  private found(
    { epoch, complete }: { readonly epoch: string; readonly complete: boolean },
    first: Buffer,
    overlap: number,
  ): LastDump {
    const body = Buffer.concat([first, ...this.body.reverse()]).subarray(Math.max(0, overlap));
    const text = `+++ Statistics Dump +++ (${epoch})${body.toString('utf8')}--- Statistics Dump --- (${epoch})\n`;
    return { text, complete };
  }
}

/** The markers that begin in a chunk, the last one first. */
function* markersBackwards(chunk: Buffer, seam: Buffer): Generator<Marker> {
  const tail = chunk.subarray(Math.max(0, chunk.length - MARKER_BYTES));
  const offset = chunk.length - tail.length;
  for (const marker of markersWithin(Buffer.concat([tail, seam]))) {
    if (marker.start < tail.length && marker.end > tail.length) {
      yield { ...marker, start: marker.start + offset, end: marker.end + offset };
    }
  }
  yield* markersWithin(chunk);
}

function* markersWithin(bytes: Buffer): Generator<Marker> {
  for (let at = bytes.length; at > SIGN_BYTES; ) {
    at = bytes.lastIndexOf(COMMON_PART, at - 1, 'latin1');
    const start = at - SIGN_BYTES;
    if (start < 0) return;
    const [whole, sign, epoch] = MARKER.exec(bytes.toString('latin1', start, start + MARKER_BYTES)) ?? [];
    if (whole !== undefined && epoch !== undefined) {
      yield { opens: sign === '+++', epoch, start, end: start + whole.length };
    }
  }
}

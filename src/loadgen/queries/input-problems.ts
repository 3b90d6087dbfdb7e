/** What of the input was skipped. */
export interface InputProblems {
  readonly total: number;
  /** The first few, `file:line:column: why` each, or `file: byte offset: why` of binary input. */
  readonly first: readonly string[];
}

const KEPT = 10;

/** Counts problems and keeps the first few. */
export class ProblemList implements InputProblems {
  total = 0;
  readonly first: string[] = [];

  /** @param text makes the line that is told */
  add(text: () => string): void {
    this.total += 1;
    if (this.first.length < KEPT) this.first.push(text());
  }
}

const QUOTED_BYTES = 40;

/** Bytes of the input for a message: short, and with nothing in it that a terminal would obey. */
export function quoteBytes(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, QUOTED_BYTES));
  const safe = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029\ufffd"\\]/gu, (character) =>
    character === '"' || character === '\\' ? `\\${character}` : '?',
  );
  return `"${safe}${bytes.length > QUOTED_BYTES ? '…' : ''}"`;
}

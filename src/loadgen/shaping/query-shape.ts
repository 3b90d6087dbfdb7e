/**
 * What a worker puts around the question of each query: a message is id, `header`, prefix label, question, `tail`,
 * and a TSIG record where queries are signed.
 */
export interface QueryShape {
  /** Flags and counts: the ten header bytes behind the id (RFC 1035 §4.1.1). */
  readonly header: Uint8Array;
  /** The OPT record, or nothing. Its bytes change when a server cookie is learned, its length then too. */
  readonly tail: Uint8Array;
  /**
   * Most bytes that a message has besides its question: id, header, prefix label, `tail` with a server cookie of
   * full length, TSIG record.
   */
  readonly overheadBytes: number;
  /** Writes the label before the name of the n-th query of the run. @returns its bytes, length octet included */
  readonly writePrefix?: (n: number, into: Uint8Array, at: number) => number;
  /** Signs the message in the first `length` bytes. @returns its length with the TSIG record */
  readonly sign?: (message: Uint8Array, length: number, nowSeconds: number) => number;
  /** Length of the record that {@link sign} appends; absent where queries are not signed. */
  readonly signatureBytes?: number;
  /** Looks for the server's cookie in an answer. @returns whether `tail` is another one now */
  readonly learn?: (answer: Uint8Array) => boolean;
}

/** Why a source gave nothing. `absent` kinds mean that the thing read is not on this host. */
export type SourceErrorKind =
  | 'not-found'
  | 'permission'
  | 'refused'
  | 'timeout'
  | 'aborted'
  | 'too-large'
  | 'http-status'
  | 'tls'
  | 'exit-status'
  | 'cut-short'
  | 'io';

/** A source's failure in one line that an operator can act on. Never holds a secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly kind: SourceErrorKind;

  constructor(kind: SourceErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Bounds of one read, given by whoever asks. */
export interface ReadLimits {
  readonly signal: AbortSignal;
  /** More than this many bytes ends the read with `too-large`. */
  readonly maxBytes: number;
}

/**
 * Why a source gave nothing. Whether `not-found` means that a host goes without, or that it is misconfigured, is for
 * the reader to say.
 */
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

/** A source's failure in one line for an operator. Never holds a secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly kind: SourceErrorKind;
  /** Of kind `http-status`: what the server answered. */
  readonly httpStatus?: number;

  constructor(
    kind: SourceErrorKind,
    message: string,
    options?: ErrorOptions & { readonly httpStatus?: number | undefined },
  ) {
    super(message, options);
    this.kind = kind;
    if (options?.httpStatus !== undefined) this.httpStatus = options.httpStatus;
  }
}

/** Bounds of one read, given by whoever asks. */
export interface ReadLimits {
  readonly signal: AbortSignal;
  /** More than this many bytes ends the read with `too-large`. */
  readonly maxBytes: number;
}

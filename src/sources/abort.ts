import { SourceError } from './source-error.ts';

/** What an aborted signal means: the deadline passed, or the reader was closed. */
export function abortError(signal: AbortSignal, what: string): SourceError {
  const timedOut = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return timedOut
    ? new SourceError('timeout', `${what} did not answer in time`, { cause: signal.reason })
    : new SourceError('aborted', `reading ${what} was ended`, { cause: signal.reason });
}

/** The operating system's error code, such as `ENOENT`; '' for errors without one. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

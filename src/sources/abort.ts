import { SourceError } from './source-error.ts';

/** What an aborted signal means: the deadline passed, or the reader was closed. */
export function abortError(signal: AbortSignal, what: string): SourceError {
  const timedOut = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return timedOut
    ? new SourceError('timeout', `${what} did not answer in time`, { cause: signal.reason })
    : new SourceError('aborted', `reading ${what} was ended`, { cause: signal.reason });
}

/**
 * A signal that aborts with another one, and as timed out by itself. Not made with AbortSignal.any(), since what that
 * joins is garbage collected before Node.js 22, a timeout with its timer: then nothing ever aborts.
 */
export function withTimeout(signal: AbortSignal, timeoutMs: number): AbortSignal {
  if (signal.aborted) return signal;
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  setTimeout(() => {
    signal.removeEventListener('abort', abort);
    controller.abort(new DOMException('the time is over', 'TimeoutError'));
  }, timeoutMs).unref();
  return controller.signal;
}

/** The operating system's error code, such as `ENOENT`; '' for errors without one. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

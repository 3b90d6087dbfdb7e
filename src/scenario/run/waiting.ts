import type { Clock } from '../../live/clock.ts';

/** Resolves after this time, or as soon as the signal aborts. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      callOff();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const callOff = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });
}

/** How waiting for something ended. */
export type Waited<Value> = { readonly value: Value } | 'too-late' | 'aborted';

/** Waits for a promise that does not reject, as long as that may take. */
export async function waitAtMost<Value>(
  clock: Clock,
  promise: Promise<Value>,
  ms: number,
  signal: AbortSignal,
): Promise<Waited<Value>> {
  const ended = new AbortController();
  const abort = (): void => ended.abort();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const time = sleep(clock, ms, ended.signal).then((): 'aborted' | 'too-late' =>
    signal.aborted ? 'aborted' : 'too-late',
  );
  try {
    return await Promise.race([promise.then((value) => ({ value })), time]);
  } finally {
    signal.removeEventListener('abort', abort);
    abort();
  }
}

/** A signal that aborts with another one, and by itself after a time; `end` calls the time off. */
export function timed(
  clock: Clock,
  ms: number,
  parent: AbortSignal,
): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort(parent.reason);
  const callOff = clock.after(ms, () =>
    controller.abort(new DOMException('the time is over', 'TimeoutError')),
  );
  if (parent.aborted) abort();
  else parent.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      callOff();
      parent.removeEventListener('abort', abort);
    },
  };
}

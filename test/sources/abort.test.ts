import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { abortError, withTimeout } from '../../src/sources/abort.ts';

function reasonName(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve((signal.reason as Error).name));
  });
}

test('a signal aborts by itself, as timed out', async () => {
  const signal = withTimeout(new AbortController().signal, 10);
  expect(signal.aborted).toBe(false);
  expect(await reasonName(signal)).toBe('TimeoutError');
  expect(abortError(signal, 'it').message).toBe('it did not answer in time');
});

test('or with another one, for its reason', async () => {
  const outer = new AbortController();
  const signal = withTimeout(outer.signal, 60_000);
  outer.abort(new Error('closed'));
  expect([signal.aborted, (signal.reason as Error).message]).toEqual([true, 'closed']);
  expect(withTimeout(outer.signal, 60_000).aborted).toBe(true);
});

test('the timeout outlives garbage collection, though nobody holds it', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const timedOut = reasonName(withTimeout(AbortSignal.timeout(60_000), 50));
  collectGarbage();
  expect(await timedOut).toBe('TimeoutError');
});

import { expect, test } from 'vitest';
import { createReloadable } from '../../src/exporter/reloadable.ts';

/** Loads what stands in `content`; an Error there is thrown. */
function scene(first: string) {
  const state: { content: string | Error; nowMs: number; loads: number } = {
    content: first,
    nowMs: 1_000_000,
    loads: 0,
  };
  const load = async (): Promise<string> => {
    state.loads += 1;
    const { content } = state;
    await Promise.resolve();
    if (content instanceof Error) throw content;
    return content;
  };
  return {
    state,
    dependencies: { load, isSame: (a: string, b: string) => a === b, nowMs: () => state.nowMs },
  };
}

test('the first load counts as a success', async () => {
  const { dependencies } = scene('first');
  const config = await createReloadable(dependencies);
  expect(config.current()).toBe('first');
  expect(config.status()).toEqual({ lastReloadSuccessful: true, lastSuccessTimestampSeconds: 1000 });
});

test('without a first value there is nothing to keep', async () => {
  const { state, dependencies } = scene('');
  state.content = new Error('line 1 is wrong');
  await expect(createReloadable(dependencies)).rejects.toThrow('line 1 is wrong');
});

test('a changed, an unchanged and a bad file, and a good one again', async () => {
  const { state, dependencies } = scene('first');
  const config = await createReloadable(dependencies);

  state.content = 'second';
  state.nowMs = 2_000_500;
  expect(await config.reload()).toEqual({ kind: 'changed' });
  expect(config.current()).toBe('second');
  expect(config.status()).toEqual({ lastReloadSuccessful: true, lastSuccessTimestampSeconds: 2000.5 });

  state.nowMs = 3_000_000;
  expect(await config.reload()).toEqual({ kind: 'unchanged' });
  expect(config.status()).toEqual({ lastReloadSuccessful: true, lastSuccessTimestampSeconds: 3000 });

  const error = new Error('line 1 is wrong');
  state.content = error;
  state.nowMs = 4_000_000;
  expect(await config.reload()).toEqual({ kind: 'refused', error });
  expect(config.current()).toBe('second');
  expect(config.status()).toEqual({ lastReloadSuccessful: false, lastSuccessTimestampSeconds: 3000 });

  state.content = 'third';
  state.nowMs = 5_000_000;
  expect(await config.reload()).toEqual({ kind: 'changed' });
  expect(config.current()).toBe('third');
  expect(config.status()).toEqual({ lastReloadSuccessful: true, lastSuccessTimestampSeconds: 5000 });
});

test('reloads asked for together load one after the other, and the last one wins', async () => {
  const { state, dependencies } = scene('first');
  const config = await createReloadable(dependencies);
  const before = config.reload();
  state.content = 'second';
  const after = config.reload();
  expect(await Promise.all([before, after])).toEqual([{ kind: 'changed' }, { kind: 'unchanged' }]);
  expect(config.current()).toBe('second');
  expect(state.loads).toBe(3);
});

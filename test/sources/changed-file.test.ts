import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ChangedFile } from '../../src/sources/changed-file.ts';
import { withTempDir } from '../integration/support/temp-dir.ts';

test('is read when it is written, replaced, or there again, and not otherwise', async () => {
  await withTempDir('changed', async (directory) => {
    const path = directory.file('dump');
    const file = new ChangedFile(path);
    const read = (): Promise<string | undefined> =>
      file.read({ signal: AbortSignal.timeout(10_000), maxBytes: 100 });

    await expect(read()).rejects.toMatchObject({ kind: 'not-found', message: `${path} does not exist` });
    writeFileSync(path, 'one');
    expect(await read()).toBe('one');
    expect(await read()).toBeUndefined();
    appendFileSync(path, ' more');
    expect(await read()).toBe('one more');
    writeFileSync(directory.file('new'), 'two more');
    renameSync(directory.file('new'), path);
    expect(await read()).toBe('two more');
    expect(await read()).toBeUndefined();
    rmSync(path);
    await expect(read()).rejects.toMatchObject({ kind: 'not-found' });
    writeFileSync(path, 'x'.repeat(101));
    await expect(read()).rejects.toMatchObject({ kind: 'too-large' });
    await expect(read()).rejects.toMatchObject({ kind: 'too-large' });
  });
});

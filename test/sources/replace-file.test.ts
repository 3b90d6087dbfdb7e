import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileReplacer } from '../../src/sources/replace-file.ts';
import { withTempDir } from '../integration/support/temp-dir.ts';

test('replaces a file as a whole, in a directory that it makes, for the owner alone', async () => {
  await withTempDir('replace', async (directory) => {
    const path = directory.file('state/of/it');
    const replace = fileReplacer(path);
    await replace('first');
    await replace('second');
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(directory.file('state')).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory.file('state/of'))).toEqual(['it']);
  });
});

test('whoever has the old file open keeps it', async () => {
  await withTempDir('replace', async (directory) => {
    const path = directory.file('it');
    writeFileSync(path, 'old', { mode: 0o644 });
    const before = statSync(path).ino;
    await fileReplacer(path)('new');
    expect(statSync(path).ino).not.toBe(before);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

test('what cannot be replaced is left as it is', async () => {
  await withTempDir('replace', async (directory) => {
    const path = directory.file('it');
    mkdirSync(path);
    writeFileSync(directory.file('it/in'), '');
    await expect(fileReplacer(path)('new')).rejects.toMatchObject({
      name: 'SourceError',
      message: `${path} is a directory, not a file`,
    });
    expect(readdirSync(path)).toEqual(['in']);
  });
});

import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { publishFiles } from '../../src/sources/publish-files.ts';
import { withTempDir } from '../integration/support/temp-dir.ts';

const umask = process.umask(0o077);
afterAll(() => void process.umask(umask));

test('writes files for everybody to read, whatever the umask, over old ones, and touches nothing else', async () => {
  await withTempDir('publish', async (directory) => {
    writeFileSync(directory.file('a.xml'), 'old', { mode: 0o600 });
    writeFileSync(directory.file('index.html'), 'of somebody else');
    await publishFiles(directory.path, { 'a.xml': 'new', 'b.html': '\ud83d\ude00' });
    expect(readdirSync(directory.path).toSorted()).toEqual(['a.xml', 'b.html', 'index.html']);
    expect(
      ['a.xml', 'b.html', 'index.html'].map((name) => readFileSync(directory.file(name), 'utf8')),
    ).toEqual(['new', '\ud83d\ude00', 'of somebody else']);
    expect(statSync(directory.file('a.xml')).mode & 0o777).toBe(0o644);
  });
});

test('whoever reads the old file goes on reading it, and a symbolic link is replaced, not followed', async () => {
  await withTempDir('publish', async (directory) => {
    writeFileSync(directory.file('elsewhere'), 'old');
    symlinkSync(directory.file('elsewhere'), directory.file('a.xml'));
    await publishFiles(directory.path, { 'a.xml': 'new' });
    expect([
      readFileSync(directory.file('a.xml'), 'utf8'),
      readFileSync(directory.file('elsewhere'), 'utf8'),
    ]).toEqual(['new', 'old']);
  });
});

test('the directory is not made, and has to be one', async () => {
  await withTempDir('publish', async (directory) => {
    writeFileSync(directory.file('file'), '');
    await expect(publishFiles(directory.file('none'), {})).rejects.toThrow(
      `${directory.file('none')} does not exist; make it first`,
    );
    await expect(publishFiles(directory.file('file'), {})).rejects.toThrow(
      `${directory.file('file')} is not a directory`,
    );
    expect(readdirSync(directory.path)).toEqual(['file']);
  });
});

test('where one cannot be written, the ones before it are as they were and nothing is left over', async () => {
  await withTempDir('publish', async (directory) => {
    writeFileSync(directory.file('a.xml'), 'old');
    // A name that no file can have: written after the first, like one that a full disk has no room for.
    const long = 'x'.repeat(300);
    await expect(publishFiles(directory.path, { 'a.xml': 'new', [long]: '' })).rejects.toThrow(
      /x cannot be written: ENAMETOOLONG/,
    );
    expect(readdirSync(directory.path)).toEqual(['a.xml']);
    expect(readFileSync(directory.file('a.xml'), 'utf8')).toBe('old');
  });
});

test('a directory in the place of a file stays', async () => {
  await withTempDir('publish', async (directory) => {
    mkdirSync(directory.file('a.xml'));
    await expect(publishFiles(directory.path, { 'a.xml': 'new' })).rejects.toThrow(
      `${directory.file('a.xml')} is a directory, not a file`,
    );
    expect(readdirSync(directory.path)).toEqual(['a.xml']);
  });
});

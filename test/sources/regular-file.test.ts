import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRegularFile } from '../../src/sources/regular-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vipscope-file-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('gives a file with what the system knows of it', async () => {
  const path = join(directory, 'file');
  writeFileSync(path, 'text');
  const { handle, stat } = await openRegularFile(path);
  try {
    expect(stat.size).toBe(4n);
    expect(await handle.readFile('utf8')).toBe('text');
  } finally {
    await handle.close();
  }
});

test.each([
  ['missing', () => undefined, 'not-found', '% does not exist'],
  ['directory', (path: string) => execFileSync('mkdir', [path]), 'io', '% is a directory, not a file'],
  ['FIFO', (path: string) => execFileSync('mkfifo', [path]), 'io', '% is not a regular file'],
  [
    'device',
    (path: string) => execFileSync('ln', ['-s', '/dev/zero', path]),
    'io',
    '% is not a regular file',
  ],
])('refuses at once what is no file: %s', async (name, make, kind, message) => {
  const path = join(directory, name);
  make(path);
  await expect(openRegularFile(path)).rejects.toMatchObject({ kind, message: message.replace('%', path) });
});

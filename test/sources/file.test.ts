import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTextFile } from '../../src/sources/file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vipscope-file-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const limits = () => ({ signal: AbortSignal.timeout(5000), maxBytes: 1000 });

test('reads text, with a replacement character for bytes that are no UTF-8', async () => {
  const path = join(directory, 'stats.csv');
  writeFileSync(path, Buffer.from([0x61, 0xff, 0x62]));
  expect(await readTextFile(path, limits())).toBe('a\ufffdb');
});

test('a missing file, a directory and an endless file each get one line', async () => {
  const missing = join(directory, 'none');
  await expect(readTextFile(missing, limits())).rejects.toMatchObject({
    kind: 'not-found',
    message: `${missing} does not exist`,
  });
  await expect(readTextFile(directory, limits())).rejects.toMatchObject({
    kind: 'io',
    message: `${directory} is a directory, not a file`,
  });
  await expect(readTextFile('/dev/zero', limits())).rejects.toMatchObject({
    message: '/dev/zero is not a regular file',
  });
  const large = join(directory, 'large');
  writeFileSync(large, 'x'.repeat(1001));
  await expect(readTextFile(large, limits())).rejects.toMatchObject({ kind: 'too-large' });
});

test('a FIFO that nobody writes to does not hang the reader', async () => {
  const path = join(directory, 'fifo');
  execFileSync('mkfifo', [path]);
  await expect(readTextFile(path, limits())).rejects.toMatchObject({
    message: `${path} is not a regular file`,
  });
});

test('nothing is read once the deadline has passed', async () => {
  const path = join(directory, 'stats.csv');
  writeFileSync(path, 'text');
  const signal = AbortSignal.abort(new DOMException('too late', 'TimeoutError'));
  await expect(readTextFile(path, { signal, maxBytes: 1000 })).rejects.toMatchObject({
    kind: 'timeout',
    message: `${path} did not answer in time`,
  });
});

test('a file of /proc, whose size is 0, is read to its end', async () => {
  expect(await readTextFile('/proc/self/status', { ...limits(), maxBytes: 65_536 })).toMatch(/^Name:\t\S+\n/);
});

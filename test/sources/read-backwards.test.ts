import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBackwards } from '../../src/sources/read-backwards.ts';
import type { ReadLimits } from '../../src/sources/source-error.ts';

const CHUNK = 256 * 1024;

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vipscope-backwards-'));
  path = join(directory, 'named.stats');
});
afterEach(() => rmSync(directory, { recursive: true }));

const limits = (): ReadLimits => ({ signal: AbortSignal.timeout(5000), maxBytes: Number.MAX_SAFE_INTEGER });

/** Lengths of the chunks and the text that they make together. */
async function readAll(readLimits = limits()): Promise<{ lengths: number[]; text: string }> {
  const file = await openBackwards(path);
  const lengths: number[] = [];
  let text = '';
  try {
    for await (const chunk of file.chunks(readLimits)) {
      lengths.push(chunk.length);
      text = chunk.toString('latin1') + text;
    }
  } finally {
    await file.close();
  }
  return { lengths, text };
}

async function identityOf(name: string): Promise<string> {
  const file = await openBackwards(name);
  await file.close();
  return file.identity;
}

test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 7])('a file of %i bytes', async (size) => {
  const content = 'abcdefghijklmnopqrstuvwxyz'.repeat(Math.ceil(size / 26)).slice(0, size);
  writeFileSync(path, content);
  const { lengths, text } = await readAll();
  expect(text === content).toBe(true);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(size);
  expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(CHUNK);
});

test('the end of a file of 2 GiB takes one chunk', async () => {
  writeFileSync(path, '');
  truncateSync(path, 2 ** 31);
  const descriptor = openSync(path, 'a');
  writeSync(descriptor, 'the end');
  closeSync(descriptor);
  const file = await openBackwards(path);
  try {
    expect(file.sizeBytes).toBe(2147483655);
    for await (const chunk of file.chunks(limits())) {
      expect(chunk.length).toBe(CHUNK);
      expect(chunk.toString('latin1', CHUNK - 7)).toBe('the end');
      break;
    }
  } finally {
    await file.close();
  }
});

test('no more is read than allowed', async () => {
  writeFileSync(path, 'x'.repeat(3 * CHUNK));
  const two = { ...limits(), maxBytes: 2 * CHUNK };
  await expect(readAll(two)).rejects.toMatchObject({
    name: 'SourceError',
    kind: 'too-large',
    message: `${path}: what is looked for is not in its last 524288 bytes`,
  });
  await expect(readAll({ ...limits(), maxBytes: 3 * CHUNK })).resolves.toMatchObject({
    lengths: [CHUNK, CHUNK, CHUNK],
  });
});

test('an aborted read ends before its next chunk', async () => {
  writeFileSync(path, 'x'.repeat(3 * CHUNK));
  const controller = new AbortController();
  const file = await openBackwards(path);
  const chunks = file.chunks({ ...limits(), signal: controller.signal });
  expect((await chunks.next()).value?.length).toBe(CHUNK);
  controller.abort();
  await expect(chunks.next()).rejects.toMatchObject({
    kind: 'aborted',
    message: `reading ${path} was ended`,
  });
  await file.close();
});

test('a file that is cut while it is read says so', async () => {
  writeFileSync(path, 'x'.repeat(3 * CHUNK));
  const file = await openBackwards(path);
  const chunks = file.chunks(limits());
  await chunks.next();
  truncateSync(path, 10);
  await expect(chunks.next()).rejects.toMatchObject({
    kind: 'cut-short',
    message: `${path} became shorter while it was read`,
  });
  await file.close();
});

test('a file that is replaced while it is read is read as it was', async () => {
  writeFileSync(path, 'old'.repeat(CHUNK));
  const file = await openBackwards(path);
  const chunks = file.chunks(limits());
  await chunks.next();
  writeFileSync(join(directory, 'new'), 'new');
  renameSync(join(directory, 'new'), path);
  const rest: string[] = [];
  for await (const chunk of chunks) rest.push(chunk.toString('latin1'));
  await file.close();
  expect(rest.reverse().join('').slice(0, 6)).toBe('oldold');
  expect(rest.join('')).not.toContain('new');
});

test('the identity changes with every change, and with nothing else', async () => {
  writeFileSync(path, 'one');
  const first = await identityOf(path);
  expect(await identityOf(path)).toBe(first);
  writeFileSync(path, ' two', { flag: 'a' });
  const appended = await identityOf(path);
  writeFileSync(join(directory, 'new'), 'one two');
  renameSync(join(directory, 'new'), path);
  const replaced = await identityOf(path);
  truncateSync(path, 3);
  const cut = await identityOf(path);
  expect(new Set([first, appended, replaced, cut]).size).toBe(4);
});

test('what is no readable file gets one line', async () => {
  await expect(openBackwards(path)).rejects.toMatchObject({
    kind: 'not-found',
    message: `${path} does not exist`,
  });
  mkdirSync(path);
  await expect(openBackwards(path)).rejects.toMatchObject({
    kind: 'io',
    message: `${path} is a directory, not a file`,
  });
  await expect(openBackwards('/dev/zero')).rejects.toMatchObject({
    message: '/dev/zero is not a regular file',
  });
});

test('a FIFO that nobody writes to does not hang', async () => {
  execFileSync('mkfifo', [path]);
  await expect(openBackwards(path)).rejects.toMatchObject({ message: `${path} is not a regular file` });
});

import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FifoReader } from '../../src/sources/fifo.ts';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';

let directory: TempDir;
let path: string;
let reader: FifoReader;
let lines: string[];

beforeEach(async () => {
  directory = await makeTempDir('fifo');
  path = directory.file('notify');
  lines = [];
  reader = new FifoReader({ path, onLines: (batch) => lines.push(...batch.lines) });
});

afterEach(async () => {
  await reader.close();
  await directory.remove();
});

function makeFifo(): void {
  execFileSync('mkfifo', [path]);
}

/** As keepalived opens it: a FIFO can be opened for writing alone only when somebody reads. */
function write(text: string): void {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(descriptor, text);
  closeSync(descriptor);
}

test('no FIFO yet: not found, and read as soon as it is there', async () => {
  expect(await reader.poll()).toMatchObject({
    kind: 'unreadable',
    error: { kind: 'not-found', message: `${path} does not exist` },
  });
  makeFifo();
  expect(await reader.poll()).toEqual({ kind: 'following' });
  write('INSTANCE "VI_1" MASTER 100\n');
  await reader.poll();
  expect(lines).toEqual(['INSTANCE "VI_1" MASTER 100']);
});

test('writers come and go, lines are torn anywhere', async () => {
  makeFifo();
  await reader.poll();
  write('INSTANCE "VI_1" MAS');
  await reader.poll();
  write('TER 100\nGROUP "G" ');
  await reader.poll();
  expect(await reader.poll()).toEqual({ kind: 'following' });
  write('FAULT 0\n');
  await reader.poll();
  expect(lines).toEqual(['INSTANCE "VI_1" MASTER 100', 'GROUP "G" FAULT 0']);
});

test('a writer that holds it open and writes nothing does not hold up the reader', async () => {
  makeFifo();
  const writer = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  expect(await reader.poll()).toEqual({ kind: 'following' });
  expect(await reader.poll()).toEqual({ kind: 'following' });
  closeSync(writer);
  expect(lines).toEqual([]);
});

test('made anew, as keepalived does when it starts again: the rest of the old one, then the new one', async () => {
  makeFifo();
  await reader.poll();
  write('one\ntorn');
  rmSync(path);
  makeFifo();
  await reader.poll();
  write('two\n');
  await reader.poll();
  expect(lines).toEqual(['one', 'two']);
});

test('a file that is no FIFO is not read', async () => {
  writeFileSync(path, 'INSTANCE "VI_1" MASTER 100\n');
  expect(await reader.poll()).toMatchObject({
    kind: 'unreadable',
    error: { kind: 'io', message: `${path} is not a FIFO` },
  });
  expect(lines).toEqual([]);
});

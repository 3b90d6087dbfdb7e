import { execFile, execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { OutputError, writeAll, writeLog } from '../../src/cli/write-all.ts';

function onFullDisk<T>(use: (descriptor: number) => T): T {
  const descriptor = openSync('/dev/full', 'w');
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

test('what cannot be written is an error that says why', () => {
  expect(() => onFullDisk((full) => writeAll(full, 'text'))).toThrow(
    new OutputError('ENOSPC: no space left on device, write', { brokenPipe: false }),
  );
});

test('a log that cannot be written is lost', () => {
  expect(() => onFullDisk((full) => writeLog(full, 'line\n'))).not.toThrow();
});

test('a pipe that takes a part or nothing at a time gets all of it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vipscope-write-'));
  try {
    const fifo = join(directory, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const counting = promisify(execFile)('sh', ['-c', 'wc -c < "$0"', fifo]);
    // For reading too, as otherwise it cannot be opened before the other side is there (fifo(7)).
    const descriptor = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    writeAll(descriptor, 'x'.repeat(5_000_000));
    closeSync(descriptor);
    expect((await counting).stdout.trim()).toBe('5000000');
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a log whose reader hangs is given up', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vipscope-write-'));
  try {
    const fifo = join(directory, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const descriptor = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    expect(() => writeLog(descriptor, 'x'.repeat(200_000))).not.toThrow();
    closeSync(descriptor);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { FollowOptions } from '../../src/sources/follow-file.ts';
import { FollowScene } from './follow-scene.ts';

const FOLLOWING = { kind: 'following', behind: false };
const scenes: FollowScene[] = [];

async function scene(options: Partial<FollowOptions> = {}): Promise<FollowScene> {
  const made = await FollowScene.make(options);
  scenes.push(made);
  return made;
}

/** A scene whose log exists and was looked at. */
async function following(text = 'old\n', options: Partial<FollowOptions> = {}): Promise<FollowScene> {
  const made = await scene(options);
  made.append(text);
  await made.poll();
  return made;
}

afterEach(async () => {
  await Promise.all(scenes.splice(0).map((made) => made.close()));
});

test('what is there at first is history, what is written then is new', async () => {
  const log = await following('one\ntwo\n');
  log.append('three\n');
  expect(await log.poll()).toEqual(FOLLOWING);
  expect(log.history).toEqual(['one', 'two']);
  expect(log.lines).toEqual(['three']);
});

test('a log that is not there yet: not found, then all of it is new', async () => {
  const log = await scene();
  expect(await log.poll()).toMatchObject({
    kind: 'unreadable',
    error: { kind: 'not-found', message: `${log.path} does not exist` },
  });
  log.append('first\n');
  expect(await log.poll()).toEqual(FOLLOWING);
  expect(log.history).toEqual([]);
  expect(log.lines).toEqual(['first']);
});

test('neither is its directory', async () => {
  const made = await scene();
  const log = await scene({ path: made.directory.file('missing/log') });
  expect(await log.poll()).toMatchObject({ kind: 'unreadable', error: { kind: 'not-found' } });
});

test('a torn line is delivered when its newline is there, a character cut in two stays whole', async () => {
  const log = await following();
  const bytes = Buffer.from('服务器 down\n');
  for (const byte of bytes) {
    log.append(Buffer.from([byte]));
    await log.poll();
  }
  expect(log.lines).toEqual(['服务器 down']);
});

test('more than is read at once', async () => {
  const log = await following();
  const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n} ${'.'.repeat(n % 97)}`);
  log.append(lines.map((line) => `${line}\n`).join(''));
  await log.poll();
  expect(log.lines).toEqual(lines);
});

test('a line longer than 64 KiB is cut and counted, the next one is whole', async () => {
  const log = await following();
  log.append('x'.repeat(600_000));
  await log.poll();
  log.append(`${'y'.repeat(300_000)}\nnext\n`);
  await log.poll();
  expect(log.lines).toEqual(['x'.repeat(65_536), 'next']);
  expect(log.damaged).toBe(1);
});

test('only lines with the tag are delivered from a syslog, all lines of a console log', async () => {
  const tag = Buffer.from('eepalived');
  const syslog = await following('Nov  1 18:49:14 ds1 sshd[7]: one\n', { tag });
  syslog.append('Nov  1 18:49:14 ds1 Keepalived_vrrp[8]: two\nNov  1 18:49:14 ds1 sshd[7]: three\n');
  await syslog.poll();
  expect(syslog.lines).toEqual(['Nov  1 18:49:14 ds1 Keepalived_vrrp[8]: two']);
  expect(syslog.skipped).toBe(2);

  const console = await following('Fri Nov 20 09:42:15 2026: one\n', { tag });
  console.append('Fri Nov 20 09:42:15 2026: two\n');
  await console.poll();
  expect(console.lines).toEqual(['Fri Nov 20 09:42:15 2026: two']);
});

test('renamed: the old file is read until it is quiet, then the new one, in order', async () => {
  const log = await following();
  log.append('a\n');
  log.rename();
  log.append('b\n', 'log.1');
  expect(await log.poll()).toEqual(FOLLOWING);
  log.append('d\n');
  log.append('c\n', 'log.1');
  expect(await log.poll()).toEqual({ kind: 'following', behind: true });
  expect(log.lines).toEqual(['a', 'b', 'c']);
  expect(await log.pollAfterGrace()).toEqual(FOLLOWING);
  expect(log.lines).toEqual(['a', 'b', 'c', 'd']);
  expect(log.gaps).toEqual([]);
});

test('renamed and not made anew: read on, and missing only after the time of grace', async () => {
  const log = await following();
  log.rename({ create: false });
  log.append('a\n', 'log.1');
  expect(await log.poll()).toEqual(FOLLOWING);
  expect(await log.pollAfterGrace()).toMatchObject({
    kind: 'unreadable',
    error: { kind: 'not-found', message: `${log.path} does not exist` },
  });
  log.append('b\n', 'log.1');
  await log.poll();
  log.append('c\n');
  expect(await log.pollAfterGrace()).toEqual(FOLLOWING);
  expect(log.lines).toEqual(['a', 'b', 'c']);
});

test('renamed three times between two looks', async () => {
  const log = await following();
  for (const line of ['a', 'b', 'c']) {
    log.append(`${line}\n`);
    log.rename();
  }
  log.append('d\n');
  await log.pollAfterGrace();
  expect(log.lines).toEqual(['a', 'b', 'c', 'd']);
});

test('renamed three times and compressed, but for the last: the files that cannot be read are told', async () => {
  const log = await following();
  for (const line of ['a', 'b', 'c']) {
    log.append(`${line}\n`);
    log.rename();
  }
  for (const name of ['log.2', 'log.3']) execFileSync('gzip', [log.directory.file(name)]);
  // Written in the same tick of the file system's clock as the one before otherwise.
  const laterSeconds = Date.now() / 1000 + 60;
  utimesSync(log.directory.file('log.2.gz'), laterSeconds, laterSeconds);
  log.append('d\n');
  await log.pollAfterGrace();
  expect(log.lines).toEqual(['a', 'c', 'd']);
  expect(log.gaps).toEqual(['/log.2.gz was compressed before it was read']);
});

test('a line without newline at the end of a renamed file is counted as damaged', async () => {
  const log = await following();
  log.append('a\ntorn');
  log.rename();
  log.append('b\n');
  await log.pollAfterGrace();
  expect(log.lines).toEqual(['a', 'b']);
  expect(log.damaged).toBe(1);
});

test('copied and truncated: the rest is read from the copy', async () => {
  const log = await following();
  log.append('a\n');
  await log.poll();
  log.append('b\n');
  log.copyTruncate();
  log.append('c\n');
  expect(await log.poll()).toEqual(FOLLOWING);
  expect(log.lines).toEqual(['a', 'b', 'c']);
  expect(log.gaps).toEqual([]);
});

test('copied and truncated, and grown beyond the old place since', async () => {
  const log = await following();
  log.append('a\n');
  log.copyTruncate();
  log.append(Array.from({ length: 500 }, (_, n) => `new ${n}\n`).join(''));
  await log.poll();
  expect(log.lines).toEqual(['a', ...Array.from({ length: 500 }, (_, n) => `new ${n}`)]);
});

test('copied and truncated three times between two looks', async () => {
  const log = await following();
  for (const line of ['a', 'b', 'c']) {
    log.append(`${line}\n`);
    log.copyTruncate();
  }
  log.append('d\n');
  await log.poll();
  expect(log.lines).toEqual(['a', 'b', 'c', 'd']);
});

test('copied and truncated while nothing had been read of it', async () => {
  const log = await following('');
  log.append('a\n');
  log.copyTruncate();
  await log.poll();
  log.append('b\n');
  log.copyTruncate();
  log.append('c\n');
  await log.poll();
  expect(log.lines).toEqual(['a', 'b', 'c']);
});

test('a line torn by the truncation is joined', async () => {
  const log = await following();
  log.append('a\nto');
  log.copyTruncate();
  log.append('rn\nb\n');
  await log.poll();
  expect(log.lines).toEqual(['a', 'torn', 'b']);
  expect(log.damaged).toBe(0);
});

test('a line torn by two truncations is joined, and the torn part outlives a restart', async () => {
  const log = await following();
  log.append('a\nt');
  log.copyTruncate();
  log.append('or');
  log.copyTruncate();
  await log.poll();
  await log.restart();
  log.append('n\nb\n');
  await log.poll();
  expect(log.lines).toEqual(['a', 'torn', 'b']);
});

test('a copy under way is not taken for an older part', async () => {
  const log = await following('');
  log.append('a\nb\n');
  log.append('a\n', 'log.1');
  await log.poll();
  log.append('c\n');
  await log.poll();
  expect(log.lines).toEqual(['a', 'b', 'c']);
});

test('a copy that is shorter than what was read: lines written while it was made were read', async () => {
  const old = 'old\n'.repeat(100);
  const log = await following(old);
  log.append('a\nb\n');
  await log.poll();
  log.append(`${old}a\n`, 'log.1');
  log.truncate();
  log.append('c\n');
  await log.poll();
  expect(log.lines).toEqual(['a', 'b', 'c']);
  expect(log.gaps).toEqual([]);
});

test('truncated without a copy: goes on at the beginning and says so', async () => {
  const log = await following('old\n');
  log.append('lost\n');
  log.truncate();
  log.append('a\n');
  expect(await log.poll()).toEqual(FOLLOWING);
  expect(log.lines).toEqual(['a']);
  expect(log.gaps).toEqual([
    '/log was truncated; what stood in it behind byte 4 is in none of its rotated files',
  ]);
});

test('a writer without O_APPEND leaves a hole behind the truncation', async () => {
  const log = await scene();
  const descriptor = openSync(log.path, 'w');
  try {
    writeSync(descriptor, 'old\n'.repeat(100_000));
    await log.poll();
    log.copyTruncate();
    writeSync(descriptor, 'a\n');
    await log.poll();
    truncateSync(log.path);
    await log.poll();
    writeSync(descriptor, 'b\n');
    await log.poll();
    expect(log.lines).toEqual(['a', 'b']);
    expect(log.damaged).toBe(0);
  } finally {
    closeSync(descriptor);
  }
});

test('a directory in place of the log, until it is a file again', async () => {
  const log = await following();
  log.rename({ create: false });
  mkdirSync(log.path);
  expect(await log.pollAfterGrace()).toMatchObject({
    kind: 'unreadable',
    error: { kind: 'io', message: `${log.path} is a directory, not a file` },
  });
  rmdirSync(log.path);
  log.append('a\n');
  expect(await log.pollAfterGrace()).toEqual(FOLLOWING);
  expect(log.lines).toEqual(['a']);
});

test('a FIFO in place of the log, though it seems to be an empty file', async () => {
  const log = await following();
  log.rename({ create: false });
  execFileSync('mkfifo', [log.path]);
  expect(await log.pollAfterGrace()).toMatchObject({
    kind: 'unreadable',
    error: { kind: 'io', message: `${log.path} is not a regular file` },
  });
  rmSync(log.path);
  log.append('a\n');
  expect(await log.pollAfterGrace()).toEqual(FOLLOWING);
  expect(log.lines).toEqual(['a']);
});

test('permission lost by rotation and regained', async () => {
  const log = await following();
  log.rename();
  log.append('a\n');
  chmodSync(log.path, 0);
  const user = process.geteuid?.();
  chmodSync(log.directory.path, 0o755);
  if (user === 0) process.seteuid?.(65_534);
  try {
    expect(await log.pollAfterGrace()).toMatchObject({
      kind: 'unreadable',
      error: {
        kind: 'permission',
        message: `${log.path} may not be read by this user; grant it read access`,
      },
    });
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
  chmodSync(log.path, 0o644);
  expect(await log.poll()).toEqual(FOLLOWING);
  expect(log.lines).toEqual(['a']);
});

test('a restart goes on where it stopped, with what was written in between', async () => {
  const log = await following();
  log.append('a\nto');
  await log.poll();
  await log.restart();
  log.append('rn\nb\n');
  await log.poll();
  expect(log.lines).toEqual(['a', 'torn', 'b']);
  expect(log.history).toEqual(['old']);
});

test.each(['rename', 'copyTruncate'] as const)('a restart finds its place after %s', async (rotate) => {
  const log = await following();
  log.append('a\n');
  await log.poll();
  const position = log.position();
  log.append('b\n');
  log[rotate]();
  log.append('c\n');
  log[rotate]();
  log.append('d\n');
  await log.restart(position);
  await log.pollAfterGrace();
  expect(log.lines).toEqual(['a', 'b', 'c', 'd']);
  expect(log.gaps).toEqual([]);
});

test.each(['rename', 'copyTruncate'] as const)(
  'a restart from an empty log finds its place after %s',
  async (rotate) => {
    const log = await following('');
    const position = log.position();
    log.append('a\n');
    log[rotate]();
    log.append('b\n');
    await log.restart(position);
    await log.pollAfterGrace();
    expect(log.lines).toEqual(['a', 'b']);
    expect(log.gaps).toEqual([]);
  },
);

test('a restart before there was any file: all of the first one is new', async () => {
  const log = await scene();
  await log.poll();
  log.append('a\n');
  await log.restart();
  await log.poll();
  expect(log.lines).toEqual(['a']);
  expect(log.gaps).toEqual([]);
});

test('a restart that finds its file nowhere reads all that is newer and says so', async () => {
  const log = await following();
  log.append('a\n');
  await log.poll();
  log.rename();
  rmSync(log.directory.file('log.1'));
  log.append('b\n');
  await log.restart();
  await log.poll();
  expect(log.lines).toEqual(['a', 'b']);
  expect(log.gaps).toEqual(['what was read of /log up to byte 6 is in none of its files any more']);
});

test('the newest rotated file is read back with the log', async () => {
  const log = await scene();
  for (const line of ['ancient', 'older', 'newer']) {
    log.append(`${line}\n`);
    log.rename();
  }
  await log.pollAfterGrace();
  log.append('a\n');
  await log.pollAfterGrace();
  expect(log.history).toEqual(['newer']);
  expect(log.lines).toEqual(['a']);
});

test.each([
  { readBackBytes: 9, history: ['1', '2', '3', '4'] },
  { readBackBytes: 8, history: ['1', '2', '3', '4'] },
  { readBackBytes: 7, history: ['2', '3', '4'] },
  { readBackBytes: 6, history: ['2', '3', '4'] },
  { readBackBytes: 5, history: ['3', '4'] },
  { readBackBytes: 4, history: ['3', '4'] },
  { readBackBytes: 3, history: ['4'] },
  { readBackBytes: 2, history: ['4'] },
  { readBackBytes: 1, history: [] },
])('no more than $readBackBytes bytes are read back', async ({ readBackBytes, history }) => {
  const log = await scene({ readBackBytes });
  log.append('1\n2\n');
  log.rename();
  log.append('3\n4\n');
  await log.pollAfterGrace();
  expect(log.history).toEqual(history);
});

test('history has no position to go on from before it is read to its end', async () => {
  const log = await scene();
  log.append('old\n');
  expect(log.position()).toBeUndefined();
  await log.poll();
  expect(log.position()).toMatchObject({ offset: 4, midLine: false, tornLine: '' });
});

test('removed for good, then made anew', async () => {
  const log = await following();
  rmSync(log.path);
  await log.pollAfterGrace();
  writeFileSync(log.path, 'a\n');
  await log.pollAfterGrace();
  expect(log.lines).toEqual(['a']);
});

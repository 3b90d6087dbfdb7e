import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JournalFollower, type JournalOptions } from '../../src/sources/journal.ts';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';

/**
 * Stands in for journalctl, which has no journal to read on most machines that tests run on: prints the entries
 * behind the cursor, each with its number as the cursor, from a file that the test appends to. With `--follow` it
 * goes on until the file `end` appears, and takes its exit status and last words from that.
 */
const JOURNALCTL = `#!/usr/bin/env node
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const directory = args.shift();
appendFileSync(directory + '/calls', process.pid + ' ' + args.join(' ') + '\\n');
const option = (name) => args.find((arg) => arg.startsWith(name + '='))?.slice(name.length + 1);
let next = Number(option('--after-cursor') ?? 0);
const print = () => {
  const entries = readFileSync(directory + '/entries', 'utf8').split('\\n').slice(0, -1);
  const first = option('--lines') === undefined ? next : Math.max(next, entries.length - Number(option('--lines')));
  for (next = first; next < entries.length; next += 1) {
    console.log(JSON.stringify({ __CURSOR: String(next + 1), MESSAGE: entries[next] }));
  }
  if (!existsSync(directory + '/end')) return;
  const [status, words] = readFileSync(directory + '/end', 'utf8').split(' ');
  console.error('Hint: nothing of use\\n' + words);
  process.exit(Number(status));
};
print();
if (args.includes('--follow')) setInterval(print, 5);
`;

let directory: TempDir;
const followers: JournalFollower[] = [];
let lines: string[];
let history: string[];

beforeEach(async () => {
  directory = await makeTempDir('journal');
  writeFileSync(directory.file('journalctl'), JOURNALCTL);
  chmodSync(directory.file('journalctl'), 0o755);
  lines = [];
  history = [];
});

afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.close()));
  await directory.remove();
});

function follow(options: Partial<JournalOptions> = {}): JournalFollower {
  const follower = new JournalFollower({
    command: [directory.file('journalctl'), directory.path],
    unit: 'keepalived.service',
    readBackEntries: 2,
    restartDelayMs: { first: 20, longest: 40 },
    onLines: (batch, isHistory) => (isHistory ? history : lines).push(...batch.lines.map(messageOf)),
    ...options,
  });
  followers.push(follower);
  return follower;
}

/** Starting a program takes its time on a busy machine. */
function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000 });
}

function messageOf(line: string): string {
  return (JSON.parse(line) as { MESSAGE: string }).MESSAGE;
}

function write(...entries: string[]): void {
  const path = directory.file('entries');
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeFileSync(path, before + entries.map((entry) => `${entry}\n`).join(''));
}

function calls(): { pid: number; args: string }[] {
  const path = directory.file('calls');
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return text.split('\n').map((call) => {
    const [pid, ...args] = call.split(' ');
    return { pid: Number(pid), args: args.join(' ') };
  });
}

test('reads back the last entries as history, then follows behind the last of them', async () => {
  write('one', 'two', 'three');
  const follower = follow();
  expect(await follower.status()).toEqual({ kind: 'following' });
  expect(history).toEqual(['two', 'three']);
  expect(follower.cursor()).toBe('3');
  write('four');
  await eventually(() => expect(lines).toEqual(['four']));
  expect(follower.cursor()).toBe('4');
  expect(calls().map(({ args }) => args)).toEqual([
    '--output=json --no-pager --unit=keepalived.service --lines=2',
    '--output=json --no-pager --unit=keepalived.service --follow --no-tail --after-cursor=3',
  ]);
});

test('a unit without entries: the first to come are new', async () => {
  write();
  const follower = follow();
  await follower.status();
  expect(follower.cursor()).toBeUndefined();
  write('one');
  await eventually(() => expect(lines).toEqual(['one']));
  expect(history).toEqual([]);
});

test('goes on behind a cursor, and reads nothing back', async () => {
  write('one', 'two', 'three');
  const follower = follow({ resumeAfter: '1' });
  expect(await follower.status()).toEqual({ kind: 'following' });
  await eventually(() => expect(lines).toEqual(['two', 'three']));
  expect(history).toEqual([]);
});

test('goes on behind a cursor with nothing after it', async () => {
  write('one');
  const follower = follow({ resumeAfter: '1' });
  expect(await follower.status()).toEqual({ kind: 'following' });
  expect(lines).toEqual([]);
});

test('journalctl ends: told with its reason, and started again where it stopped', async () => {
  write('one');
  const follower = follow({ restartDelayMs: { first: 500, longest: 500 } });
  await follower.status();
  writeFileSync(directory.file('end'), '3 broken');
  await eventually(async () =>
    expect(await follower.status()).toMatchObject({
      kind: 'unreadable',
      error: {
        kind: 'exit-status',
        message: `${directory.file('journalctl')} for keepalived.service exited with status 3: broken`,
      },
    }),
  );
  write('two');
  rmSync(directory.file('end'));
  await eventually(() => expect(lines).toEqual(['two']));
  expect(await follower.status()).toEqual({ kind: 'following' });
  expect(history).toEqual(['one']);
});

test('journalctl killed: a quiet unit is followed again', async () => {
  write('one');
  const follower = follow();
  await eventually(() => expect(calls()).toHaveLength(2));
  process.kill(calls()[1]?.pid ?? 0, 'SIGKILL');
  await eventually(() => expect(calls()).toHaveLength(3));
  await eventually(async () => expect(await follower.status()).toEqual({ kind: 'following' }));
  write('two');
  await eventually(() => expect(lines).toEqual(['two']));
});

test('journalctl is not installed', async () => {
  const follower = follow({ command: [directory.file('missing')] });
  expect(await follower.status()).toMatchObject({
    kind: 'unreadable',
    error: {
      kind: 'not-found',
      message: `${directory.file('missing')} is not installed or not in PATH`,
    },
  });
});

test('journalctl may not be run', async () => {
  chmodSync(directory.file('journalctl'), 0o644);
  const follower = follow();
  expect(await follower.status()).toMatchObject({
    kind: 'unreadable',
    error: {
      kind: 'permission',
      message: `${directory.file('journalctl')} may not be executed by this user`,
    },
  });
});

test('a path through a file, at which spawn throws at once, is told like any other and tried again', async () => {
  const follower = follow({ command: [`${directory.file('journalctl')}/journalctl`] });
  expect(await follower.status()).toMatchObject({
    kind: 'unreadable',
    error: {
      kind: 'not-found',
      message: `${directory.file('journalctl')}/journalctl does not exist: a part of its path is no directory`,
    },
  });
  await follower.close();
});

test('closing ends journalctl', async () => {
  write('one');
  const follower = follow();
  await eventually(() => expect(calls()).toHaveLength(2));
  const pid = calls()[1]?.pid ?? 0;
  expect(() => process.kill(pid, 0)).not.toThrow();
  await follower.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('closing while journalctl is waited for', async () => {
  const follower = follow({
    command: [directory.file('missing')],
    restartDelayMs: { first: 1e6, longest: 1e6 },
  });
  await follower.status();
  await follower.close();
  expect(await follower.status()).toMatchObject({ kind: 'unreadable' });
});

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { runCommand } from '../../src/sources/command.ts';

const limits = (timeoutMs = 5000) => ({ signal: AbortSignal.timeout(timeoutMs), maxBytes: 1000 });

test('returns what the program printed, its arguments untouched by any shell', async () => {
  expect(await runCommand(['printf', '%s|', 'a b', '$HOME', ';id'], limits())).toBe('a b|$HOME|;id|');
});

test.each([
  [['/nowhere/ipvsadm', '-Ln'], 'not-found', '/nowhere/ipvsadm is not installed or not in PATH'],
  [
    ['sh', '-c', 'echo "Can\'t initialize ipvs: Protocol not available" >&2; exit 255'],
    'exit-status',
    "exited with status 255: Can't initialize ipvs: Protocol not available",
  ],
  [['/etc/passwd', '-Ln'], 'permission', '/etc/passwd may not be executed by this user'],
  [
    ['/dev/null/ipvsadm'],
    'not-found',
    '/dev/null/ipvsadm does not exist: a part of its path is no directory',
  ],
  [['false'], 'exit-status', 'false exited with status 1: it said nothing on stderr'],
  [['sh', '-c', 'kill -9 $$'], 'exit-status', 'was ended by SIGKILL: it said nothing on stderr'],
])('%j ends as %s', async (argv, kind, message) => {
  await expect(runCommand(argv, limits())).rejects.toMatchObject({
    kind,
    message: expect.stringContaining(message),
  });
});

test('a program that hangs is killed at the deadline, its children holding the pipe notwithstanding', async () => {
  await expect(runCommand(['sh', '-c', 'sleep 30 & sleep 30'], limits(100))).rejects.toMatchObject({
    kind: 'timeout',
    message: 'sh -c sleep 30 & sleep 30 did not answer in time',
  });
});

test('a child that left the pipe open to one of its own ends at the deadline', async () => {
  await expect(runCommand(['sh', '-c', 'sleep 1 & exit 0'], limits(100))).rejects.toMatchObject({
    kind: 'timeout',
  });
});

test('a program that prints without end is stopped at the limit', async () => {
  await expect(runCommand(['yes'], limits())).rejects.toMatchObject({ kind: 'too-large' });
});

test('nothing is started once the deadline has passed', async () => {
  await expect(runCommand(['true'], { signal: AbortSignal.abort(), maxBytes: 1 })).rejects.toMatchObject({
    kind: 'aborted',
  });
});

/** Opens files until there is no descriptor left, and then runs a program. */
const WITHOUT_DESCRIPTORS = `
import { openSync } from 'node:fs';
import { runCommand } from '${new URL('../../src/sources/command.ts', import.meta.url).href}';
const openAll = () => { for (;;) openSync('/dev/null', 'r'); };
try { openAll(); } catch (error) { if (error.code !== 'EMFILE') throw error; }
const limits = { signal: AbortSignal.timeout(5000), maxBytes: 1000 };
runCommand(['true'], limits).catch(({ kind, message }) => process.stdout.write(kind + ': ' + message));
`;

test('a program for which there are no descriptors left', () => {
  const script = 'ulimit -n 64; exec "$0" --import tsx --input-type=module --eval "$1"';
  expect(
    execFileSync('sh', ['-c', script, process.execPath, WITHOUT_DESCRIPTORS], { encoding: 'utf8' }),
  ).toBe('io: true could not be opened: this process has no file descriptors left');
});

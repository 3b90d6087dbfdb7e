import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startProgram } from '../../src/sources/program.ts';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';

let directory: TempDir;
beforeAll(async () => {
  directory = await makeTempDir('program');
});
afterAll(() => directory.remove());

const sh = (
  script: string,
  ...options: Parameters<typeof startProgram> extends [unknown, ...infer Rest] ? Rest : []
) => startProgram(['sh', '-c', script], ...options);

/** Whether a process is there and no zombie. */
function isThere(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test.each([
  ['exit 0', { isDone: true, text: 'exited with status 0' }],
  ['exit 3', { isDone: false, text: 'exited with status 3' }],
  ['kill -KILL $$', { isDone: false, text: 'was ended by SIGKILL' }],
])('%s', async (script, end) => {
  expect(await sh(script).ended).toEqual(end);
});

test('one that cannot be started has ended', async () => {
  const program = startProgram(['/nowhere/at/all']);
  expect(await program.ended).toEqual({
    isDone: false,
    text: '/nowhere/at/all is not installed or not in PATH',
  });
  expect(program.isRunning()).toBe(false);
});

test('the last lines of both outputs are kept, and not more', async () => {
  const program = sh('seq 1 1000; echo last >&2');
  await program.ended;
  const lines = program.lastLines();
  expect(lines).toHaveLength(20);
  expect(lines).toEqual(expect.arrayContaining(['1000', 'last']));
});

test('standard output is kept whole, or not at all', async () => {
  const enough = sh('printf 12345', { outputBytes: 5 });
  const tooLittle = sh('printf 123456', { outputBytes: 5 });
  await Promise.all([enough.ended, tooLittle.ended]);
  expect(enough.output()).toBe('12345');
  expect(tooLittle.output()).toBeUndefined();
});

test('what it started ends with it, also where it was stopped or does not want to', async () => {
  const pidFile = directory.file('pid');
  const program = sh(`trap '' TERM; sleep 300 & echo $! > ${pidFile}; kill -STOP $$; wait`);
  const pid = await vi.waitFor(() => readFileSync(pidFile, 'utf8').trim(), 5000);
  await program.end('SIGTERM', 100);
  expect(program.isRunning()).toBe(false);
  await vi.waitFor(() => expect(isThere(pid)).toBe(false), 5000);
});

test('a program that leaves its output open to another has ended all the same', async () => {
  const program = sh('sleep 5 & echo begun');
  expect(await program.ended).toEqual({ isDone: true, text: 'exited with status 0' });
  expect(program.lastLines()).toEqual(['begun']);
});

test('it runs where it is told to, with the environment that it is given', async () => {
  const program = sh('pwd; echo $GREETING', {
    cwd: directory.path,
    env: { PATH: process.env['PATH'], GREETING: 'hello' },
  });
  await program.ended;
  expect(program.lastLines()).toEqual([directory.path, 'hello']);
});

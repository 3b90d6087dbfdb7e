import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type Child,
  endGroup,
  exitText,
  isRunning,
  notStarted,
  startChild,
} from '../../src/sources/child.ts';

const children: Child[] = [];
afterEach(() => {
  for (const child of children.splice(0)) endGroup(child, 'SIGKILL');
});

function start(...argv: string[]): Child {
  const child = startChild(argv);
  children.push(child);
  return child;
}

/** Of a process, by proc(5). One that nobody has reaped yet is a zombie: `Z`. */
function stateOf(pid: number): string {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) ? (/\) (\w)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '') : 'gone';
}

test('a child has a path, the C locale and nothing else of the environment', async () => {
  vi.stubEnv('PATH', '/usr/bin:/bin');
  vi.stubEnv('SECRET', 'hunter2');
  try {
    const child = start('env');
    expect(String(Buffer.concat(await child.stdout.toArray()))).toBe('PATH=/usr/bin:/bin\nLC_ALL=C\n');
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a child is ended with what it started', async () => {
  const child = start('sh', '-c', 'sleep 60 & echo $!; wait');
  const [line] = await once(child.stdout, 'data');
  const grandchild = Number(String(line));
  expect(isRunning(child)).toBe(true);
  endGroup(child, 'SIGTERM');
  expect(await once(child, 'close')).toEqual([null, 'SIGTERM']);
  expect(isRunning(child)).toBe(false);
  await vi.waitFor(() => expect(stateOf(grandchild)).toMatch(/^(gone|Z)$/));
  expect(() => endGroup(child, 'SIGTERM')).not.toThrow();
});

test.each([
  [0, null, 'exited with status 0'],
  [255, null, 'exited with status 255'],
  [null, 'SIGKILL', 'was ended by SIGKILL'],
] as const)('code %s and signal %s', (code, signal, text) => {
  expect(exitText(code, signal)).toBe(text);
});

test.each([
  ['/nowhere/rndc', 'not-found', '/nowhere/rndc is not installed or not in PATH'],
  ['/etc/passwd', 'permission', '/etc/passwd may not be executed by this user'],
])('%s cannot be started', async (program, kind, message) => {
  const [error] = await once(start(program), 'error').catch((reason: unknown) => [reason]);
  expect(notStarted(error, program)).toMatchObject({ kind, message });
});

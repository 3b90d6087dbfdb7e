import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../../src/loadgen/queries/input-error.ts';
import { openInput } from '../../../src/loadgen/queries/open-input.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vipscope-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(
  path: string,
  stdin: () => AsyncIterable<Uint8Array> = () => process.stdin,
): Promise<string> {
  let text = '';
  for await (const chunk of openInput(path, stdin)) text += Buffer.from(chunk).toString();
  return text;
}

test('a file comes in chunks', async () => {
  const path = join(folder, 'queries.txt');
  const text = '0123456789abcdef'.repeat(1 << 17);
  await writeFile(path, text);
  expect(await read(path)).toBe(text);
});

test('standard input is given by whoever asks', async () => {
  async function* stdin(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a A\n');
    yield Buffer.from('b A\n');
  }
  expect(await read('-', stdin)).toBe('a A\nb A\n');
});

test('a pipe is read to its end', async () => {
  const path = join(folder, 'pipe');
  await promisify(execFile)('mkfifo', [path]);
  const [text] = await Promise.all([
    read(path),
    open(path, 'w').then(async (writer) => {
      await writer.write('a A\n');
      await writer.close();
    }),
  ]);
  expect(text).toBe('a A\n');
});

describe('what cannot be read', () => {
  test.each([
    ['nowhere.txt', 'nowhere.txt does not exist'],
    ['', ' is a directory, not a file'],
    ['loop', 'loop is a symbolic link that leads to itself'],
    ['plain/below', 'plain/below does not exist: a part of its path is no directory'],
    ['socket', 'socket is a socket, not a file'],
  ])('%j', async (name, message) => {
    const path = join(folder, name);
    const server = createServer();
    if (name === 'loop') await symlink('loop', path);
    if (name.startsWith('plain')) await writeFile(join(folder, 'plain'), '');
    if (name === 'socket') await new Promise<void>((resolve) => server.listen(path, resolve));
    const failure = await read(path).catch((error: unknown) => error);
    server.close();
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toHaveProperty('message', name === '' ? `${folder}${message}` : `${folder}/${message}`);
  });

  test('standard input that fails', async () => {
    const stdin = (): AsyncIterable<Uint8Array> => {
      throw Object.assign(new Error('EISDIR: illegal operation on a directory, read'), { code: 'EISDIR' });
    };
    await expect(read('-', stdin)).rejects.toThrow(new InputError('stdin is a directory, not a file'));
    const odd = (): AsyncIterable<Uint8Array> => {
      throw new Error('broken\nbadly');
    };
    await expect(read('-', odd)).rejects.toThrow(new InputError('stdin cannot be read: broken'));
  });
});

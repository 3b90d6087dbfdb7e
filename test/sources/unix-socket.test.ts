import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askUnixSocket } from '../../src/sources/unix-socket.ts';

let directory: string;
let path: string;
const stop: (() => void)[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vipscope-socket-'));
  path = join(directory, 'admin.sock');
});

afterEach(() => {
  for (const end of stop.splice(0)) end();
  rmSync(directory, { recursive: true });
});

const limits = (timeoutMs = 5000) => ({ signal: AbortSignal.timeout(timeoutMs), maxBytes: 1000 });

async function serve(handler: (socket: Socket) => void): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
    handler(socket);
  });
  stop.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
}

test('sends the command and reads until the other side closes', async () => {
  await serve((socket) => socket.once('data', (command) => socket.end(`you said ${command}`)));
  expect(await askUnixSocket(path, 'show info', limits())).toBe('you said show info\n');
});

test('an answer that never ends costs the deadline and no more', async () => {
  await serve((socket) => socket.write('Name: HAProxy\n'));
  await expect(askUnixSocket(path, 'show info', limits(100))).rejects.toMatchObject({
    kind: 'timeout',
    message: `${path} did not answer in time`,
  });
});

test('a connection closed without an answer is an error', async () => {
  await serve((socket) => socket.once('data', () => socket.end()));
  await expect(askUnixSocket(path, 'show info', limits())).rejects.toMatchObject({
    kind: 'cut-short',
    message: `${path} closed the connection without an answer`,
  });
});

test('an answer over the limit is cut off', async () => {
  await serve((socket) => socket.end('x'.repeat(2000)));
  await expect(askUnixSocket(path, 'show stat', limits())).rejects.toMatchObject({ kind: 'too-large' });
});

test('a socket that is gone is said', async () => {
  await expect(askUnixSocket(path, 'show info', limits())).rejects.toMatchObject({
    kind: 'not-found',
    message: `${path} does not exist`,
  });
});

test('a socket that this user may not write to', async () => {
  await serve((socket) => socket.end('x'));
  chmodSync(directory, 0o755);
  chmodSync(path, 0o600);
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65_534);
  try {
    const asked = askUnixSocket(path, 'show info', limits());
    await (user === 0
      ? expect(asked).rejects.toMatchObject({
          kind: 'permission',
          message: `${path} may not be written to by this user; grant it write access`,
        })
      : expect(asked).resolves.toBe('x'));
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
});

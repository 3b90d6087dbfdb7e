import { createServer } from 'node:net';

/**
 * A TCP port on 127.0.0.1 that was free a moment ago: the kernel chose it for a socket bound to port 0, now closed.
 * For programs that cannot be told to bind to port 0 themselves.
 */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port;
}

/** That many different free ports, held together before any is let go, so that none comes twice. */
export async function freePorts(count: number): Promise<[number, ...number[]]> {
  const servers = await Promise.all(Array.from({ length: Math.max(1, count) }, listening));
  const [first, ...rest] = servers.map(({ port }) => port);
  await Promise.all(servers.map(({ close }) => close()));
  if (first === undefined) throw new Error('no port was bound');
  return [first, ...rest];
}

function listening(): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error(`a TCP server has no port: ${String(address)}`));
        return;
      }
      const close = () =>
        new Promise<void>((closed, failed) => {
          server.close((error) => (error === undefined ? closed() : failed(error)));
        });
      resolve({ port: address.port, close });
    });
  });
}

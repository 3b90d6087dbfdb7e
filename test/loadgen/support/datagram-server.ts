import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** A server on loopback, in the test's own process. */
export interface DatagramServer {
  readonly port: number;
  /** Source ports that queries came from, in the order of their first one. */
  readonly sources: ReadonlySet<number>;
  readonly close: () => void;
}

/** @param serve told of each query and of how to answer it, as often as it likes */
export async function startDatagramServer(
  serve: (query: Buffer, answer: (message: Uint8Array) => void, source: number) => void,
): Promise<DatagramServer> {
  const socket = await boundSocket();
  const sources = new Set<number>();
  socket.on('message', (query, { port }) => {
    sources.add(port);
    serve(query, (message) => socket.send(message, port, '127.0.0.1'), port);
  });
  return { port: socket.address().port, sources, close: () => void socket.close() };
}

/** A socket on a port that the kernel chose. */
export async function boundSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  const listening = once(socket, 'listening');
  socket.bind(0, '127.0.0.1');
  await listening;
  return socket;
}

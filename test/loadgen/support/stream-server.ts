import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { FrameReader } from '../../../src/loadgen/transport/stream/frame-reader.ts';

/** A connection as a server of {@link startStreamServer} sees it. */
export interface ServedConnection {
  /** Number from 0, in the order of coming. */
  readonly number: number;
  readonly socket: Socket | TLSSocket;
  /** Queries that came so far. */
  readonly queries: readonly Buffer[];
}

/** A server on loopback, in the test's own process. */
export interface StreamServer {
  readonly port: number;
  readonly connections: readonly ServedConnection[];
  readonly close: () => void;
}

/**
 * @param serve told of each query
 * @param options port: 0 for any; tls: absent for plain TCP
 */
export async function startStreamServer(
  serve: (query: Buffer, connection: ServedConnection) => void,
  options: { readonly port?: number; readonly tls?: TlsOptions } = {},
): Promise<StreamServer> {
  const connections: ServedConnection[] = [];
  const sockets = new Set<Socket>();
  const accept = (socket: Socket): void => {
    const queries: Buffer[] = [];
    const connection = { number: connections.length, socket, queries };
    connections.push(connection);
    const frames = new FrameReader((bytes, at, length) => {
      const query = Buffer.from(bytes.subarray(at, at + length));
      queries.push(query);
      serve(query, connection);
    });
    socket.on('data', (chunk: Buffer) => frames.read(chunk));
    // A client may leave at any time.
    socket.on('error', () => socket.destroy());
  };
  const server = options.tls === undefined ? createServer(accept) : createTlsServer(options.tls, accept);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const listening = once(server, 'listening');
  server.listen(options.port ?? 0, '127.0.0.1');
  await listening;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    connections,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A message with its length before it. */
export function frameOf(message: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(message.length >>> 8, message.length & 255), message]);
}

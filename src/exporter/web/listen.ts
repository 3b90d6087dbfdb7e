import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import {
  createServer as createHttpsServer,
  type Server as HttpsServer,
  type ServerOptions,
} from 'node:https';
import type { FastifyInstance } from 'fastify';
import { type ListenAddress, parseListenAddress } from '../../text/listen-address.ts';
import type { Log } from '../log.ts';
import { formatAddress, isLoopback } from './bound-address.ts';
import { Connections } from './connections.ts';
import { ListenError } from './listen-error.ts';

export interface ListenOptions {
  readonly app: FastifyInstance;
  /** As {@link parseListenAddress} reads them. */
  readonly addresses: readonly string[];
  /** Present: HTTPS on every address. */
  readonly tls?: ServerOptions;
  /** Whether users are configured; without them and TLS a wide address is worth a warning. */
  readonly asksForPassword: boolean;
  readonly maxConnections: number;
  readonly timeouts?: Partial<WebTimeouts>;
  readonly log: Log;
  readonly nowMs: () => number;
}

export interface WebTimeouts {
  /** From the first byte, or from the connection if none comes, to the end of the headers. */
  readonly headersMs: number;
  /** To the end of the request. */
  readonly requestMs: number;
  /** Between requests; longer than the minute between two scrapes that is common. */
  readonly keepAliveMs: number;
  /** With a request under way but not a byte in either direction; longer than any collection. */
  readonly stallMs: number;
  /** How often the first two are looked at. */
  readonly checkMs: number;
}

const TIMEOUTS: WebTimeouts = {
  headersMs: 10_000,
  requestMs: 15_000,
  keepAliveMs: 120_000,
  stallMs: 90_000,
  checkMs: 1000,
};

const MAX_HEADER_BYTES = 16 * 1024;

export interface Listening {
  /** With the real ports: `http://127.0.0.1:9053`. */
  readonly urls: readonly string[];
  /** New certificates for new connections. Does nothing where HTTP is served, as a port cannot change its protocol. */
  replaceTls(tls: ServerOptions): void;
  /** Stops listening, lets requests under way finish, and closes what is left at the deadline. */
  close(deadlineMs: number): Promise<void>;
}

/**
 * Serves the app on all addresses, or on none.
 *
 * @throws ListenError
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { app, addresses, log } = options;
  await app.ready();
  const connections = new Connections(options);
  const handler: RequestListener = (request, response) => app.routing(request, response);
  const opened: { server: Server | HttpsServer; url: string }[] = [];
  const close = async (deadlineMs: number): Promise<void> => {
    const closed = opened.map(({ server }) => new Promise((resolve) => server.close(resolve)));
    connections.closeWhenIdle();
    const timer = setTimeout(() => connections.destroyAll(), deadlineMs);
    await Promise.all(closed);
    clearTimeout(timer);
    await app.close();
  };
  try {
    for (const text of addresses) {
      const server = createServer(options, handler);
      connections.attach(server);
      const address = await bind(server, text, parseListenAddress(text));
      opened.push({ server, url: `${options.tls ? 'https' : 'http'}://${address.text}` });
      if (!isLoopback(address.host) && !options.tls && !options.asksForPassword) warnOpen(log, address.text);
    }
  } catch (error) {
    await close(0);
    throw error;
  }
  return {
    urls: opened.map(({ url }) => url),
    replaceTls: (tls) => {
      for (const { server } of opened) if ('setSecureContext' in server) server.setSecureContext(tls);
    },
    close,
  };
}

function createServer({ tls, timeouts }: ListenOptions, handler: RequestListener): Server | HttpsServer {
  const { headersMs, requestMs, keepAliveMs, stallMs, checkMs } = { ...TIMEOUTS, ...timeouts };
  const bounds = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: checkMs,
  };
  const server = tls
    ? createTlsServer({ ...tls, ...bounds, handshakeTimeout: headersMs }, handler)
    : createHttpServer(bounds, handler);
  server.timeout = stallMs;
  return server;
}

function createTlsServer(options: ServerOptions, handler: RequestListener): HttpsServer {
  try {
    return createHttpsServer(options, handler);
  } catch (error) {
    throw new ListenError(
      `cannot serve HTTPS with this certificate and key: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

async function bind(
  server: Server | HttpsServer,
  text: string,
  wanted: ListenAddress | undefined,
): Promise<{ host: string; text: string }> {
  if (wanted === undefined) {
    throw new ListenError(
      `cannot listen on "${text}": it is not host:port, such as 127.0.0.1:9053 or [::1]:9053`,
    );
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(ListenError.of(text, error)));
    server.listen({ ...wanted, exclusive: true }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new ListenError(`"${text}" has no port`);
  return { host: address.address, text: formatAddress(address.address, address.port) };
}

function warnOpen(log: Log, address: string): void {
  log.warn(
    { address },
    'whoever reaches this address can read everything: it is not a loopback one, and web.config_file gives neither TLS nor users',
  );
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { endpointText } from '../../text/endpoint-text.ts';
import { parseListenAddress } from '../../text/listen-address.ts';
import type { LiveFigures } from './live-figures.ts';
import { METRICS_CONTENT_TYPE, renderMetrics } from './render-metrics.ts';

/** /metrics of a run, while it lasts. */
export interface MetricsServer {
  /** With the real port: `127.0.0.1:9153`, `[::1]:9153`. */
  readonly address: string;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/** The metrics cannot be served; one line that says what to do. */
export class MetricsServerError extends Error {
  override readonly name = 'MetricsServerError';
}

/** What the system's refusals mean here, and what to do. */
const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; "ss -ltnp" names it',
  EACCES: 'not permitted; a port below 1024 needs root or CAP_NET_BIND_SERVICE',
  EADDRNOTAVAIL: 'this host does not have the address; "ip addr" lists those it has',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name cannot be looked up',
  EAFNOSUPPORT: 'this host does not have the address family; is IPv6 switched off?',
};

/** A scraper that hangs must not hold memory for ever; one that is slow has this long. */
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 64;

/**
 * Serves the figures of a run at /metrics.
 *
 * @param address `host:port`, `:port` or `[IPv6]:port`
 * @param read called for each scrape
 * @throws MetricsServerError
 */
export async function startMetricsServer(address: string, read: () => LiveFigures): Promise<MetricsServer> {
  const wanted = parseListenAddress(address);
  if (wanted === undefined) {
    throw new MetricsServerError(
      `cannot serve metrics on "${address}": it is not host:port, such as 127.0.0.1:9153, :9153 or [::1]:9153`,
    );
  }
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answer(request, response, read).catch((error: unknown) => {
      response.writeHead(500, TEXT).end(`${error instanceof Error ? error.message : String(error)}\n`);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refused(address, error)));
    server.listen(wanted, resolve);
  });
  // From here on it is a connection that could not be accepted, for want of descriptors: the scraper's loss, which it
  // notices itself, and no reason to end the run.
  server.on('error', () => undefined);
  return { address: addressOf(server), close: () => closeServer(server) };
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' } as const;

async function answer(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  read: () => LiveFigures,
): Promise<void> {
  const path = url.replace(/\?.*$/s, '');
  if (path !== '/' && path !== '/metrics') {
    response.writeHead(404, TEXT).end('not found; the metrics are at /metrics\n');
  } else if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { ...TEXT, allow: 'GET, HEAD' }).end('only GET and HEAD\n');
  } else if (path === '/') {
    response.writeHead(200, TEXT).end('dnsbench runs; its metrics are at /metrics\n');
  } else {
    const text = await renderMetrics(read());
    response.writeHead(200, { 'content-type': METRICS_CONTENT_TYPE, 'cache-control': 'no-store' }).end(text);
  }
}

function refused(address: string, error: NodeJS.ErrnoException): MetricsServerError {
  const why = HINTS[error.code ?? ''] ?? error.message;
  return new MetricsServerError(`cannot serve metrics on ${address}: ${why}`, { cause: error });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new MetricsServerError('cannot serve metrics: the server has no port');
  }
  return endpointText(address.address, address.port);
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

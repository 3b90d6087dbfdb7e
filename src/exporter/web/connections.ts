import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Log } from '../log.ts';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** When the client last took all that it was sent. */
  takenAtMs: number;
}

interface Connection {
  /** The TLS socket once there is one, the TCP socket before. */
  socket: Socket;
  /** Requests whose response is not over; several where the client pipelines. */
  readonly exchanges: Set<Exchange>;
  closeAfterwards: boolean;
}

export interface ConnectionsOptions {
  readonly maxConnections: number;
  readonly log: Log;
  readonly nowMs: () => number;
}

const NOT_READING_MS = 5000;
const LOG_EVERY_MS = 60_000;

/** What the parser's faults are to the client; anything else is 400. */
const STATUS_OF_FAULT: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Bounds the connections of all servers together. When they are full, a new one takes the place of the one that
 * has waited longest without a complete request, so that any number of half-open ones cannot keep a
 * scraper out; then of one whose client has not read its answer for a while. Node's own `server.maxConnections` would
 * turn the new one away instead.
 */
export class Connections {
  private readonly options: ConnectionsOptions;
  private readonly all = new Set<Connection>();
  /** Those without a complete request, the longest waiting first; ones that have one meanwhile leave when seen. */
  private readonly waiting = new Set<Connection>();
  private readonly bySocket = new WeakMap<Duplex, Connection>();
  /** By the addresses and ports of both ends, which a TLS socket shares with the one it wraps. */
  private readonly byEnds = new Map<string, Connection>();
  private turnedOut = 0;
  private loggedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: ConnectionsOptions) {
    this.options = options;
  }

  get count(): number {
    return this.all.size;
  }

  /** Takes charge of a server's connections, and of what its clients do wrong. */
  attach(server: Server): void {
    server.on('connection', (socket: Socket) => this.open(socket));
    server.on('secureConnection', (socket: TLSSocket) => this.secure(socket));
    server.on('request', (request, response) => {
      this.begin({ request, response, takenAtMs: this.options.nowMs() });
    });
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => this.fault(error, socket));
  }

  /** For the end: closes those that ask nothing, and the others after their answer. */
  closeWhenIdle(): void {
    for (const connection of this.all) {
      connection.closeAfterwards = true;
      if (connection.exchanges.size === 0) connection.socket.destroy();
      for (const { response } of connection.exchanges) {
        if (!response.headersSent) response.setHeader('connection', 'close');
      }
    }
  }

  destroyAll(): void {
    for (const { socket } of this.all) socket.destroy();
  }

  private open(socket: Socket): void {
    if (this.all.size >= this.options.maxConnections && !this.makeRoom()) {
      socket.destroy();
      return;
    }
    const connection: Connection = { socket, exchanges: new Set(), closeAfterwards: false };
    const ends = endsOf(socket);
    this.all.add(connection);
    this.waiting.add(connection);
    this.bySocket.set(socket, connection);
    this.byEnds.set(ends, connection);
    socket.once('close', () => {
      this.forget(connection);
      if (this.byEnds.get(ends) === connection) this.byEnds.delete(ends);
    });
  }

  /** Node hands out a new socket after the handshake, and no public way from it to the one it wraps. */
  private secure(socket: TLSSocket): void {
    const connection = this.byEnds.get(endsOf(socket));
    if (connection === undefined) return;
    connection.socket = socket;
    this.bySocket.set(socket, connection);
  }

  private begin(exchange: Exchange): void {
    const connection = this.bySocket.get(exchange.request.socket);
    if (connection === undefined) return;
    connection.exchanges.add(exchange);
    exchange.response.on('drain', () => {
      exchange.takenAtMs = this.options.nowMs();
    });
    exchange.response.once('close', () => {
      connection.exchanges.delete(exchange);
      if (connection.exchanges.size > 0 || !this.all.has(connection)) return;
      this.waiting.delete(connection);
      this.waiting.add(connection);
      if (connection.closeAfterwards) connection.socket.destroySoon();
    });
  }

  /** Garbage after a good request waits until that one is answered; on its own it gets an answer of its own. */
  private fault(error: NodeJS.ErrnoException, socket: Duplex): void {
    const connection = this.bySocket.get(socket);
    if (connection !== undefined && connection.exchanges.size > 0) {
      connection.closeAfterwards = true;
      return;
    }
    // Unknown are those whose TLS handshake failed: nothing can be said to them.
    if (connection === undefined || error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = STATUS_OF_FAULT[error.code ?? ''] ?? 400;
    const body = `${STATUS_CODES[status]}.\n`;
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n` +
        `content-length: ${body.length}\r\n\r\n${body}`,
      () => socket.destroy(),
    );
  }

  private makeRoom(): boolean {
    const loser = this.longestWaiting() ?? this.notReading();
    this.logTurnedOut(loser !== undefined);
    if (loser === undefined) return false;
    this.forget(loser);
    loser.socket.destroy();
    return true;
  }

  private longestWaiting(): Connection | undefined {
    for (const connection of this.waiting) {
      if (![...connection.exchanges].some(({ request }) => request.complete)) return connection;
      this.waiting.delete(connection);
    }
    return undefined;
  }

  private notReading(): Connection | undefined {
    const untilMs = this.options.nowMs() - NOT_READING_MS;
    for (const connection of this.all) {
      for (const { response, takenAtMs } of connection.exchanges) {
        if (response.writableNeedDrain && takenAtMs < untilMs) return connection;
      }
    }
    return undefined;
  }

  private forget(connection: Connection): void {
    this.all.delete(connection);
    this.waiting.delete(connection);
  }

  private logTurnedOut(madeRoom: boolean): void {
    this.turnedOut += 1;
    const nowMs = this.options.nowMs();
    if (nowMs - this.loggedAtMs < LOG_EVERY_MS) return;
    this.loggedAtMs = nowMs;
    this.options.log.warn(
      { max_connections: this.options.maxConnections, closed_so_far: this.turnedOut },
      madeRoom
        ? 'connections are full: those that ask nothing are closed'
        : 'connections are full and all busy: new ones are closed',
    );
  }
}

function endsOf(socket: Socket): string {
  return [socket.localAddress, socket.localPort, socket.remoteAddress, socket.remotePort].join(' ');
}

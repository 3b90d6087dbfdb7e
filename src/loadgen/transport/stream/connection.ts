import type { Socket } from 'node:net';
import type { Endpoint } from '../transport.ts';
import type { Dialer, LocalEndpoint } from './dial.ts';
import { FrameReader, type MessageTaker } from './frame-reader.ts';

/** What a connection tells of. */
export interface ConnectionEvents {
  readonly ready: () => void;
  readonly message: MessageTaker;
  /** All messages of what came at once are told. */
  readonly read: () => void;
  /** What was written is on its way. */
  readonly written: () => void;
  /** The connection is no more, and we did not close it. */
  readonly closed: (error: Error | undefined) => void;
}

/** One connection, from the attempt to its end. */
export class Connection {
  /** Queries written to it, and messages that came. */
  sent = 0;
  received = 0;
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #giveUp: NodeJS.Timeout;
  #error: Error | undefined;
  #wasReady = false;
  #isReady = false;
  #isWriting = false;
  #isClosed = false;

  constructor(parts: {
    readonly dialer: Dialer;
    readonly remote: Endpoint;
    readonly local: LocalEndpoint;
    /** How long the attempt may take, with all of TLS. */
    readonly timeoutMs: number;
    readonly events: ConnectionEvents;
  }) {
    const { dialer, events } = parts;
    this.#events = events;
    this.#socket = dialer.dial(parts.remote, parts.local);
    this.#giveUp = setTimeout(() => {
      this.#socket.destroy(new Error(`no connection within ${parts.timeoutMs / 1e3} s`));
    }, parts.timeoutMs);
    const frames = new FrameReader((bytes, at, length) => {
      this.received++;
      events.message(bytes, at, length);
    });
    this.#socket
      .once(dialer.readyEvent, () => this.#begin())
      .on('data', (chunk: Uint8Array) => {
        if (this.#isClosed) return;
        frames.read(chunk);
        events.read();
      })
      .on('error', (error) => {
        this.#error = error;
      })
      .once('close', () => this.#end());
  }

  /** Whether it was ever open. */
  get wasReady(): boolean {
    return this.#wasReady;
  }

  /** Whether it takes another write: one at a time, so what a slow server leaves unread does not pile up here. */
  get isWritable(): boolean {
    return this.#isReady && !this.#isWriting;
  }

  /** Writes framed queries. @returns whether `bytes` may be changed at once */
  write(bytes: Uint8Array, queries: number): boolean {
    this.sent += queries;
    this.#isWriting = true;
    this.#socket.write(bytes, () => {
      this.#isWriting = false;
      if (this.#isReady) this.#events.written();
    });
    return this.#socket.writableLength === 0;
  }

  /** Ends it; nothing more is told. */
  close(): void {
    const isIdle = this.isWritable;
    this.#isClosed = true;
    this.#isReady = false;
    clearTimeout(this.#giveUp);
    // TLS takes its leave; where something is still to be written, that could take for ever.
    if (isIdle) this.#socket.destroySoon();
    else this.#socket.destroy();
  }

  #begin(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#giveUp);
    this.#isReady = true;
    this.#wasReady = true;
    this.#events.ready();
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isReady = false;
    clearTimeout(this.#giveUp);
    this.#events.closed(this.#error);
  }
}

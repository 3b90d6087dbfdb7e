import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { sendText } from './answers.ts';
import { type StreamMessage, streamText } from './event-stream-text.ts';

/** A stream of server-sent events to one reader. */
export interface EventStream {
  /** Whether a message would be written now. One that is expensive to make need not be made before. */
  readonly isReady: boolean;
  /**
   * Writes a message, unless the reader is behind: then nothing is kept for it here, and `onResume` is called once it
   * has taken what it was sent before.
   *
   * @param message as it goes over the wire where it is encoded already, for many readers
   * @returns false where the message was not written
   */
  send(message: StreamMessage | Buffer): boolean;
  /** Ends it. A browser asks again by itself. */
  close(): void;
}

export interface StreamHandlers {
  /** The reader is not behind any more: send what it lacks. */
  readonly onResume: () => void;
  /** The stream is over, whoever ended it. Called once. */
  readonly onClose: () => void;
}

export interface StreamSettings {
  /** Streams at the same time, those of all routes together. */
  readonly limit: number;
  /** A comment goes out so often, so that no proxy between takes the connection for dead. */
  readonly heartbeatMs: number;
  /** A reader that has not taken all that it was sent for so long is cut off. */
  readonly stallMs: number;
  /** After which a browser whose stream broke asks again. */
  readonly retryMs: number;
}

const SETTINGS: StreamSettings = { limit: 256, heartbeatMs: 15_000, stallMs: 60_000, retryMs: 1_000 };

/** How long a reader may take for the end of its stream. */
const CLOSE_MS = 1_000;

/** `X-Accel-Buffering` keeps nginx from collecting messages before it passes them on. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
} as const;

/** All streams of the server: they are bounded together, kept alive together and ended together. */
export class EventStreams {
  private readonly settings: StreamSettings;
  private readonly open = new Set<OpenStream>();
  private heartbeat: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(settings: Partial<StreamSettings> = {}) {
    this.settings = { ...SETTINGS, ...settings };
  }

  get count(): number {
    return this.open.size;
  }

  /**
   * Answers with a stream, under the headers that the reply has by then.
   *
   * @returns undefined where there is none; the reply has been seen to
   */
  start(reply: FastifyReply, handlers: StreamHandlers): EventStream | undefined {
    if (this.closed || this.open.size >= this.settings.limit) {
      const reason = this.closed ? 'vipscope is ending.' : `${this.settings.limit} streams are open already.`;
      sendText(reply.header('retry-after', '5'), 503, reason);
      return undefined;
    }
    reply.hijack();
    if (reply.request.socket.destroyed) return undefined;
    const stream = new OpenStream(reply.raw, this.settings.stallMs, {
      onResume: handlers.onResume,
      onClose: () => {
        this.forget(stream);
        handlers.onClose();
      },
    });
    this.open.add(stream);
    this.heartbeat ??= setInterval(() => this.beat(), this.settings.heartbeatMs).unref();
    for (const [name, value] of Object.entries(reply.headers(HEADERS).getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    stream.write(`retry: ${this.settings.retryMs}\n\n`);
    return stream;
  }

  /** Ends all streams, such as when those who read may have lost the right to. Browsers ask again by themselves. */
  endAll(): void {
    for (const stream of [...this.open]) stream.close();
  }

  /** For the end: ends all streams, and begins none any more. */
  close(): void {
    this.closed = true;
    this.endAll();
  }

  private beat(): void {
    for (const stream of this.open) stream.write(':\n\n');
  }

  private forget(stream: OpenStream): void {
    this.open.delete(stream);
    if (this.open.size > 0) return;
    clearInterval(this.heartbeat);
    this.heartbeat = undefined;
  }
}

class OpenStream implements EventStream {
  private readonly response: ServerResponse;
  private readonly stallMs: number;
  private readonly handlers: StreamHandlers;
  private stalled: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(response: ServerResponse, stallMs: number, handlers: StreamHandlers) {
    this.response = response;
    this.stallMs = stallMs;
    this.handlers = handlers;
    response.on('drain', this.onDrain);
    response.once('close', this.finish);
    // A pipelined response that waits for its turn is not told when the connection closes.
    response.req.socket.once('close', this.finish);
  }

  get isReady(): boolean {
    return !(this.isOver || this.response.destroyed || this.response.writableNeedDrain);
  }

  send(message: StreamMessage | Buffer): boolean {
    if (!this.isReady) return false;
    return this.write(Buffer.isBuffer(message) ? message : streamText(message));
  }

  write(text: string | Buffer): boolean {
    if (!this.isReady) return false;
    if (!this.response.write(text)) this.stalled = setTimeout(() => this.cut(), this.stallMs).unref();
    return true;
  }

  close(): void {
    this.finish();
    if (this.response.writableNeedDrain) {
      this.cut();
      return;
    }
    // A reader that does not take the end would make the server's end wait for it. It asks again for what it lacks.
    const late = setTimeout(() => this.cut(), CLOSE_MS).unref();
    this.response.once('close', () => clearTimeout(late)).end();
  }

  private cut(): void {
    this.response.req.socket.destroy();
  }

  private readonly onDrain = (): void => {
    clearTimeout(this.stalled);
    if (!this.isOver) this.handlers.onResume();
  };

  private readonly finish = (): void => {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.stalled);
    this.response.off('drain', this.onDrain);
    this.response.req.socket.off('close', this.finish);
    this.handlers.onClose();
  };
}

import type { Socket } from 'node:dgram';
import { longestMessage } from '../message-bytes.ts';
import { MAX_SEND_ATTEMPTS } from '../send-attempts.ts';
import type { TransportContext } from '../transport.ts';
import { isIcmpError } from './icmp-error.ts';

const OUTCOME = { sent: 0, again: 1, refused: 2 } as const;

/**
 * The engine's batch as datagrams. Node.js tells what became of each in a callback, called before anything else if
 * the kernel took or refused it at once; what it had no room for is queued and told of when it is sent.
 */
export class DatagramBatch {
  readonly #context: TransportContext;
  readonly #queueMoved: () => void;
  readonly #messageBytes: number;
  readonly #cells: Cell[];
  readonly #outcomes: Uint8Array;
  /** Places of the batch in the order of their callbacks. */
  readonly #tried: Int32Array;
  readonly #told = (error: Error | null): void => this.#tell(error);
  #triedCount = 0;
  #toldCount = 0;
  #isOpen = false;

  /** @param queueMoved called when a queued datagram is sent */
  constructor(context: TransportContext, queueMoved: () => void) {
    const capacity = context.engine.batch.length;
    this.#context = context;
    this.#queueMoved = queueMoved;
    this.#messageBytes = longestMessage(context.pool, context.shape);
    this.#cells = Array.from({ length: capacity }, () => new Cell(this.#messageBytes));
    this.#outcomes = new Uint8Array(capacity);
    this.#tried = new Int32Array(capacity);
  }

  /** Sends the first `count` queries of the engine's batch and tells the engine what became of each. */
  send(socket: Socket, count: number, settled: () => void): void {
    const { engine, slots, messages, clock, shape } = this.#context;
    const nowSeconds = shape.sign === undefined ? 0 : Date.now() / 1e3;
    this.#outcomes.fill(OUTCOME.again, 0, count);
    this.#isOpen = true;
    const beforeUs = clock();
    for (let place = 0; place < count; place++) {
      const slot = engine.batch[place] ?? 0;
      const cell = this.#cells[place];
      if (cell !== undefined)
        cell.length = messages.copy(slot, slots.query[slot] ?? 0, cell.bytes, nowSeconds);
    }
    this.#try(socket, count);
    const afterUs = clock();
    this.#whenTold(socket, count, 1, () => {
      this.#isOpen = false;
      this.#confirm(count, beforeUs, afterUs);
      // Queued datagrams are read when they are sent: their memory is theirs until then.
      if (socket.getSendQueueCount() > 0) this.#replaceCells(count);
      settled();
    });
  }

  /** Sends what is not sent yet. */
  #try(socket: Socket, count: number): void {
    this.#triedCount = 0;
    this.#toldCount = 0;
    for (let place = 0; place < count; place++) {
      if (this.#outcomes[place] !== OUTCOME.again) continue;
      this.#outcomes[place] = OUTCOME.sent;
      this.#tried[this.#triedCount++] = place;
      const message = this.#cells[place]?.message;
      if (message !== undefined) socket.send(message, this.#told);
    }
  }

  /** Waits for the callbacks, which come in the order of sending, and sends again what was not tried. */
  #whenTold(socket: Socket, count: number, attempt: number, done: () => void): void {
    process.nextTick(() => {
      const isAgain = this.#outcomes.subarray(0, count).includes(OUTCOME.again);
      if (!isAgain) return done();
      if (attempt === MAX_SEND_ATTEMPTS) {
        for (let place = 0; place < count; place++)
          if (this.#outcomes[place] === OUTCOME.again) this.#outcomes[place] = OUTCOME.refused;
        return done();
      }
      this.#try(socket, count);
      this.#whenTold(socket, count, attempt + 1, done);
    });
  }

  #tell(error: Error | null): void {
    if (!this.#isOpen) {
      this.#queueMoved();
      return;
    }
    const place = this.#tried[this.#toldCount++] ?? 0;
    if (error === null) return;
    if (isIcmpError(error)) {
      this.#context.engine.unreachable();
      this.#outcomes[place] = OUTCOME.again;
    } else this.#outcomes[place] = OUTCOME.refused;
  }

  #confirm(count: number, beforeUs: number, afterUs: number): void {
    const { engine } = this.#context;
    const stepUs = (afterUs - beforeUs) / count;
    let from = 0;
    for (let place = 0; place <= count; place++) {
      if (place < count && this.#outcomes[place] !== OUTCOME.refused) continue;
      if (place > from) engine.confirm(from, place, beforeUs + stepUs * from, beforeUs + stepUs * place);
      if (place < count) engine.refuse(place);
      from = place + 1;
    }
  }

  #replaceCells(count: number): void {
    for (let place = 0; place < count; place++) this.#cells[place] = new Cell(this.#messageBytes);
  }
}

/** Room for one message. Node.js sends whole arrays, so there is one for each length, made when it is first needed. */
class Cell {
  readonly bytes: Uint8Array;
  length = 0;
  readonly #messages: Uint8Array[] = [];

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  get message(): Uint8Array {
    let message = this.#messages[this.length];
    if (message === undefined) {
      message = this.bytes.subarray(0, this.length);
      this.#messages[this.length] = message;
    }
    return message;
  }
}

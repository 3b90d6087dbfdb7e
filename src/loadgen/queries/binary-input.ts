import { HEADER_BYTES, HEADER_REST_BYTES, MAX_NAME_BYTES } from '../wire/constants.ts';
import { encodedNameBytes } from '../wire/encode-name.ts';
import type { ProblemList } from './input-problems.ts';
import type { InputReader } from './input-reader.ts';
import type { PoolBuilder } from './pool-builder.ts';

const LENGTH_BYTES = 2;
const ID_BYTES = HEADER_BYTES - HEADER_REST_BYTES;
const MAX_MESSAGE_BYTES = 0xffff;

/** What messages need besides the pool. */
export interface BinaryContext {
  readonly builder: PoolBuilder;
  readonly problems: ProblemList;
  readonly prefixBytes: number;
}

/** Messages as on a TCP stream (RFC 1035 §4.2.2), dnsperf's -B: a length of two bytes before each. */
export class BinaryInput {
  /** Messages of all files. */
  messages = 0;
  readonly #context: BinaryContext;

  constructor(context: BinaryContext) {
    this.#context = context;
  }

  /** @param file as problems name it */
  open(file: string): InputReader {
    return new MessageSplitter(
      (message, offset) => {
        this.messages += 1;
        const why = this.#take(message);
        if (why !== undefined) this.#context.problems.add(() => `${file}: byte ${offset}: ${why}`);
      },
      (offset, why) => this.#context.problems.add(() => `${file}: byte ${offset}: ${why}`),
    );
  }

  /** @returns why the message cannot be sent */
  #take(message: Uint8Array): string | undefined {
    const { builder, prefixBytes } = this.#context;
    if (message.length < HEADER_BYTES) {
      return `message of ${message.length} bytes, less than a header of ${HEADER_BYTES}`;
    }
    if (prefixBytes > 0) {
      const name = encodedNameBytes(message, HEADER_BYTES);
      if (name === undefined) return 'message without a name to put a prefix before';
      if (name + prefixBytes > MAX_NAME_BYTES) {
        return `name of ${name} bytes, at most ${MAX_NAME_BYTES - prefixBytes} beside the prefix`;
      }
    }
    const rest = message.length - HEADER_BYTES;
    const into = builder.room(rest);
    into.set(message.subarray(HEADER_BYTES), builder.at);
    builder.add(builder.at + rest, 1, 1, message.subarray(ID_BYTES, HEADER_BYTES));
    return undefined;
  }
}

/** Cuts chunks into messages, each put together in one buffer. */
class MessageSplitter implements InputReader {
  readonly #buffer = new Uint8Array(LENGTH_BYTES + MAX_MESSAGE_BYTES);
  readonly #onMessage: (message: Uint8Array, offset: number) => void;
  readonly #onCut: (offset: number, why: string) => void;
  #filled = 0;
  /** Of the message under way, in the file. */
  #offset = 0;

  constructor(
    onMessage: (message: Uint8Array, offset: number) => void,
    onCut: (offset: number, why: string) => void,
  ) {
    this.#onMessage = onMessage;
    this.#onCut = onCut;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + this.#wanted() - this.#filled);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#wanted()) this.#finishMessage();
    }
  }

  end(): void {
    if (this.#filled === 0) return;
    const why =
      this.#filled < LENGTH_BYTES
        ? 'a length is cut after its first byte'
        : `message of ${this.#length()} bytes is cut after ${this.#filled - LENGTH_BYTES}`;
    this.#onCut(this.#offset, why);
  }

  #length(): number {
    return ((this.#buffer[0] ?? 0) << 8) | (this.#buffer[1] ?? 0);
  }

  /** Bytes until the length, or else the message, is whole. */
  #wanted(): number {
    return this.#filled < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + this.#length();
  }

  #finishMessage(): void {
    this.#onMessage(this.#buffer.subarray(LENGTH_BYTES, this.#filled), this.#offset);
    this.#offset += this.#filled;
    this.#filled = 0;
  }
}

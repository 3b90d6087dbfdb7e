import type { Address, Libc } from './libc.ts';
import { IOVEC, MMSGHDR, MSG_DONTWAIT, SCM_TIMESTAMPNS, SOL_SOCKET } from './linux.ts';
import { NativeMemory } from './native-memory.ts';

/** Room for one control message: SCM_TIMESTAMPNS is a header of 16 bytes and a timespec of 16. */
const CONTROL_BYTES = 32;

/** What a {@link ReceiveBatch} has room for. */
export interface ReceiveBatchOptions {
  readonly capacity: number;
  /** Room for one datagram; of a longer one the end is cut off. */
  readonly messageBytes: number;
  readonly kernelTimestamps: boolean;
}

/** Datagrams that one recvmmsg call gives, laid out once. */
export class ReceiveBatch {
  readonly capacity: number;
  /** Message `i` begins at `i × messageBytes`. */
  readonly bytes: Uint8Array;
  readonly messageBytes: number;
  /** A `struct mmsghdr` for each message, then the piece of memory that each points to. */
  protected readonly headers: NativeMemory;
  readonly #libc: Libc;
  readonly #data: NativeMemory;
  readonly #control: NativeMemory | undefined;

  constructor(libc: Libc, { capacity, messageBytes, kernelTimestamps }: ReceiveBatchOptions) {
    this.#libc = libc;
    this.capacity = capacity;
    this.messageBytes = messageBytes;
    this.headers = new NativeMemory(libc, capacity * (MMSGHDR.size + IOVEC.size));
    this.#data = new NativeMemory(libc, capacity * messageBytes);
    this.#control = kernelTimestamps ? new NativeMemory(libc, capacity * CONTROL_BYTES) : undefined;
    this.bytes = this.#data.bytes;
    const pieces = capacity * MMSGHDR.size;
    for (let message = 0; message < capacity; message++) {
      const at = message * MMSGHDR.size;
      const piece = pieces + message * IOVEC.size;
      this.headers.setWide(piece + IOVEC.base, this.dataAddressOf(message));
      this.headers.setWide(piece + IOVEC.length, messageBytes);
      this.headers.setWide(at + MMSGHDR.iov, this.headers.address + piece);
      this.headers.setWide(at + MMSGHDR.iovLength, 1);
      if (this.#control !== undefined)
        this.headers.setWide(at + MMSGHDR.control, this.#control.address + message * CONTROL_BYTES);
    }
  }

  /** @returns how many datagrams came, or the negative errno */
  receive(fd: number): number {
    // The kernel shortens it to what it wrote.
    if (this.#control !== undefined)
      for (let message = 0; message < this.capacity; message++)
        this.headers.words[(message * MMSGHDR.size + MMSGHDR.controlLength) >>> 2] = CONTROL_BYTES;
    const count = this.#libc.recvmmsg(fd, this.headers.address, this.capacity, MSG_DONTWAIT, 0);
    return count < 0 ? -this.#libc.errno() : count;
  }

  /** Bytes of a datagram; never more than `messageBytes`, the rest is cut off. */
  lengthOf(message: number): number {
    return this.headers.words[(message * MMSGHDR.size + MMSGHDR.length) >>> 2] ?? 0;
  }

  /** When the kernel received it, in µs of the real-time clock; 0 without a time stamp. */
  receivedAtUs(message: number): number {
    if (this.#control === undefined) return 0;
    const at = (message * CONTROL_BYTES) >>> 2;
    const { words } = this.#control;
    if (words[at + 2] !== SOL_SOCKET || words[at + 3] !== SCM_TIMESTAMPNS) return 0;
    const seconds = (words[at + 4] ?? 0) + (words[at + 5] ?? 0) * 0x1_0000_0000;
    return seconds * 1e6 + (words[at + 6] ?? 0) / 1e3;
  }

  /** Where a datagram's bytes are, to be sent from there. */
  dataAddressOf(message: number): Address {
    return this.#data.address + message * this.messageBytes;
  }
}

import type { Address, Libc } from './libc.ts';
import { IOVEC, MMSGHDR, MSG_DONTWAIT, SCM_TIMESTAMPNS, SOCKADDR_IN6_SIZE, SOL_SOCKET } from './linux.ts';
import { NativeMemory } from './native-memory.ts';

/** Room for one control message: SCM_TIMESTAMPNS is a header of 16 bytes and a timespec of 16. */
const CONTROL_BYTES = 32;
/** Addresses lie 32 bytes apart, so that they are aligned. */
const ADDRESS_STRIDE = 32;

/** Datagrams that one recvmmsg call gives, laid out once. */
export class ReceiveBatch {
  readonly capacity: number;
  /** Message `i` begins at `i × messageBytes`. */
  readonly bytes: Uint8Array;
  readonly messageBytes: number;
  readonly #libc: Libc;
  /** Headers, and the piece of memory that each points to. */
  readonly #headers: NativeMemory;
  readonly #data: NativeMemory;
  readonly #control: NativeMemory;
  readonly #addresses: NativeMemory;
  /** Lengths that the kernel shortens to what it wrote, which are set again before each call. */
  readonly #shortened: readonly (readonly [field: number, length: number])[];

  constructor(
    libc: Libc,
    options: {
      readonly capacity: number;
      readonly messageBytes: number;
      readonly kernelTimestamps: boolean;
      readonly addresses: boolean;
    },
  ) {
    const { capacity, messageBytes } = options;
    this.#libc = libc;
    this.capacity = capacity;
    this.messageBytes = messageBytes;
    this.#headers = new NativeMemory(libc, capacity * (MMSGHDR.size + IOVEC.size));
    this.#data = new NativeMemory(libc, capacity * messageBytes);
    this.#control = new NativeMemory(libc, capacity * CONTROL_BYTES);
    this.#addresses = new NativeMemory(libc, capacity * ADDRESS_STRIDE);
    this.bytes = this.#data.bytes;
    const pieces = capacity * MMSGHDR.size;
    for (let message = 0; message < capacity; message++) {
      const at = message * MMSGHDR.size;
      const piece = pieces + message * IOVEC.size;
      this.#headers.setWide(piece + IOVEC.base, this.dataAddressOf(message));
      this.#headers.setWide(piece + IOVEC.length, messageBytes);
      this.#headers.setWide(at + MMSGHDR.iov, this.#headers.address + piece);
      this.#headers.setWide(at + MMSGHDR.iovLength, 1);
      if (options.kernelTimestamps)
        this.#headers.setWide(at + MMSGHDR.control, this.#control.address + message * CONTROL_BYTES);
      if (options.addresses) this.#headers.setWide(at + MMSGHDR.name, this.addressOf(message));
    }
    this.#shortened = [
      ...(options.kernelTimestamps ? [[MMSGHDR.controlLength, CONTROL_BYTES] as const] : []),
      ...(options.addresses ? [[MMSGHDR.nameLength, SOCKADDR_IN6_SIZE] as const] : []),
    ];
  }

  /** @returns how many datagrams came, or the negative errno */
  receive(fd: number): number {
    for (const [field, length] of this.#shortened)
      for (let message = 0; message < this.capacity; message++)
        this.#headers.words[(message * MMSGHDR.size + field) >>> 2] = length;
    const count = this.#libc.recvmmsg(fd, this.#headers.address, this.capacity, MSG_DONTWAIT, 0);
    return count < 0 ? -this.#libc.errno() : count;
  }

  /** Bytes of a datagram; never more than `messageBytes`, the rest is cut off. */
  lengthOf(message: number): number {
    return this.#headers.words[(message * MMSGHDR.size + MMSGHDR.length) >>> 2] ?? 0;
  }

  /** When the kernel received it, in µs of the real-time clock; 0 without a time stamp. */
  receivedAtUs(message: number): number {
    const at = (message * CONTROL_BYTES) >>> 2;
    const { words } = this.#control;
    if (words[at + 2] !== SOL_SOCKET || words[at + 3] !== SCM_TIMESTAMPNS) return 0;
    const seconds = (words[at + 4] ?? 0) + (words[at + 5] ?? 0) * 0x1_0000_0000;
    return seconds * 1e6 + (words[at + 6] ?? 0) / 1e3;
  }

  /** Where it came from, as a `sockaddr` that a {@link SendBatch} takes. */
  addressOf(message: number): Address {
    return this.#addresses.address + message * ADDRESS_STRIDE;
  }

  addressLengthOf(message: number): number {
    return this.#headers.words[(message * MMSGHDR.size + MMSGHDR.nameLength) >>> 2] ?? 0;
  }

  /** Port that it came from: the third and fourth byte of a `sockaddr` of either family. */
  portOf(message: number): number {
    const at = message * ADDRESS_STRIDE + 2;
    return (this.#addresses.bytes[at] ?? 0) * 256 + (this.#addresses.bytes[at + 1] ?? 0);
  }

  /** Whether two came from the same address and port. */
  isSamePeer(a: number, b: number): boolean {
    const { words } = this.#addresses;
    let atA = (a * ADDRESS_STRIDE) >>> 2;
    let atB = (b * ADDRESS_STRIDE) >>> 2;
    for (let word = this.addressLengthOf(a) >>> 2; word > 0; word--)
      if (words[atA++] !== words[atB++]) return false;
    return true;
  }

  /** Copies where it came from, for an answer that is sent when this batch holds others. */
  copyAddress(message: number, to: Uint8Array, at: number): void {
    const from = message * ADDRESS_STRIDE;
    for (let index = 0; index < SOCKADDR_IN6_SIZE; index++)
      to[at + index] = this.#addresses.bytes[from + index] ?? 0;
  }

  /** Where a datagram's bytes are, to be sent from there. */
  dataAddressOf(message: number): Address {
    return this.#data.address + message * this.messageBytes;
  }
}

import type { Address, Libc } from '../../../src/loadgen/transport/mmsg/libc.ts';
import { MMSGHDR, SOCKADDR_IN6_SIZE } from '../../../src/loadgen/transport/mmsg/linux.ts';
import { NativeMemory } from '../../../src/loadgen/transport/mmsg/native-memory.ts';
import { ReceiveBatch, type ReceiveBatchOptions } from '../../../src/loadgen/transport/mmsg/receive-batch.ts';
import { SendBatch } from '../../../src/loadgen/transport/mmsg/send-batch.ts';

/** Addresses lie this far apart, so that they are aligned. */
export const ADDRESS_STRIDE = 32;

/** A {@link ReceiveBatch} that keeps where each datagram came from, for sockets without a peer. */
export class AddressedReceiveBatch extends ReceiveBatch {
  readonly #addresses: NativeMemory;

  constructor(libc: Libc, options: ReceiveBatchOptions) {
    super(libc, options);
    this.#addresses = new NativeMemory(libc, options.capacity * ADDRESS_STRIDE);
    for (let message = 0; message < options.capacity; message++)
      this.headers.setWide(message * MMSGHDR.size + MMSGHDR.name, this.addressOf(message));
  }

  override receive(fd: number): number {
    // The kernel shortens it to what it wrote.
    for (let message = 0; message < this.capacity; message++)
      this.headers.words[(message * MMSGHDR.size + MMSGHDR.nameLength) >>> 2] = SOCKADDR_IN6_SIZE;
    return super.receive(fd);
  }

  /** Where it came from, as a `sockaddr` that an {@link AddressedSendBatch} takes. */
  addressOf(message: number): Address {
    return this.#addresses.address + message * ADDRESS_STRIDE;
  }

  addressLengthOf(message: number): number {
    return this.headers.words[(message * MMSGHDR.size + MMSGHDR.nameLength) >>> 2] ?? 0;
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
}

/** A {@link SendBatch} whose datagrams go each to an address of its own, for sockets without a peer. */
export class AddressedSendBatch extends SendBatch {
  /** Sends a message to where another came from. Neighbours go as one buffer if this is one address in memory. */
  setDestination(message: number, address: Address, length: number): void {
    const at = message * MMSGHDR.size;
    this.headers.setWide(at + MMSGHDR.name, address);
    this.headers.words[(at + MMSGHDR.nameLength) >>> 2] = length;
  }
}

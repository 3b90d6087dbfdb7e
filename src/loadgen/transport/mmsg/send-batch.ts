import type { Address, Libc } from './libc.ts';
import { IOVEC, MMSGHDR, MSG_DONTWAIT } from './linux.ts';
import { NativeMemory } from './native-memory.ts';
import { CANNOT_SEGMENT, SegmentGroups } from './segment-groups.ts';

/** Most pieces of a message. */
const PIECES = 4;

/**
 * Datagrams that one sendmmsg call takes, laid out once. A message is up to four pieces of memory that the kernel
 * gathers, so that a question is sent from where all workers share it, and nothing is copied here.
 */
export class SendBatch {
  readonly capacity: number;
  /** A `struct mmsghdr` for each message, then the pieces of all. */
  protected readonly headers: NativeMemory;
  readonly #libc: Libc;
  /** Where the pieces of all messages begin, in words of the same memory. */
  readonly #pieces: number;
  readonly #segmentsRefused: ((errno: number) => void) | undefined;
  #groups: SegmentGroups | undefined;

  /**
   * @param segmentsRefused present: neighbours of one length go as one buffer that the kernel cuts up; told once if
   * the kernel will not, and from then on they go one by one
   */
  constructor(libc: Libc, capacity: number, segmentsRefused?: (errno: number) => void) {
    this.#segmentsRefused = segmentsRefused;
    this.#libc = libc;
    this.capacity = capacity;
    this.headers = new NativeMemory(libc, capacity * (MMSGHDR.size + PIECES * IOVEC.size));
    const pieces = capacity * MMSGHDR.size;
    this.#pieces = pieces >>> 2;
    for (let message = 0; message < capacity; message++) {
      const at = message * MMSGHDR.size;
      this.headers.setWide(at + MMSGHDR.iov, this.headers.address + pieces + message * PIECES * IOVEC.size);
      this.headers.setWide(at + MMSGHDR.iovLength, 1);
    }
    if (segmentsRefused !== undefined) this.#groups = new SegmentGroups(libc, this.headers, capacity, PIECES);
  }

  /** Sets one piece of a message; pieces must be set from 0 on, then {@link setPieceCount}. */
  setPiece(message: number, piece: number, address: Address, length: number): void {
    const at = this.#pieces + (((message * PIECES + piece) * IOVEC.size) >>> 2);
    const words = this.headers.words;
    words[at] = address >>> 0;
    words[at + 1] = address / 0x1_0000_0000;
    words[at + 2] = length;
  }

  setPieceCount(message: number, count: number): void {
    this.headers.words[(message * MMSGHDR.size + MMSGHDR.iovLength) >>> 2] = count;
  }

  /** Sends messages `from … to`. @returns how many the kernel took, or the negative errno of the first */
  send(fd: number, from: number, to: number): number {
    if (this.#groups !== undefined) {
      const taken = this.#groups.send(fd, from, to);
      if (taken !== CANNOT_SEGMENT) return taken;
      this.#groups = undefined;
      this.#segmentsRefused?.(this.#libc.errno());
    }
    const taken = this.#libc.sendmmsg(
      fd,
      this.headers.address + from * MMSGHDR.size,
      to - from,
      MSG_DONTWAIT,
    );
    return taken < 0 ? -this.#libc.errno() : taken;
  }
}

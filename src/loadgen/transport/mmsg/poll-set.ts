import { SocketError } from '../socket-error.ts';
import { systemErrorText } from '../system-error-text.ts';
import type { Libc } from './libc.ts';
import { EINTR, POLLFD, POLLIN, POLLOUT } from './linux.ts';
import { NativeMemory } from './native-memory.ts';

const NONE = -1;
/** The kernel takes no more entries than RLIMIT_NOFILE allows (poll(2)). */
const ADVICE = {
  EINVAL: 'more sockets than open files are allowed: raise `ulimit -n`, or use fewer --sockets',
};

/**
 * Sockets waited for with ppoll, whose timeout is in nanoseconds where poll's is in milliseconds. Each has a place of
 * the caller's choice; the kernel is given those alone that are there.
 */
export class PollSet {
  readonly #libc: Libc;
  readonly #fds: NativeMemory;
  readonly #timeout: NativeMemory;
  readonly #entryOfPlace: Int32Array;
  readonly #placeOfEntry: Int32Array;
  #count = 0;

  /** @param capacity places are 0 … capacity − 1 */
  constructor(libc: Libc, capacity: number) {
    this.#libc = libc;
    this.#fds = new NativeMemory(libc, capacity * POLLFD.size);
    this.#timeout = new NativeMemory(libc, 16);
    this.#entryOfPlace = new Int32Array(capacity).fill(NONE);
    this.#placeOfEntry = new Int32Array(capacity);
  }

  /** Sockets that are waited for. */
  get count(): number {
    return this.#count;
  }

  /** Place of the n-th of them; the order changes when one is taken out. */
  placeAt(n: number): number {
    return this.#placeOfEntry[n] ?? NONE;
  }

  /** Waits for datagrams on a socket from now on, instead of the one that had the place. */
  add(place: number, fd: number): void {
    let entry = this.#entryOf(place);
    if (entry === NONE) {
      entry = this.#count++;
      this.#put(place, entry);
    }
    this.#fds.words[(entry * POLLFD.size) >>> 2] = fd;
    this.#fds.halfWords[(entry * POLLFD.size + POLLFD.events) >>> 1] = POLLIN;
    this.#fds.halfWords[(entry * POLLFD.size + POLLFD.revents) >>> 1] = 0;
  }

  /** The last entry takes the free one. */
  remove(place: number): void {
    const entry = this.#entryOf(place);
    if (entry === NONE) return;
    const last = --this.#count;
    const at = last * POLLFD.size;
    this.#fds.bytes.copyWithin(entry * POLLFD.size, at, at + POLLFD.size);
    this.#put(this.placeAt(last), entry);
    this.#entryOfPlace[place] = NONE;
  }

  /** Whether to wait also until the socket can be written to. */
  awaitWritable(place: number, wanted: boolean): void {
    const entry = this.#entryOf(place);
    if (entry === NONE) return;
    this.#fds.halfWords[(entry * POLLFD.size + POLLFD.events) >>> 1] = wanted ? POLLIN | POLLOUT : POLLIN;
  }

  /**
   * @returns how many sockets are ready, 0 when the time is over or a signal came
   * @throws SocketError
   */
  wait(timeoutUs: number): number {
    const us = Math.max(0, timeoutUs);
    this.#timeout.setWide(0, Math.floor(us / 1e6));
    this.#timeout.setWide(8, Math.floor((us % 1e6) * 1e3));
    const ready = this.#libc.ppoll(this.#fds.address, this.#count, this.#timeout.address, 0);
    if (ready >= 0) return ready;
    const errno = this.#libc.errno();
    if (errno === EINTR) return 0;
    throw new SocketError(`ppoll: ${systemErrorText(errno, ADVICE)}`);
  }

  /** What happened on a socket: POLLIN and POLLOUT, and other bits for errors. */
  eventsOf(place: number): number {
    const entry = this.#entryOf(place);
    return this.#fds.halfWords[(entry * POLLFD.size + POLLFD.revents) >>> 1] ?? 0;
  }

  #entryOf(place: number): number {
    return this.#entryOfPlace[place] ?? NONE;
  }

  #put(place: number, entry: number): void {
    this.#entryOfPlace[place] = entry;
    this.#placeOfEntry[entry] = place;
  }
}

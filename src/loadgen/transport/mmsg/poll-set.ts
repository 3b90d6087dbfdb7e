import type { Libc } from './libc.ts';
import { POLLFD, POLLIN, POLLOUT } from './linux.ts';
import { NativeMemory } from './native-memory.ts';

/** Sockets waited for with ppoll, whose timeout is in nanoseconds where poll's is in milliseconds. */
export class PollSet {
  readonly #libc: Libc;
  readonly #fds: NativeMemory;
  readonly #timeout: NativeMemory;
  readonly #capacity: number;

  constructor(libc: Libc, capacity: number) {
    this.#libc = libc;
    this.#capacity = capacity;
    this.#fds = new NativeMemory(libc, capacity * POLLFD.size);
    this.#timeout = new NativeMemory(libc, 16);
    for (let place = 0; place < capacity; place++) this.remove(place);
  }

  /** Waits for datagrams on a socket from now on. */
  add(place: number, fd: number): void {
    this.#fds.words[(place * POLLFD.size) >>> 2] = fd;
    this.#fds.halfWords[(place * POLLFD.size + POLLFD.events) >>> 1] = POLLIN;
  }

  /** A negative descriptor is ignored by the kernel (poll(2)). */
  remove(place: number): void {
    this.#fds.words[(place * POLLFD.size) >>> 2] = 0xffff_ffff;
  }

  /** Whether to wait also until the socket can be written to. */
  awaitWritable(place: number, wanted: boolean): void {
    this.#fds.halfWords[(place * POLLFD.size + POLLFD.events) >>> 1] = wanted ? POLLIN | POLLOUT : POLLIN;
  }

  /** @returns how many sockets are ready, 0 when the time is over or a signal came */
  wait(timeoutUs: number): number {
    const us = Math.max(0, timeoutUs);
    this.#timeout.setWide(0, Math.floor(us / 1e6));
    this.#timeout.setWide(8, Math.floor((us % 1e6) * 1e3));
    return Math.max(0, this.#libc.ppoll(this.#fds.address, this.#capacity, this.#timeout.address, 0));
  }

  /** What happened on a socket: POLLIN, POLLOUT and POLLERR bits. */
  eventsOf(place: number): number {
    return this.#fds.halfWords[(place * POLLFD.size + POLLFD.revents) >>> 1] ?? 0;
  }
}

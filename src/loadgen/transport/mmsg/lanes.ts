import { AT } from '../../stats/worker-counters.ts';
import type { Slots } from '../../worker/slots.ts';
import { LaneNumbers } from '../lane-numbers.ts';
import type { SocketPlan } from '../transport.ts';
import type { Libc } from './libc.ts';
import type { PollSet } from './poll-set.ts';
import { dropsOf, openUdpSocket } from './udp-socket.ts';

const CLOSED = -1;

/** What lanes work with. */
export interface LanesParts {
  readonly libc: Libc;
  readonly plan: SocketPlan;
  /** With a place for each socket number. */
  readonly poll: PollSet;
  readonly slots: Slots;
  readonly counters: Float64Array;
  readonly nowUs: number;
}

/** The sockets of one worker, by {@link LaneNumbers}. */
export class Lanes {
  readonly #parts: LanesParts;
  readonly #numbers: LaneNumbers;
  readonly #fds: Int32Array;
  readonly #blocked: Uint8Array;
  readonly #isFree = (socket: number): boolean => this.#blocked[socket] === 0;
  #dropsOfClosed = 0;

  /** @throws SocketError when one cannot be opened; none is left open then */
  constructor(parts: LanesParts) {
    this.#parts = parts;
    this.#numbers = new LaneNumbers(parts.plan, parts.nowUs);
    this.#fds = new Int32Array(this.#numbers.capacity).fill(CLOSED);
    this.#blocked = new Uint8Array(this.#numbers.capacity);
    try {
      for (let lane = 0; lane < this.#numbers.lanes; lane++) this.#open(lane, this.#numbers.socketOf(lane));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  fd(socket: number): number {
    return this.#fds[socket] ?? CLOSED;
  }

  /** The next socket that can send to a target, or -1 while all of them are full. */
  next(target: number): number {
    return this.#numbers.next(target, this.#isFree);
  }

  /** A socket's send buffer is full: others have their turn until it can be written to. */
  block(socket: number): void {
    this.#blocked[socket] = 1;
    this.#parts.poll.awaitWritable(socket, true);
  }

  unblock(socket: number): void {
    this.#blocked[socket] = 0;
    this.#parts.poll.awaitWritable(socket, false);
  }

  /** Counts what a socket sent, and gives its lane another port when it is time and the last one is drained. */
  sent(socket: number, count: number, nowUs: number): void {
    if (this.#numbers.sent(socket, count, nowUs)) this.#rotate(this.#numbers.laneOf(socket), nowUs);
  }

  /** Most queries that a socket may take before its port changes. */
  room(socket: number): number {
    return this.#numbers.room(socket);
  }

  /** Reads what the kernel dropped. */
  measureDrops(): void {
    const { libc, counters } = this.#parts;
    let drops = this.#dropsOfClosed;
    for (const fd of this.#fds) if (fd !== CLOSED) drops += dropsOf(libc, fd);
    counters[AT.socketDrops] = drops;
  }

  close(): void {
    for (let socket = 0; socket < this.#numbers.capacity; socket++) this.#close(socket);
  }

  #rotate(lane: number, nowUs: number): void {
    const { slots } = this.#parts;
    const socket = this.#numbers.restingOf(lane);
    if (slots.countOf(socket) > 0) return;
    this.#close(socket);
    this.#open(lane, socket);
    slots.forget(socket);
    this.#numbers.change(lane, nowUs);
  }

  #open(lane: number, socket: number): void {
    const { libc, plan, poll, counters } = this.#parts;
    const opened = openUdpSocket(libc, {
      local: this.#numbers.localOf(lane),
      remote: this.#numbers.remoteOf(lane),
      bufferBytes: plan.bufferBytes,
      kernelTimestamps: plan.kernelTimestamps,
    });
    this.#fds[socket] = opened.fd;
    this.#blocked[socket] = 0;
    poll.add(socket, opened.fd);
    counters[AT.receiveBufferBytes] = opened.receiveBufferBytes;
    counters[AT.sendBufferBytes] = opened.sendBufferBytes;
  }

  #close(socket: number): void {
    const { libc, poll } = this.#parts;
    const fd = this.fd(socket);
    if (fd === CLOSED) return;
    this.#dropsOfClosed += dropsOf(libc, fd);
    poll.remove(socket);
    libc.close(fd);
    this.#fds[socket] = CLOSED;
  }
}

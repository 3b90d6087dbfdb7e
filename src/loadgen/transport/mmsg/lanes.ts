import { AT } from '../../stats/worker-counters.ts';
import type { Slots } from '../../worker/slots.ts';
import type { Endpoint, SocketPlan } from '../transport.ts';
import type { Libc } from './libc.ts';
import type { PollSet } from './poll-set.ts';
import { dropsOf, openUdpSocket } from './udp-socket.ts';

const CLOSED = -1;

/**
 * The sockets of one worker. A lane is a place for a source port; where ports are rotated it has two sockets, so that
 * the old one still takes its answers while the new one sends.
 */
export class Lanes {
  /** Sockets there may be: number `lane × generations + generation`. */
  readonly capacity: number;
  readonly #libc: Libc;
  readonly #plan: SocketPlan;
  readonly #poll: PollSet;
  readonly #slots: Slots;
  readonly #counters: Float64Array;
  readonly #generations: number;
  readonly #fds: Int32Array;
  readonly #active: Uint8Array;
  readonly #blocked: Uint8Array;
  readonly #sentSinceRotation: Float64Array;
  readonly #rotatedUs: Float64Array;
  #turn = 0;
  #dropsOfClosed = 0;

  constructor(parts: {
    readonly libc: Libc;
    readonly plan: SocketPlan;
    readonly poll: PollSet;
    readonly slots: Slots;
    readonly counters: Float64Array;
    readonly nowUs: number;
  }) {
    this.#libc = parts.libc;
    this.#plan = parts.plan;
    this.#poll = parts.poll;
    this.#slots = parts.slots;
    this.#counters = parts.counters;
    const lanes = this.#plan.targets.length * this.#plan.sockets;
    this.#generations = generationsOf(this.#plan);
    this.capacity = lanes * this.#generations;
    this.#fds = new Int32Array(this.capacity).fill(CLOSED);
    this.#blocked = new Uint8Array(this.capacity);
    this.#active = new Uint8Array(lanes);
    this.#sentSinceRotation = new Float64Array(lanes);
    // Ports change one after the other, not all at once.
    this.#rotatedUs = Float64Array.from(
      { length: lanes },
      (_none, lane) => parts.nowUs - this.#share(lane, lanes),
    );
    for (let lane = 0; lane < lanes; lane++) this.#open(lane, 0);
  }

  fd(socket: number): number {
    return this.#fds[socket] ?? CLOSED;
  }

  isOpen(socket: number): boolean {
    return this.fd(socket) !== CLOSED;
  }

  /** The next socket that can send to a target, or -1 while all of them are full. */
  next(target: number): number {
    const { sockets } = this.#plan;
    for (let tried = 0; tried < sockets; tried++) {
      this.#turn = (this.#turn + 1) % sockets;
      const socket = this.#socketOf(target * sockets + this.#turn);
      if (this.#blocked[socket] === 0) return socket;
    }
    return CLOSED;
  }

  /** A socket's send buffer is full: others have their turn until it can be written to. */
  block(socket: number): void {
    this.#blocked[socket] = 1;
    this.#poll.awaitWritable(socket, true);
  }

  unblock(socket: number): void {
    this.#blocked[socket] = 0;
    this.#poll.awaitWritable(socket, false);
  }

  /** Counts what a socket sent, and gives its lane another port when it is time and the last one is drained. */
  sent(socket: number, count: number, nowUs: number): void {
    const { rotation } = this.#plan;
    if (rotation === undefined) return;
    const lane = Math.floor(socket / this.#generations);
    const sent = (this.#sentSinceRotation[lane] ?? 0) + count;
    this.#sentSinceRotation[lane] = sent;
    const isDue =
      rotation.kind === 'queries'
        ? sent >= rotation.queries
        : nowUs - (this.#rotatedUs[lane] ?? 0) >= rotation.seconds * 1e6;
    if (isDue) this.#rotate(lane, nowUs);
  }

  /** Most queries that a socket may take before its port changes. */
  room(socket: number): number {
    const { rotation } = this.#plan;
    if (rotation?.kind !== 'queries') return Number.POSITIVE_INFINITY;
    const lane = Math.floor(socket / this.#generations);
    return Math.max(1, rotation.queries - (this.#sentSinceRotation[lane] ?? 0));
  }

  /** Reads what the kernel dropped. */
  measureDrops(): void {
    let drops = this.#dropsOfClosed;
    for (const fd of this.#fds) if (fd !== CLOSED) drops += dropsOf(this.#libc, fd);
    this.#counters[AT.socketDrops] = drops;
  }

  close(): void {
    for (let socket = 0; socket < this.capacity; socket++) this.#close(socket);
  }

  #socketOf(lane: number): number {
    return lane * this.#generations + (this.#active[lane] ?? 0);
  }

  #rotate(lane: number, nowUs: number): void {
    const other = 1 - (this.#active[lane] ?? 0);
    const socket = lane * this.#generations + other;
    if (this.#slots.countOf(socket) > 0) return;
    this.#close(socket);
    this.#open(lane, other);
    this.#slots.forget(socket);
    this.#active[lane] = other;
    this.#sentSinceRotation[lane] = 0;
    this.#rotatedUs[lane] = nowUs;
  }

  #open(lane: number, generation: number): void {
    const plan = this.#plan;
    const remote = plan.targets[Math.floor(lane / plan.sockets)];
    if (remote === undefined) throw new RangeError(`no target for lane ${lane}`);
    const opened = openUdpSocket(this.#libc, {
      ...this.#localOf(lane, remote),
      remote,
      bufferBytes: plan.bufferBytes,
      kernelTimestamps: plan.kernelTimestamps,
    });
    const socket = lane * this.#generations + generation;
    this.#fds[socket] = opened.fd;
    this.#blocked[socket] = 0;
    this.#poll.add(socket, opened.fd);
    this.#counters[AT.receiveBufferBytes] = opened.receiveBufferBytes;
    this.#counters[AT.sendBufferBytes] = opened.sendBufferBytes;
  }

  #localOf(lane: number, remote: Endpoint): { local?: Endpoint } {
    const { localAddress, localPort } = this.#plan;
    if (localAddress === undefined && localPort === 0) return {};
    const any = remote.address.includes(':') ? '::' : '0.0.0.0';
    const port = localPort === 0 ? 0 : localPort + lane;
    return { local: { address: localAddress ?? any, port, scopeId: remote.scopeId } };
  }

  #close(socket: number): void {
    const fd = this.fd(socket);
    if (fd === CLOSED) return;
    this.#dropsOfClosed += dropsOf(this.#libc, fd);
    this.#poll.remove(socket);
    this.#libc.close(fd);
    this.#fds[socket] = CLOSED;
  }

  #share(lane: number, lanes: number): number {
    const { rotation } = this.#plan;
    return rotation?.kind === 'seconds' ? (lane / lanes) * rotation.seconds * 1e6 : 0;
  }
}

/** Sockets of a lane: two where the port changes. */
export function generationsOf({ rotation }: Pick<SocketPlan, 'rotation'>): number {
  return rotation === undefined ? 1 : 2;
}

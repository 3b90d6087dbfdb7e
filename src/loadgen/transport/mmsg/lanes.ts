import { AT } from '../../stats/worker-counters.ts';
import type { Slots } from '../../worker/slots.ts';
import { LaneRotation } from '../lane-rotation.ts';
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
  readonly #rotation: LaneRotation;
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
    this.#rotation = new LaneRotation(this.#plan.rotation, lanes, parts.nowUs);
    for (let lane = 0; lane < lanes; lane++) this.#open(lane, 0);
  }

  fd(socket: number): number {
    return this.#fds[socket] ?? CLOSED;
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
    const lane = this.#laneOf(socket);
    if (this.#rotation.sent(lane, count, nowUs)) this.#rotate(lane, nowUs);
  }

  /** Most queries that a socket may take before its port changes. */
  room(socket: number): number {
    return this.#rotation.room(this.#laneOf(socket));
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

  #laneOf(socket: number): number {
    return Math.floor(socket / this.#generations);
  }

  #rotate(lane: number, nowUs: number): void {
    const other = 1 - (this.#active[lane] ?? 0);
    const socket = lane * this.#generations + other;
    if (this.#slots.countOf(socket) > 0) return;
    this.#close(socket);
    this.#open(lane, other);
    this.#slots.forget(socket);
    this.#active[lane] = other;
    this.#rotation.changed(lane, nowUs);
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
}

/** Sockets of a lane: two where the port changes. */
export function generationsOf({ rotation }: Pick<SocketPlan, 'rotation'>): number {
  return rotation === undefined ? 1 : 2;
}

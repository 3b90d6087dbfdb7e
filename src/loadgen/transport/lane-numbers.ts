import { LaneRotation } from './lane-rotation.ts';
import type { Endpoint, SocketPlan } from './transport.ts';

/** Most sockets that a worker has open at a time. */
export function socketCount(plan: Pick<SocketPlan, 'targets' | 'sockets' | 'rotation'>): number {
  return plan.targets.length * plan.sockets * generationsOf(plan);
}

/** Sockets of a lane. */
function generationsOf({ rotation }: Pick<SocketPlan, 'rotation'>): number {
  return rotation === undefined ? 1 : 2;
}

/**
 * Numbers of one worker's sockets, and whose turn it is. A lane is a place for a source port, or for one connection
 * after another; number `n` of target `t` is lane `t × sockets + n`. Where ports are rotated a lane has two sockets, so
 * that the old one still takes its answers while the new one sends: number `lane × 2 + generation`, else the lane's.
 */
export class LaneNumbers {
  readonly lanes: number;
  /** Socket numbers are below this. */
  readonly capacity: number;
  readonly #plan: SocketPlan;
  readonly #generations: number;
  /** Generation of each lane that sends. */
  readonly #active: Uint8Array;
  readonly #rotation: LaneRotation;
  #turn = 0;

  constructor(plan: SocketPlan, nowUs: number) {
    this.#plan = plan;
    this.#generations = generationsOf(plan);
    this.lanes = plan.targets.length * plan.sockets;
    this.capacity = socketCount(plan);
    this.#active = new Uint8Array(this.lanes);
    this.#rotation = new LaneRotation(plan.rotation, this.lanes, nowUs);
  }

  laneOf(socket: number): number {
    return Math.floor(socket / this.#generations);
  }

  /** The lane's socket that sends. */
  socketOf(lane: number): number {
    return lane * this.#generations + (this.#active[lane] ?? 0);
  }

  /** The next socket of a target, in turn, of those that are free; -1 where none is. */
  next(target: number, isFree: (socket: number) => boolean): number {
    const { sockets } = this.#plan;
    for (let tried = 0; tried < sockets; tried++) {
      this.#turn = (this.#turn + 1) % sockets;
      const socket = this.socketOf(target * sockets + this.#turn);
      if (isFree(socket)) return socket;
    }
    return -1;
  }

  /** Most queries that a socket may take before its port changes. */
  room(socket: number): number {
    return this.#rotation.room(this.laneOf(socket));
  }

  /** Counts what a socket sent. @returns whether it is time for another port */
  sent(socket: number, count: number, nowUs: number): boolean {
    return this.#rotation.sent(this.laneOf(socket), count, nowUs);
  }

  /** The socket of a lane that only takes answers, where ports are rotated. */
  restingOf(lane: number): number {
    return lane * this.#generations + 1 - (this.#active[lane] ?? 0);
  }

  /** The lane's other socket sends from now on. */
  change(lane: number, nowUs: number): void {
    this.#active[lane] = 1 - (this.#active[lane] ?? 0);
    this.#rotation.changed(lane, nowUs);
  }

  targetOf(lane: number): number {
    return Math.floor(lane / this.#plan.sockets);
  }

  /** Where a lane's queries go. */
  remoteOf(lane: number): Endpoint {
    const remote = this.#plan.targets[this.targetOf(lane)];
    if (remote === undefined) throw new RangeError(`no target for lane ${lane}`);
    return remote;
  }

  /** Where they come from; port 0 and the address that stands for any leave it to the kernel. */
  localOf(lane: number): Endpoint {
    const { localAddress, localPort } = this.#plan;
    const remote = this.remoteOf(lane);
    const port = localPort === 0 ? 0 : localPort + lane;
    // A link-local address is of the server's interface.
    if (localAddress !== undefined) return { ...remote, address: localAddress, port };
    return { address: remote.address.includes(':') ? '::' : '0.0.0.0', port, scopeId: 0 };
  }
}

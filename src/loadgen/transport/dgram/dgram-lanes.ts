import type { Socket } from 'node:dgram';
import { AT } from '../../stats/worker-counters.ts';
import type { Slots } from '../../worker/slots.ts';
import { LaneRotation } from '../lane-rotation.ts';
import { scopedAddress } from '../scoped-address.ts';
import type { SocketPlan } from '../transport.ts';
import { grantedBuffers, openDatagramSocket } from './datagram-socket.ts';

/** What lanes work with. */
export interface DgramLanesParts {
  readonly plan: SocketPlan;
  readonly slots: Slots;
  readonly counters: Float64Array;
  readonly nowUs: number;
  /** A datagram came to a socket. */
  readonly received: (socket: number, message: Uint8Array) => void;
  /** A lane has its next port. */
  readonly rotated: () => void;
  /** A socket could not read, or a lane could not get its next port. */
  readonly failed: (error: Error) => void;
}

/**
 * The sockets of one worker. A lane is a place for a source port; where ports are rotated it has two sockets, so that
 * the old one still takes its answers while the new one sends. Socket numbers are `lane × generations + generation`.
 */
export class DgramLanes {
  readonly #parts: DgramLanesParts;
  readonly #generations: number;
  readonly #sockets: (Socket | undefined)[];
  readonly #active: Uint8Array;
  readonly #isOpening: Uint8Array;
  readonly #rotation: LaneRotation;
  #turn = 0;
  #isClosed = false;

  private constructor(parts: DgramLanesParts) {
    const { plan } = parts;
    const lanes = plan.targets.length * plan.sockets;
    this.#parts = parts;
    this.#generations = plan.rotation === undefined ? 1 : 2;
    this.#sockets = Array.from({ length: lanes * this.#generations });
    this.#active = new Uint8Array(lanes);
    this.#isOpening = new Uint8Array(lanes);
    this.#rotation = new LaneRotation(plan.rotation, lanes, parts.nowUs);
  }

  /** @throws SocketError */
  static async open(parts: DgramLanesParts): Promise<DgramLanes> {
    const lanes = new DgramLanes(parts);
    try {
      for (let lane = 0; lane < lanes.#active.length; lane++) await lanes.#open(lane, 0);
    } catch (error) {
      lanes.close();
      throw error;
    }
    return lanes;
  }

  /** The next socket that can send to a target; -1 while all have datagrams to send, or wait for their next port. */
  next(target: number): number {
    const { sockets } = this.#parts.plan;
    for (let tried = 0; tried < sockets; tried++) {
      this.#turn = (this.#turn + 1) % sockets;
      const lane = target * sockets + this.#turn;
      const number = this.#activeOf(lane);
      if (this.#isOpening[lane] === 0 && this.#sockets[number]?.getSendQueueCount() === 0) return number;
    }
    return -1;
  }

  socket(number: number): Socket | undefined {
    return this.#sockets[number];
  }

  /** Most queries that a socket may take before its port changes. */
  room(number: number): number {
    return this.#rotation.room(this.#laneOf(number));
  }

  /** Counts what a socket sent, and gives its lane another port when it is time and the last one is drained. */
  sent(number: number, count: number, nowUs: number): void {
    const lane = this.#laneOf(number);
    if (this.#rotation.sent(lane, count, nowUs)) this.#rotate(lane, nowUs);
  }

  close(): void {
    this.#isClosed = true;
    for (let number = 0; number < this.#sockets.length; number++) this.#close(number);
  }

  #rotate(lane: number, nowUs: number): void {
    const generation = 1 - (this.#active[lane] ?? 0);
    const number = lane * this.#generations + generation;
    if (this.#isOpening[lane] === 1 || this.#parts.slots.countOf(number) > 0) return;
    this.#isOpening[lane] = 1;
    this.#close(number);
    this.#open(lane, generation).then(() => {
      this.#isOpening[lane] = 0;
      this.#parts.slots.forget(number);
      this.#active[lane] = generation;
      this.#rotation.changed(lane, nowUs);
      this.#parts.rotated();
    }, this.#parts.failed);
  }

  async #open(lane: number, generation: number): Promise<void> {
    const { plan, counters, received, failed } = this.#parts;
    const remote = plan.targets[Math.floor(lane / plan.sockets)];
    if (remote === undefined) throw new RangeError(`no target for lane ${lane}`);
    const any = remote.address.includes(':') ? '::' : '0.0.0.0';
    const socket = await openDatagramSocket({
      remote,
      local: {
        address:
          plan.localAddress === undefined ? any : scopedAddress({ ...remote, address: plan.localAddress }),
        port: plan.localPort === 0 ? 0 : plan.localPort + lane,
      },
      bufferBytes: plan.bufferBytes,
    });
    if (this.#isClosed) {
      socket.close();
      return;
    }
    const number = lane * this.#generations + generation;
    this.#sockets[number] = socket;
    socket.on('message', (message) => received(number, message));
    socket.on('error', failed);
    const { receiveBytes, sendBytes } = grantedBuffers(socket);
    counters[AT.receiveBufferBytes] = receiveBytes;
    counters[AT.sendBufferBytes] = sendBytes;
  }

  #close(number: number): void {
    this.#sockets[number]?.close();
    this.#sockets[number] = undefined;
  }

  #activeOf(lane: number): number {
    return lane * this.#generations + (this.#active[lane] ?? 0);
  }

  #laneOf(number: number): number {
    return Math.floor(number / this.#generations);
  }
}

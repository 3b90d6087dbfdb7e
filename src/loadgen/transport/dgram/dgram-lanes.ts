import type { Socket } from 'node:dgram';
import { AT } from '../../stats/worker-counters.ts';
import type { Slots } from '../../worker/slots.ts';
import { LaneNumbers } from '../lane-numbers.ts';
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

/** The sockets of one worker, by {@link LaneNumbers}. */
export class DgramLanes {
  readonly #parts: DgramLanesParts;
  readonly #numbers: LaneNumbers;
  readonly #sockets: (Socket | undefined)[];
  /** Lanes that wait for their next port. */
  readonly #isOpening: Uint8Array;
  readonly #isFree = (number: number): boolean =>
    this.#isOpening[this.#numbers.laneOf(number)] === 0 && this.#sockets[number]?.getSendQueueCount() === 0;
  #isClosed = false;

  private constructor(parts: DgramLanesParts) {
    this.#parts = parts;
    this.#numbers = new LaneNumbers(parts.plan, parts.nowUs);
    this.#sockets = Array.from({ length: this.#numbers.capacity });
    this.#isOpening = new Uint8Array(this.#numbers.lanes);
  }

  /** @throws SocketError */
  static async open(parts: DgramLanesParts): Promise<DgramLanes> {
    const lanes = new DgramLanes(parts);
    const numbers = lanes.#numbers;
    try {
      for (let lane = 0; lane < numbers.lanes; lane++) await lanes.#open(lane, numbers.socketOf(lane));
    } catch (error) {
      lanes.close();
      throw error;
    }
    return lanes;
  }

  /** The next socket that can send to a target; -1 while all have datagrams to send, or wait for their next port. */
  next(target: number): number {
    return this.#numbers.next(target, this.#isFree);
  }

  socket(number: number): Socket | undefined {
    return this.#sockets[number];
  }

  /** Most queries that a socket may take before its port changes. */
  room(number: number): number {
    return this.#numbers.room(number);
  }

  /** Counts what a socket sent, and gives its lane another port when it is time and the last one is drained. */
  sent(number: number, count: number, nowUs: number): void {
    if (this.#numbers.sent(number, count, nowUs)) this.#rotate(this.#numbers.laneOf(number), nowUs);
  }

  close(): void {
    this.#isClosed = true;
    for (let number = 0; number < this.#sockets.length; number++) this.#close(number);
  }

  #rotate(lane: number, nowUs: number): void {
    const { slots, rotated, failed } = this.#parts;
    const number = this.#numbers.restingOf(lane);
    if (this.#isOpening[lane] === 1 || slots.countOf(number) > 0) return;
    this.#isOpening[lane] = 1;
    this.#close(number);
    this.#open(lane, number).then(() => {
      this.#isOpening[lane] = 0;
      slots.forget(number);
      this.#numbers.change(lane, nowUs);
      rotated();
    }, failed);
  }

  async #open(lane: number, number: number): Promise<void> {
    const { plan, counters, received, failed } = this.#parts;
    const local = this.#numbers.localOf(lane);
    const socket = await openDatagramSocket({
      remote: this.#numbers.remoteOf(lane),
      local: { address: scopedAddress(local), port: local.port },
      bufferBytes: plan.bufferBytes,
    });
    if (this.#isClosed) {
      socket.close();
      return;
    }
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
}

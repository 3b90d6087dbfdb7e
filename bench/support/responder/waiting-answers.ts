import type { Address, Libc } from '../../../src/loadgen/transport/mmsg/libc.ts';
import { NativeMemory } from '../../../src/loadgen/transport/mmsg/native-memory.ts';
import { ADDRESS_STRIDE, type AddressedReceiveBatch } from './addressed-batches.ts';
import { DelayQueue } from './delay-queue.ts';

/** The kernel gives memory as it is touched, so that this many cost nothing as long as they are not needed. */
const CAPACITY = 65_536;

/** Answers that wait for their time, each in a slot of its own. */
export class WaitingAnswers {
  /** Slot `i` begins at `i × slotBytes`. */
  readonly bytes: Uint8Array;
  readonly slotBytes: number;
  readonly lengths = new Uint32Array(CAPACITY);
  readonly foreign = new Uint8Array(CAPACITY);
  readonly queue = new DelayQueue(CAPACITY);
  readonly addressLengths = new Uint32Array(CAPACITY);
  readonly #data: NativeMemory;
  readonly #addresses: NativeMemory;
  readonly #free = new Uint32Array(CAPACITY);
  #freeCount = CAPACITY;

  constructor(libc: Libc, slotBytes: number) {
    this.slotBytes = slotBytes;
    this.#data = new NativeMemory(libc, CAPACITY * slotBytes);
    this.#addresses = new NativeMemory(libc, CAPACITY * ADDRESS_STRIDE);
    this.bytes = this.#data.bytes;
    for (let slot = 0; slot < CAPACITY; slot++) this.#free[slot] = CAPACITY - 1 - slot;
  }

  /** @returns a slot, -1 when all are taken */
  take(): number {
    return this.#freeCount === 0 ? -1 : (this.#free[--this.#freeCount] ?? 0);
  }

  release(slot: number): void {
    this.#free[this.#freeCount++] = slot;
  }

  /** Sends it, when it is due, to where a received message came from. */
  setAddress(slot: number, batch: AddressedReceiveBatch, message: number): void {
    batch.copyAddress(message, this.#addresses.bytes, slot * ADDRESS_STRIDE);
    this.addressLengths[slot] = batch.addressLengthOf(message);
  }

  dataAddressOf(slot: number): Address {
    return this.#data.address + slot * this.slotBytes;
  }

  addressOf(slot: number): Address {
    return this.#addresses.address + slot * ADDRESS_STRIDE;
  }
}

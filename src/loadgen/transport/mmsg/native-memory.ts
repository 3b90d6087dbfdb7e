import type { Address, Libc } from './libc.ts';

/**
 * Memory that the kernel reads and writes: outside V8's heap, so that its address stays as long as this object.
 * Fields are written as 32-bit words, because BigInt would allocate for each 64-bit one.
 */
export class NativeMemory {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly halfWords: Uint16Array;
  readonly address: Address;

  constructor(libc: Libc, sizeBytes: number) {
    const memory = new SharedArrayBuffer(Math.ceil(sizeBytes / 8) * 8);
    this.bytes = new Uint8Array(memory);
    this.words = new Uint32Array(memory);
    this.halfWords = new Uint16Array(memory);
    this.address = libc.addressOf(this.bytes);
  }

  /** Writes a 64-bit number at an offset that 4 divides. */
  setWide(offset: number, value: number): void {
    this.words[offset >>> 2] = value >>> 0;
    this.words[(offset >>> 2) + 1] = value / 0x1_0000_0000;
  }
}

import { InputError } from './input-error.ts';

/** ES2024: shared memory that grows where it is, so that views and addresses of it stay valid. */
interface GrowableSharedArrayBuffer extends SharedArrayBuffer {
  grow(byteLength: number): void;
}

const GrowableBuffer = SharedArrayBuffer as unknown as new (
  byteLength: number,
  options: { readonly maxByteLength: number },
) => GrowableSharedArrayBuffer;

const FIRST_BYTES = 1 << 20;

/** Grows to twice its size: untouched pages cost address space, not memory. */
class GrowingMemory {
  readonly buffer: GrowableSharedArrayBuffer;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.buffer = withMemory(
      maxBytes,
      () => new GrowableBuffer(Math.min(FIRST_BYTES, maxBytes), { maxByteLength: maxBytes }),
    );
  }

  /** @throws InputError where there is no memory */
  ensure(bytes: number): void {
    const target = Math.min(this.#maxBytes, Math.max(bytes, this.buffer.byteLength * 2));
    withMemory(target, () => this.buffer.grow(target));
  }
}

function withMemory<T>(bytes: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`no memory for ${bytes} bytes of queries`, { cause: error });
  }
}

/** Bytes in shared memory, written from the front. */
export class SharedBytes {
  /** What has room so far. Its length is fixed: V8 is slower with views that follow their buffer's. */
  view: Uint8Array;
  readonly #memory: GrowingMemory;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#memory = new GrowingMemory(maxBytes);
    this.#maxBytes = maxBytes;
    this.view = new Uint8Array(this.#memory.buffer, 0, this.#memory.buffer.byteLength);
  }

  /** @returns whether `view` holds so many bytes now */
  reserve(bytes: number): boolean {
    if (bytes <= this.view.length) return true;
    if (bytes > this.#maxBytes) return false;
    this.#memory.ensure(bytes);
    this.view = new Uint8Array(this.#memory.buffer, 0, this.#memory.buffer.byteLength);
    return true;
  }

  take(length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, 0, length);
  }
}

/** Numbers in shared memory; what was not set is 0. */
export class SharedNumbers {
  #view: Uint32Array;
  readonly #memory: GrowingMemory;

  constructor(maxCount: number) {
    this.#memory = new GrowingMemory(maxCount * Uint32Array.BYTES_PER_ELEMENT);
    this.#view = new Uint32Array(this.#memory.buffer, 0, this.#memory.buffer.byteLength >> 2);
  }

  set(index: number, value: number): void {
    if (index >= this.#view.length) {
      this.#memory.ensure((index + 1) * Uint32Array.BYTES_PER_ELEMENT);
      this.#view = new Uint32Array(this.#memory.buffer, 0, this.#memory.buffer.byteLength / 4);
    }
    this.#view[index] = value;
  }

  /** The first `count`, set or not. */
  take(count: number): Uint32Array {
    if (count > this.#view.length) this.#memory.ensure(count * Uint32Array.BYTES_PER_ELEMENT);
    return new Uint32Array(this.#memory.buffer, 0, count);
  }
}

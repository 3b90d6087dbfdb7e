import type { Address, Libc } from '../../../src/loadgen/transport/mmsg/libc.ts';
import { EAGAIN, EINTR, ENOBUFS } from '../../../src/loadgen/transport/mmsg/linux.ts';
import { PollSet } from '../../../src/loadgen/transport/mmsg/poll-set.ts';
import { AddressedSendBatch } from './addressed-batches.ts';

const BATCH = 64;
/** A full send buffer empties within this time, or the answer is given up. */
const PATIENCE_US = 100_000;
const PASSING: ReadonlySet<number> = new Set([EAGAIN, EINTR, ENOBUFS]);

/** Answers on their way out of one socket, gathered for one sendmmsg call. */
export class Outgoing {
  sent = 0;
  errors = 0;
  readonly #batch: AddressedSendBatch;
  readonly #writable: PollSet;
  #fd = -1;
  #count = 0;

  constructor(libc: Libc) {
    this.#batch = new AddressedSendBatch(libc, BATCH, () => undefined);
    this.#writable = new PollSet(libc, 1);
  }

  use(fd: number): void {
    this.#fd = fd;
    this.#writable.add(0, fd);
    this.#writable.awaitWritable(0, true);
  }

  get full(): boolean {
    return this.#count === BATCH;
  }

  /** Adds a message; the memory must stay as it is until {@link flush}. */
  add(data: Address, length: number, to: Address, toLength: number): void {
    this.#batch.setPiece(this.#count, 0, data, length);
    this.#batch.setDestination(this.#count, to, toLength);
    this.#count += 1;
  }

  flush(): void {
    let from = 0;
    let refusals = 0;
    while (from < this.#count) {
      const taken = this.#batch.send(this.#fd, from, this.#count);
      if (taken > 0) {
        this.sent += taken;
        from += taken;
        refusals = 0;
        continue;
      }
      if (PASSING.has(-taken) && refusals === 0) {
        refusals += 1;
        this.#writable.wait(PATIENCE_US);
        continue;
      }
      // This one message cannot be sent, for instance to port 0; the others can.
      this.errors += 1;
      from += 1;
      refusals = 0;
    }
    this.#count = 0;
  }
}

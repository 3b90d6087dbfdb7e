import type { Libc } from './libc.ts';
import { EINVAL, EIO, EOPNOTSUPP, IOVEC, MMSGHDR, MSG_DONTWAIT, SOL_UDP, UDP_SEGMENT } from './linux.ts';
import { NativeMemory } from './native-memory.ts';

/** UDP_MAX_SEGMENTS of kernels up to 6.8; later ones take 128. */
const MOST_SEGMENTS = 64;
/** An IPv6 header, a UDP header and a segment must fit the path's MTU, which is at least this much more (RFC 8200 §5). */
const MOST_SEGMENT_BYTES = 1232;
/** Control message with one 16-bit number: a header of 16 bytes, padded to eight (cmsg(3)). */
const CONTROL = { size: 24, length: 18, level: 8, type: 12, data: 16 } as const;
/** No such option, no checksum in hardware, or a path too narrow; the datagrams may go one by one. */
const REFUSALS: ReadonlySet<number> = new Set([EINVAL, EIO, EOPNOTSUPP]);

/** Result of {@link SegmentGroups.send}: nothing was sent, and the datagrams must go one by one. */
export const CANNOT_SEGMENT = -65_536;

/**
 * Neighbours in a batch as one message with UDP_SEGMENT (udp(7)): the kernel takes one buffer through its stack, and
 * cuts it into datagrams of one length. The last may be shorter, so that of two neighbours the longer must come first:
 * whoever makes the batch sorts it so. Measured on loopback (bench/RESULTS.md): less than half the CPU with names of one
 * length, an eighth less with random ones that are sorted.
 */
export class SegmentGroups {
  readonly #libc: Libc;
  readonly #datagrams: NativeMemory;
  /** Words from a datagram's pieces to the next one's. */
  readonly #stride: number;
  readonly #piecesPerDatagram: number;
  readonly #firstPiece: number;
  readonly #headers: NativeMemory;
  readonly #control: NativeMemory;
  /** Datagram behind the last of each group. */
  readonly #ends: Uint32Array;

  /** @param datagrams headers of all datagrams, then their pieces */
  constructor(libc: Libc, datagrams: NativeMemory, capacity: number, piecesPerDatagram: number) {
    this.#libc = libc;
    this.#datagrams = datagrams;
    this.#piecesPerDatagram = piecesPerDatagram;
    this.#stride = (piecesPerDatagram * IOVEC.size) >>> 2;
    this.#firstPiece = (capacity * MMSGHDR.size) >>> 2;
    this.#headers = new NativeMemory(libc, capacity * MMSGHDR.size);
    this.#control = new NativeMemory(libc, capacity * CONTROL.size);
    this.#ends = new Uint32Array(capacity);
    for (let group = 0; group < capacity; group++) {
      const at = group * CONTROL.size;
      this.#headers.setWide(group * MMSGHDR.size + MMSGHDR.control, this.#control.address + at);
      this.#control.setWide(at, CONTROL.length);
      this.#control.words[(at + CONTROL.level) >>> 2] = SOL_UDP;
      this.#control.words[(at + CONTROL.type) >>> 2] = UDP_SEGMENT;
    }
  }

  /** Sends datagrams `from … to`. @returns how many the kernel took, the negative errno of the first group, or CANNOT_SEGMENT */
  send(fd: number, from: number, to: number): number {
    let groups = 0;
    for (let first = from; first < to; groups++) first = this.#layOut(groups, first, to);
    const taken = this.#libc.sendmmsg(fd, this.#headers.address, groups, MSG_DONTWAIT);
    if (taken < 0) {
      const errno = this.#libc.errno();
      return REFUSALS.has(errno) && (this.#ends[0] ?? 0) > from + 1 ? CANNOT_SEGMENT : -errno;
    }
    return taken === 0 ? 0 : (this.#ends[taken - 1] ?? 0) - from;
  }

  /** @returns the datagram behind the group's last */
  #layOut(group: number, first: number, to: number): number {
    const { words } = this.#datagrams;
    const bytes = this.#lengthOf(first);
    let end = first + 1;
    if (bytes > 0 && bytes <= MOST_SEGMENT_BYTES) {
      const most = Math.min(to, first + Math.min(MOST_SEGMENTS, Math.floor(65_000 / bytes)));
      while (end < most && this.#isSamePeer(first, end)) {
        const next = this.#lengthOf(end);
        if (next > bytes) break;
        end++;
        if (next < bytes) break;
      }
    }
    const count = end - first;
    const from = (first * MMSGHDR.size) >>> 2;
    const into = (group * MMSGHDR.size) >>> 2;
    const grouped = this.#headers.words;
    for (let word = MMSGHDR.name >>> 2; word <= (MMSGHDR.iov >>> 2) + 1; word++)
      grouped[into + word] = words[from + word] ?? 0;
    grouped[into + (MMSGHDR.iovLength >>> 2)] =
      count === 1 ? (words[from + (MMSGHDR.iovLength >>> 2)] ?? 0) : count * this.#piecesPerDatagram;
    grouped[into + (MMSGHDR.controlLength >>> 2)] = count === 1 ? 0 : CONTROL.size;
    this.#control.halfWords[(group * CONTROL.size + CONTROL.data) >>> 1] = bytes;
    this.#ends[group] = end;
    return end;
  }

  /** Sets the lengths of its unused pieces to 0 on the way: within a group the kernel gathers those too. */
  #lengthOf(datagram: number): number {
    const { words } = this.#datagrams;
    const used = words[(datagram * MMSGHDR.size + MMSGHDR.iovLength) >>> 2] ?? 0;
    let at = this.#firstPiece + datagram * this.#stride + (IOVEC.length >>> 2);
    let bytes = 0;
    for (let piece = 0; piece < this.#piecesPerDatagram; piece++, at += IOVEC.size >>> 2) {
      if (piece < used) bytes += words[at] ?? 0;
      else words[at] = 0;
    }
    return bytes;
  }

  /** Whether they have one address in memory, or, on a connected socket, none. */
  #isSamePeer(a: number, b: number): boolean {
    const { words } = this.#datagrams;
    const name = MMSGHDR.name >>> 2;
    const stride = MMSGHDR.size >>> 2;
    return (
      words[a * stride + name] === words[b * stride + name] &&
      words[a * stride + name + 1] === words[b * stride + name + 1]
    );
  }
}

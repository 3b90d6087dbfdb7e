import type { Libc } from '../../../src/loadgen/transport/mmsg/libc.ts';
import { PollSet } from '../../../src/loadgen/transport/mmsg/poll-set.ts';
import { dropsOf, openUdpSocket, type UdpSocket } from '../../../src/loadgen/transport/mmsg/udp-socket.ts';
import { AddressedReceiveBatch } from './addressed-batches.ts';
import { addressRecord, isQuery, questionEnd, setTruncated, turnIntoAnswer } from './answer.ts';
import { ArrivalSlices } from './arrival-slices.ts';
import { Blackout } from './blackout.ts';
import { DEFAULT_CUT_BYTES, type Faults, Picker, SHARED_FAULTS, type SharedFault } from './faults.ts';
import { Outgoing } from './outgoing.ts';
import type { ResponderSettings } from './responder-settings.ts';
import type { ResponderStats } from './responder-stats.ts';
import { WaitingAnswers } from './waiting-answers.ts';

const BATCH = 64;
const MESSAGE_BYTES = 1280;
const BUFFER_BYTES = 4 * 1024 * 1024;

/**
 * Answers DNS queries over UDP, as fast as one core allows, and wrongly where asked to. Without faults the answer is
 * the received message with a few bits turned, sent from where it was received.
 */
export class Responder {
  silent = false;
  readonly port: number;
  readonly #libc: Libc;
  readonly #settings: ResponderSettings;
  readonly #incoming: AddressedReceiveBatch;
  readonly #readable: PollSet;
  readonly #outgoing: Outgoing;
  readonly #elsewhere: Outgoing;
  readonly #foreign: UdpSocket;
  readonly #waiting: WaitingAnswers;
  readonly #record: Uint8Array;
  readonly #slices = new ArrivalSlices();
  readonly #portsSeen = new Uint8Array(65_536);
  readonly #fallen: Record<SharedFault, number>;
  #pickers: Record<SharedFault, Picker>;
  #random: Picker;
  #faults: Faults;
  #wholeAtOnce: boolean;
  #socket: UdpSocket | undefined;
  #stalledAtMs: number;
  /** First of the messages that came from one peer in a row; answers to one address can leave as one buffer. */
  #peer = 0;
  #received = 0;
  #silenced = 0;
  #blackout: Blackout;
  #ignored = 0;
  #overflowed = 0;
  #earlierDrops = 0;

  /** @throws SocketError */
  constructor(libc: Libc, settings: ResponderSettings) {
    this.#libc = libc;
    this.#settings = settings;
    this.#incoming = new AddressedReceiveBatch(libc, {
      capacity: BATCH,
      messageBytes: MESSAGE_BYTES,
      kernelTimestamps: settings.slices,
    });
    this.#record = settings.record === undefined ? new Uint8Array(0) : addressRecord(settings.record);
    this.#waiting = new WaitingAnswers(libc, MESSAGE_BYTES + this.#record.length);
    this.#readable = new PollSet(libc, 1);
    this.#outgoing = new Outgoing(libc);
    this.#elsewhere = new Outgoing(libc);
    this.#socket = this.#bind(settings.port);
    this.port = this.#socket.localPort;
    this.#foreign = openUdpSocket(libc, {
      local: { address: settings.address, port: 0, scopeId: 0 },
      bufferBytes: BUFFER_BYTES,
      kernelTimestamps: false,
    });
    this.#elsewhere.use(this.#foreign.fd);
    this.#fallen = perFault(() => 0);
    this.#faults = settings.faults;
    this.#pickers = pickersOf(settings.faults, settings.seed);
    this.#blackout = new Blackout(settings.faults.blackout);
    this.#random = new Picker(undefined, settings.seed);
    this.#wholeAtOnce = this.#record.length === 0 && Object.keys(settings.faults).length === 0;
    this.#stalledAtMs = performance.now();
  }

  /** Other faults from now on; answers that wait already go as they are. */
  set faults(faults: Faults) {
    this.#faults = faults;
    this.#pickers = pickersOf(faults, this.#settings.seed);
    this.#blackout = new Blackout(faults.blackout);
    this.#wholeAtOnce = this.#record.length === 0 && Object.keys(faults).length === 0;
    this.#stalledAtMs = performance.now();
  }

  /** Receives and answers for so long, without a look at anything else. */
  run(forMs: number): void {
    const untilMs = performance.now() + forMs;
    let nowMs = performance.now();
    while (nowMs < untilMs) {
      const stalledMs = this.#stallLeftMs(nowMs);
      if (stalledMs > 0) {
        this.#sleep(Math.min(stalledMs, untilMs - nowMs));
      } else {
        this.#sendDue(nowMs * 1000);
        if (this.#receive(nowMs * 1000) < BATCH) this.#await(untilMs);
      }
      nowMs = performance.now();
    }
  }

  /** Gives the port up, as a server that died: whoever asks gets an ICMP error. */
  close(): void {
    if (this.#socket === undefined) return;
    this.#earlierDrops += dropsOf(this.#libc, this.#socket.fd);
    this.#readable.remove(0);
    this.#outgoing.use(-1);
    this.#libc.close(this.#socket.fd);
    this.#socket = undefined;
  }

  /** Takes the same port again. @throws SocketError when it is taken */
  open(): void {
    this.#socket ??= this.#bind(this.port);
  }

  stats(): ResponderStats {
    return {
      received: this.#received,
      answered: this.#outgoing.sent + this.#elsewhere.sent,
      silenced: this.#silenced,
      ignored: this.#ignored,
      overflowed: this.#overflowed,
      sendErrors: this.#outgoing.errors + this.#elsewhere.errors,
      blackedOut: this.#blackout.count,
      blackoutGapMs: this.#blackout.gapMs,
      faults: { ...this.#fallen },
      sourcePorts: this.#portsSeen.reduce((sum, seen) => sum + seen, 0),
      socketDrops:
        this.#earlierDrops + (this.#socket === undefined ? 0 : dropsOf(this.#libc, this.#socket.fd)),
      slices: this.#settings.slices ? this.#slices.counts() : [],
    };
  }

  #bind(port: number): UdpSocket {
    const socket = openUdpSocket(this.#libc, {
      local: { address: this.#settings.address, port, scopeId: 0 },
      bufferBytes: BUFFER_BYTES,
      kernelTimestamps: this.#settings.slices,
    });
    this.#readable.add(0, socket.fd);
    this.#outgoing.use(socket.fd);
    return socket;
  }

  #stallLeftMs(nowMs: number): number {
    const { stall } = this.#faults;
    if (stall === undefined) return 0;
    const intoMs = (nowMs - this.#stalledAtMs) % (stall.everyMs + stall.forMs);
    return intoMs < stall.everyMs ? 0 : stall.everyMs + stall.forMs - intoMs;
  }

  #sleep(ms: number): void {
    const { fd } = this.#socket ?? { fd: -1 };
    this.#readable.remove(0);
    this.#readable.wait(ms * 1000);
    if (fd >= 0) this.#readable.add(0, fd);
  }

  #await(untilMs: number): void {
    const nowUs = performance.now() * 1000;
    this.#readable.wait(Math.min(untilMs * 1000, this.#waiting.queue.nextDueUs()) - nowUs);
  }

  /** @returns how many came */
  #receive(nowUs: number): number {
    if (this.#socket === undefined) return 0;
    const count = this.#incoming.receive(this.#socket.fd);
    if (count <= 0) return 0;
    this.#received += count;
    for (let message = 0; message < count; message++) {
      this.#portsSeen[this.#incoming.portOf(message)] = 1;
      if (this.#settings.slices) this.#slices.count(this.#incoming.receivedAtUs(message));
      this.#handle(message, nowUs);
    }
    if (this.#wholeAtOnce) this.#outgoing.flush();
    else this.#sendDue(performance.now() * 1000);
    return count;
  }

  #handle(message: number, nowUs: number): void {
    const { bytes } = this.#incoming;
    const at = message * MESSAGE_BYTES;
    const length = this.#incoming.lengthOf(message);
    if (this.silent) {
      this.#silenced += 1;
      return;
    }
    if (!isQuery(bytes, at, length)) {
      this.#ignored += 1;
      return;
    }
    turnIntoAnswer(bytes, at, this.#settings.rcode);
    if (this.#wholeAtOnce) {
      if (message === 0 || !this.#incoming.isSamePeer(this.#peer, message)) this.#peer = message;
      this.#outgoing.add(
        this.#incoming.dataAddressOf(message),
        length,
        this.#incoming.addressOf(this.#peer),
        this.#incoming.addressLengthOf(message),
      );
      return;
    }
    if (this.#isBlackedOut(message)) return;
    if (this.#falls('loss')) return;
    const { delayUs = 0, jitterUs = 0, lateUs = 0, cutBytes = DEFAULT_CUT_BYTES } = this.#faults;
    if (this.#falls('truncate')) setTruncated(bytes, at);
    if (this.#falls('wrongId')) bytes[at] = (bytes[at] ?? 0) ^ 0x80;
    if (this.#falls('wrongQuestion')) bytes[at + 13] = bytes[at + 13] === 0x78 ? 0x79 : 0x78;
    const cutTo = this.#falls('cut') ? cutBytes : Number.POSITIVE_INFINITY;
    const foreign = this.#falls('foreign') ? 1 : 0;
    const dueUs =
      nowUs +
      delayUs +
      (jitterUs === 0 ? 0 : this.#random.random() * jitterUs) +
      (this.#falls('late') ? lateUs : 0);
    const copies = this.#falls('duplicate') ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) this.#keep(message, length, cutTo, foreign, dueUs);
  }

  #isBlackedOut(message: number): boolean {
    if (this.#faults.blackout === undefined) return false;
    return this.#blackout.covers(this.#incoming.receivedAtUs(message), this.#incoming.portOf(message));
  }

  #falls(fault: SharedFault): boolean {
    if (!this.#pickers[fault].pick()) return false;
    this.#fallen[fault] += 1;
    return true;
  }

  /** Copies an answer, with its record, to where it waits until it is due. */
  #keep(message: number, length: number, cutTo: number, foreign: number, dueUs: number): void {
    const slot = this.#waiting.take();
    if (slot < 0) {
      this.#overflowed += 1;
      return;
    }
    const { bytes, slotBytes } = this.#waiting;
    const to = slot * slotBytes;
    const from = message * MESSAGE_BYTES;
    const source = this.#incoming.bytes;
    const question = this.#record.length === 0 ? 0 : questionEnd(source, from, length);
    const extra = question === 0 ? 0 : this.#record.length;
    const split = question === 0 ? length : question;
    for (let index = 0; index < split; index++) bytes[to + index] = source[from + index] ?? 0;
    for (let index = 0; index < extra; index++) bytes[to + split + index] = this.#record[index] ?? 0;
    for (let index = split; index < length; index++) bytes[to + extra + index] = source[from + index] ?? 0;
    if (extra > 0) bytes[to + 7] = 1;
    this.#waiting.lengths[slot] = Math.min(length + extra, cutTo);
    this.#waiting.foreign[slot] = foreign;
    this.#waiting.setAddress(slot, this.#incoming, message);
    this.#waiting.queue.push(slot, dueUs);
  }

  #sendDue(nowUs: number): void {
    const { queue, lengths, foreign, addressLengths } = this.#waiting;
    while (queue.nextDueUs() <= nowUs) {
      const slot = queue.pop();
      const outgoing = foreign[slot] === 1 ? this.#elsewhere : this.#outgoing;
      outgoing.add(
        this.#waiting.dataAddressOf(slot),
        lengths[slot] ?? 0,
        this.#waiting.addressOf(slot),
        addressLengths[slot] ?? 0,
      );
      // Nothing takes a slot while this loop runs, so that what was released stays as it is until it is sent.
      this.#waiting.release(slot);
      if (outgoing.full) outgoing.flush();
    }
    this.#outgoing.flush();
    this.#elsewhere.flush();
  }
}

function perFault<T>(make: (fault: SharedFault, index: number) => T): Record<SharedFault, T> {
  return Object.fromEntries(SHARED_FAULTS.map((fault, index) => [fault, make(fault, index)])) as Record<
    SharedFault,
    T
  >;
}

function pickersOf(faults: Faults, seed: number): Record<SharedFault, Picker> {
  return perFault((fault, index) => new Picker(faults[fault], seed * 31 + index));
}

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  AddressedReceiveBatch,
  AddressedSendBatch,
} from '../../bench/support/responder/addressed-batches.ts';
import { type Libc, loadLibc, NoLibcError } from '../../src/loadgen/transport/mmsg/libc.ts';
import { CLOCK_REALTIME } from '../../src/loadgen/transport/mmsg/linux.ts';
import { NativeMemory } from '../../src/loadgen/transport/mmsg/native-memory.ts';
import { PollSet } from '../../src/loadgen/transport/mmsg/poll-set.ts';
import { ReceiveBatch } from '../../src/loadgen/transport/mmsg/receive-batch.ts';
import { SendBatch } from '../../src/loadgen/transport/mmsg/send-batch.ts';
import { dropsOf, openUdpSocket, type UdpSocket } from '../../src/loadgen/transport/mmsg/udp-socket.ts';
import { SocketError } from '../../src/loadgen/transport/socket-error.ts';

const EAGAIN = 11;
const EIO = 5;
const EINVAL = 22;
const ECONNREFUSED = 111;
const CAPACITY = 32;
const MESSAGE_BYTES = 2048;

const libc = loadLibc();
const open: UdpSocket[] = [];

afterEach(() => {
  for (const { fd } of open.splice(0)) libc.close(fd);
});

function pair(address: string, options: { bufferBytes?: number; kernelTimestamps?: boolean } = {}) {
  const { bufferBytes = 1 << 20, kernelTimestamps = false } = options;
  const receiver = openUdpSocket(libc, {
    local: { address, port: 0, scopeId: 0 },
    bufferBytes,
    kernelTimestamps,
  });
  open.push(receiver);
  const sender = openUdpSocket(libc, {
    remote: { address, port: receiver.localPort, scopeId: 0 },
    bufferBytes: 1 << 20,
    kernelTimestamps: false,
  });
  open.push(sender);
  return { sender, receiver };
}

function receiveBatch(kernelTimestamps = false): ReceiveBatch {
  return new ReceiveBatch(libc, { capacity: CAPACITY, messageBytes: MESSAGE_BYTES, kernelTimestamps });
}

/** Errors with which the kernel refused segments. */
function refusals() {
  const errnos: number[] = [];
  return { errnos, told: (errno: number) => void errnos.push(errno) };
}

function received(fd: number, batch = receiveBatch()): string[] {
  const texts: string[] = [];
  for (let count = batch.receive(fd); count > 0; count = batch.receive(fd))
    for (let message = 0; message < count; message++) {
      const at = message * MESSAGE_BYTES;
      texts.push(Buffer.from(batch.bytes.slice(at, at + batch.lengthOf(message))).toString('latin1'));
    }
  return texts;
}

/** Lays datagrams out, each of pieces that lie one behind the other in one memory. */
function layOut(batch: SendBatch, datagrams: readonly (readonly string[])[], memory: NativeMemory): void {
  let at = 0;
  for (const [message, pieces] of datagrams.entries()) {
    for (const [piece, text] of pieces.entries()) {
      memory.bytes.set(Buffer.from(text, 'latin1'), at);
      batch.setPiece(message, piece, memory.address + at, text.length);
      at += text.length;
    }
    batch.setPieceCount(message, pieces.length);
  }
}

describe.each([false, true])('with segments: %s', (segments) => {
  test.each(['127.0.0.1', '::1'])('datagrams of any lengths arrive whole and in order at %s', (address) => {
    const { sender, receiver } = pair(address);
    const memory = new NativeMemory(libc, CAPACITY * 4 * 400);
    const { errnos, told } = refusals();
    const batch = new SendBatch(libc, CAPACITY, segments ? told : undefined);
    const incoming = receiveBatch();
    const piece = fc.oneof(
      fc.constantFrom('a', 'bb', 'ccc'),
      fc.integer({ min: 1, max: 400 }).map((length) => 'x'.repeat(length)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: CAPACITY }),
        (datagrams) => {
          layOut(batch, datagrams, memory);
          expect(batch.send(sender.fd, 0, datagrams.length)).toBe(datagrams.length);
          expect(received(receiver.fd, incoming)).toEqual(datagrams.map((pieces) => pieces.join('')));
        },
      ),
      { numRuns: 500 },
    );
    expect(errnos).toEqual([]);
  });

  test('a part of a batch', () => {
    const { sender, receiver } = pair('127.0.0.1');
    const batch = new SendBatch(libc, CAPACITY, segments ? refusals().told : undefined);
    layOut(batch, [['one'], ['two'], ['six'], ['ten']], new NativeMemory(libc, 64));
    expect(batch.send(sender.fd, 1, 3)).toBe(2);
    expect(received(receiver.fd)).toEqual(['two', 'six']);
  });

  test('to where others came from', () => {
    const server = openUdpSocket(libc, {
      local: { address: '127.0.0.1', port: 0, scopeId: 0 },
      bufferBytes: 1 << 20,
      kernelTimestamps: false,
    });
    open.push(server);
    const clients = ['first', 'other'].map((text) => {
      const client = openUdpSocket(libc, {
        remote: { address: '127.0.0.1', port: server.localPort, scopeId: 0 },
        bufferBytes: 1 << 20,
        kernelTimestamps: false,
      });
      open.push(client);
      const batch = new SendBatch(libc, 1);
      layOut(batch, [[text]], new NativeMemory(libc, 16));
      expect(batch.send(client.fd, 0, 1)).toBe(1);
      return client;
    });
    const incoming = new AddressedReceiveBatch(libc, {
      capacity: CAPACITY,
      messageBytes: MESSAGE_BYTES,
      kernelTimestamps: false,
    });
    expect(incoming.receive(server.fd)).toBe(2);
    expect([incoming.portOf(0), incoming.portOf(1)]).toEqual(clients.map(({ localPort }) => localPort));
    expect(incoming.isSamePeer(0, 0)).toBe(true);
    expect(incoming.isSamePeer(0, 1)).toBe(false);
    const outgoing = new AddressedSendBatch(libc, CAPACITY, segments ? refusals().told : undefined);
    for (const message of [0, 1]) {
      outgoing.setPiece(message, 0, incoming.dataAddressOf(message), incoming.lengthOf(message));
      outgoing.setDestination(message, incoming.addressOf(message), incoming.addressLengthOf(message));
    }
    expect(outgoing.send(server.fd, 0, 2)).toBe(2);
    expect(clients.map(({ fd }) => received(fd))).toEqual([['first'], ['other']]);
  });
});

/** The C library with the first calls of sendmmsg refused. */
function refusing(errnos: number[]): { libc: Libc; calls: () => number } {
  let calls = 0;
  let failed = 0;
  return {
    calls: () => calls,
    libc: {
      ...libc,
      sendmmsg: (...args) => {
        calls += 1;
        failed = errnos.shift() ?? 0;
        return failed === 0 ? libc.sendmmsg(...args) : -1;
      },
      errno: () => (failed === 0 ? libc.errno() : failed),
    },
  };
}

test.each([EIO, EINVAL])(
  'when the kernel refuses to segment with errno %i, datagrams go one by one',
  (errno) => {
    const { sender, receiver } = pair('127.0.0.1');
    const kernel = refusing([errno]);
    const { errnos, told } = refusals();
    const batch = new SendBatch(kernel.libc, CAPACITY, told);
    layOut(batch, [['one'], ['two'], ['six']], new NativeMemory(libc, 64));
    expect(batch.send(sender.fd, 0, 3)).toBe(3);
    expect(received(receiver.fd)).toEqual(['one', 'two', 'six']);
    expect(batch.send(sender.fd, 0, 2)).toBe(2);
    expect(errnos).toEqual([errno]);
    expect(kernel.calls()).toBe(3);
  },
);

test('an error of a datagram that goes alone is its own', () => {
  const { sender } = pair('127.0.0.1');
  const { errnos, told } = refusals();
  const batch = new SendBatch(refusing([EINVAL]).libc, CAPACITY, told);
  layOut(batch, [['one'], ['longer']], new NativeMemory(libc, 64));
  expect(batch.send(sender.fd, 0, 2)).toBe(-EINVAL);
  expect(errnos).toEqual([]);
});

test('nothing to receive', () => {
  expect(receiveBatch().receive(pair('127.0.0.1').receiver.fd)).toBe(-EAGAIN);
});

/** The clock that the kernel stamps with. */
function realTimeUs(): number {
  const time = new BigInt64Array(2);
  libc.clock_gettime(CLOCK_REALTIME, time);
  return Number(time[0]) * 1e6 + Number(time[1]) / 1e3;
}

test('the kernel stamps datagrams with the real time, and those it does not stamp have none', () => {
  for (const kernelTimestamps of [true, false]) {
    const { sender, receiver } = pair('127.0.0.1', { kernelTimestamps });
    const batch = new SendBatch(libc, CAPACITY);
    layOut(batch, [['one'], ['two']], new NativeMemory(libc, 64));
    const beforeUs = realTimeUs();
    batch.send(sender.fd, 0, 2);
    const incoming = receiveBatch(kernelTimestamps);
    expect(incoming.receive(receiver.fd)).toBe(2);
    const stamps = [incoming.receivedAtUs(0), incoming.receivedAtUs(1)];
    if (!kernelTimestamps) {
      expect(stamps).toEqual([0, 0]);
      continue;
    }
    // Each is taken after the one before it, of one clock.
    const moments = [beforeUs, ...stamps, realTimeUs()];
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  }
});

test('what does not fit the receive buffer is counted', () => {
  const { sender, receiver } = pair('127.0.0.1', { bufferBytes: 4096 });
  const batch = new SendBatch(libc, CAPACITY);
  layOut(
    batch,
    Array.from({ length: CAPACITY }, () => ['x'.repeat(400)]),
    new NativeMemory(libc, CAPACITY * 400),
  );
  for (let round = 0; round < 10; round++) expect(batch.send(sender.fd, 0, CAPACITY)).toBe(CAPACITY);
  const drops = dropsOf(libc, receiver.fd);
  expect(drops).toBeGreaterThan(0);
  expect(received(receiver.fd).length + drops).toBe(320);
});

test('buffers are as large as asked for', () => {
  const { receiver } = pair('127.0.0.1', { bufferBytes: 65_536 });
  expect(receiver.receiveBufferBytes).toBe(65_536);
  expect(receiver.sendBufferBytes).toBe(65_536);
});

test('a closed port shows as ECONNREFUSED', async () => {
  const { sender, receiver } = pair('127.0.0.1');
  libc.close(open.splice(open.indexOf(receiver), 1)[0]?.fd ?? -1);
  const batch = new SendBatch(libc, 1);
  layOut(batch, [['one']], new NativeMemory(libc, 16));
  expect(batch.send(sender.fd, 0, 1)).toBe(1);
  await expect.poll(() => receiveBatch().receive(sender.fd)).toBe(-ECONNREFUSED);
});

test('sockets that are ready, and those taken out', () => {
  const { sender, receiver } = pair('127.0.0.1');
  const poll = new PollSet(libc, 2);
  poll.add(1, receiver.fd);
  expect(poll.wait(0)).toBe(0);
  const batch = new SendBatch(libc, 1);
  layOut(batch, [['one']], new NativeMemory(libc, 16));
  batch.send(sender.fd, 0, 1);
  expect(poll.wait(1e6)).toBe(1);
  expect([poll.eventsOf(0), poll.eventsOf(1)]).toEqual([0, 1]);
  poll.awaitWritable(1, true);
  poll.wait(1e6);
  expect(poll.eventsOf(1)).toBe(5);
  poll.remove(1);
  expect(poll.wait(0)).toBe(0);
});

test('a port that is taken', () => {
  const { receiver } = pair('127.0.0.1');
  const local = { address: '127.0.0.1', port: receiver.localPort, scopeId: 0 };
  expect(() => openUdpSocket(libc, { local, bufferBytes: 4096, kernelTimestamps: false })).toThrow(
    new SocketError(
      `bind 127.0.0.1 port ${receiver.localPort}: EADDRINUSE (the port is taken: choose another --local-port)`,
    ),
  );
});

test.each([
  ['darwin', 'arm64', "sendmmsg is Linux's, this is darwin"],
  ['linux', 'ia32', 'sendmmsg is used on x64 and arm64, this is ia32'],
] as const)('no C library on %s %s', (platform, processor, message) => {
  expect(() => loadLibc(platform, processor)).toThrow(new NoLibcError(message));
});

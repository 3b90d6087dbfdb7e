import { afterEach, expect, test } from 'vitest';
import { type Libc, loadLibc } from '../../../../src/loadgen/transport/mmsg/libc.ts';
import { PollSet } from '../../../../src/loadgen/transport/mmsg/poll-set.ts';
import { openUdpSocket } from '../../../../src/loadgen/transport/mmsg/udp-socket.ts';
import { SocketError } from '../../../../src/loadgen/transport/socket-error.ts';

const POLLIN = 1;
const POLLOUT = 4;

const libc = loadLibc();
const opened: number[] = [];

afterEach(() => {
  for (const fd of opened.splice(0)) libc.close(fd);
});

function newSocket(): number {
  const { fd } = openUdpSocket(libc, {
    local: { address: '127.0.0.1', port: 0, scopeId: 0 },
    bufferBytes: 4_096,
    kernelTimestamps: false,
  });
  opened.push(fd);
  return fd;
}

/** The C library, with what ppoll was given, or failing with an errno. */
function watched(errno = 0): { kernel: Libc; counts: number[] } {
  const counts: number[] = [];
  const kernel: Libc = {
    ...libc,
    ppoll: (...args) => {
      counts.push(args[1]);
      return errno === 0 ? libc.ppoll(...args) : -1;
    },
    errno: () => errno,
  };
  return { kernel, counts };
}

test('the kernel is given the sockets that are there, however many places there are', () => {
  const { kernel, counts } = watched();
  const poll = new PollSet(kernel, 1_000_000);
  poll.wait(0);
  poll.add(999_999, newSocket());
  poll.add(5, newSocket());
  poll.wait(0);
  poll.add(5, newSocket());
  poll.wait(0);
  poll.remove(999_999);
  poll.remove(7);
  poll.wait(0);
  expect(counts).toEqual([0, 2, 2, 1]);
});

test('each socket keeps its place and its events, whichever leaves', () => {
  const poll = new PollSet(libc, 10);
  for (const place of [2, 4, 6, 8]) {
    poll.add(place, newSocket());
    poll.awaitWritable(place, place > 4);
  }
  const eventsNow = () => {
    const ready = poll.wait(0);
    const places = Array.from({ length: poll.count }, (_none, n) => poll.placeAt(n));
    return [ready, Object.fromEntries(places.map((place) => [place, poll.eventsOf(place)]))];
  };
  expect(eventsNow()).toEqual([2, { 2: 0, 4: 0, 6: POLLOUT, 8: POLLOUT }]);
  poll.remove(2);
  expect(eventsNow()).toEqual([2, { 4: 0, 6: POLLOUT, 8: POLLOUT }]);
  poll.awaitWritable(8, false);
  poll.remove(6);
  expect(eventsNow()).toEqual([0, { 4: 0, 8: 0 }]);
  poll.add(6, newSocket());
  expect(poll.eventsOf(6) & (POLLIN | POLLOUT)).toBe(0);
  poll.remove(4);
  poll.remove(6);
  poll.remove(8);
  expect(eventsNow()).toEqual([0, {}]);
});

test('a signal is no error', () => {
  expect(new PollSet(watched(4).kernel, 1).wait(0)).toBe(0);
});

test.each([
  [22, 'ppoll: EINVAL (more sockets than open files are allowed: raise `ulimit -n`, or use fewer --sockets)'],
  [12, 'ppoll: ENOMEM'],
])('errno %i is told', (errno, message) => {
  const poll = new PollSet(watched(errno).kernel, 1);
  expect(() => poll.wait(0)).toThrow(new SocketError(message));
});

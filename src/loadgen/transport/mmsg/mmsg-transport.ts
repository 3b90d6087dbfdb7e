import { socketCount } from '../lane-numbers.ts';
import { MAX_SEND_ATTEMPTS } from '../send-attempts.ts';
import { SocketError } from '../socket-error.ts';
import { systemErrorText } from '../system-error-text.ts';
import { SEND_BATCH, type Transport, type TransportContext } from '../transport.ts';
import { Lanes } from './lanes.ts';
import type { Libc } from './libc.ts';
import { EAGAIN, EINTR, EMSGSIZE, ENOBUFS, ICMP_ERRORS, POLLOUT } from './linux.ts';
import { PollSet } from './poll-set.ts';
import { QueryBatch } from './query-batch.ts';
import { realTimeOffsetUs } from './real-time.ts';
import { ReceiveBatch } from './receive-batch.ts';

/** Datagrams of one system call. */
const RECEIVE_BATCH = 64;
/** The kernel had no memory for a datagram: it is given this long. */
const NO_BUFFERS_WAIT_US = 1_000;

/**
 * UDP with sendmmsg, recvmmsg and ppoll. The loop never returns to the event loop and allocates nothing; it is steered
 * through shared memory.
 * @throws SocketError when a socket cannot be opened; so does its run, when the kernel takes them from it
 */
export function openMmsgTransport(libc: Libc, context: TransportContext): Transport {
  const { engine, slots, clock, plan, counters } = context;
  const poll = new PollSet(libc, socketCount(plan));
  const lanes = new Lanes({ libc, plan, poll, slots, counters, nowUs: clock() });
  const queries = new QueryBatch(libc, context, SEND_BATCH);
  const answers = new ReceiveBatch(libc, {
    capacity: RECEIVE_BATCH,
    messageBytes: plan.answerBytes,
    kernelTimestamps: plan.kernelTimestamps,
  });
  let realTimeUs = realTimeOffsetUs(libc, clock);

  function run(): void {
    for (;;) {
      let nowUs = clock();
      engine.expire(nowUs);
      if (context.tick(nowUs)) measure();
      const sendFailed = sendAll(nowUs);
      nowUs = clock();
      if (engine.isFinished(nowUs)) break;
      const waitUs = engine.waitUs(nowUs);
      if (poll.wait(sendFailed ? Math.max(waitUs, NO_BUFFERS_WAIT_US) : waitUs) > 0) receiveAll();
    }
    lanes.measureDrops();
  }

  function measure(): void {
    realTimeUs = realTimeOffsetUs(libc, clock);
    lanes.measureDrops();
  }

  /** Sends what is due, in bursts that each go out of another socket. @returns whether it has to wait, for memory or an id */
  function sendAll(nowUs: number): boolean {
    let budget = engine.budget(nowUs);
    while (budget > 0) {
      const socket = lanes.next(engine.stage().target);
      if (socket < 0) return false;
      const wanted = Math.min(budget, lanes.room(socket), SEND_BATCH);
      const filled = engine.fill(socket, wanted);
      // Every id of the socket is in flight or at rest: none is free before long.
      if (filled === 0) return true;
      const taken = sendBatch(socket, filled);
      if (taken < 0) return true;
      budget -= Math.max(1, taken);
    }
    return false;
  }

  /** @returns how many of the batch were dealt with, or -1 when the kernel has no memory now */
  function sendBatch(socket: number, count: number): number {
    queries.prepare(count);
    const fd = lanes.fd(socket);
    let sent = 0;
    let attempts = 0;
    while (sent < count) {
      const beforeUs = clock();
      const taken = queries.send(fd, sent, count);
      if (taken > 0) {
        const afterUs = clock();
        engine.confirm(sent, sent + taken, beforeUs, afterUs);
        lanes.sent(socket, taken, afterUs);
        sent += taken;
        attempts = 0;
        continue;
      }
      const errno = -taken;
      if (errno === EINTR) continue;
      if (ICMP_ERRORS.has(errno)) {
        engine.unreachable();
        if (++attempts < MAX_SEND_ATTEMPTS) continue;
      }
      if (errno === EAGAIN || errno === ENOBUFS) {
        engine.undoFrom(sent);
        if (errno === ENOBUFS) return -1;
        lanes.block(socket);
        return sent;
      }
      engine.refuse(sent);
      sent++;
      attempts = 0;
    }
    return count;
  }

  function receiveAll(): void {
    for (let n = 0; n < poll.count; n++) {
      const socket = poll.placeAt(n);
      const events = poll.eventsOf(socket);
      if (events === 0) continue;
      if ((events & POLLOUT) !== 0) lanes.unblock(socket);
      if (events !== POLLOUT) receive(socket);
    }
  }

  function receive(socket: number): void {
    const fd = lanes.fd(socket);
    for (;;) {
      const count = answers.receive(fd);
      if (count < 0) {
        const errno = -count;
        if (errno === EAGAIN || errno === EINTR) return;
        // A path with a smaller MTU than a query of ours is learned of by ICMP too.
        if (!ICMP_ERRORS.has(errno) && errno !== EMSGSIZE)
          throw new SocketError(`recvmmsg: ${systemErrorText(errno)}`);
        engine.unreachable();
        continue;
      }
      const nowUs = clock();
      for (let message = 0; message < count; message++) {
        const stampUs = plan.kernelTimestamps ? answers.receivedAtUs(message) : 0;
        engine.answer(
          socket,
          answers.bytes,
          message * plan.answerBytes,
          answers.lengthOf(message),
          stampUs === 0 ? nowUs : stampUs + realTimeUs,
        );
      }
      if (count < RECEIVE_BATCH) return;
    }
  }

  return {
    run: async () => run(),
    close: () => lanes.close(),
  };
}

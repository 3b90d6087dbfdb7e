import { afterEach, describe, expect, test } from 'vitest';
import { openDgramTransport } from '../../../../src/loadgen/transport/dgram/dgram-transport.ts';
import { runTransport } from '../../../../src/loadgen/worker/run-transport.ts';
import { boundSocket, type DatagramServer, startDatagramServer } from '../../support/datagram-server.ts';
import { answerTo, askedName } from '../../support/query-echo.ts';
import {
  makeWorkerContext,
  type WorkerContext,
  type WorkerContextOptions,
} from '../../support/worker-context.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function serve(...[answering]: Parameters<typeof startDatagramServer>): Promise<DatagramServer> {
  const server = await startDatagramServer(answering);
  cleanups.push(server.close);
  return server;
}

function contextOf(
  port: number,
  { plan, ...options }: Omit<WorkerContextOptions, 'plan'> & { plan?: Partial<WorkerContextOptions['plan']> },
): WorkerContext {
  return makeWorkerContext({
    ...options,
    plan: { targets: [{ address: '127.0.0.1', port, scopeId: 0 }], ...plan },
  });
}

async function run(context: WorkerContext): Promise<void> {
  const transport = await openDgramTransport(context);
  await runTransport(context, transport);
}

function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_none, n) => `host${n}.test`);
}

describe('what becomes of queries', () => {
  test('all are answered, over all sockets', async () => {
    const server = await serve((query, answer) => answer(answerTo(query)));
    const context = contextOf(server.port, { names: namesOf(100), runs: 20, plan: { sockets: 3 } });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'interrupted', 'passes', 'outstanding')).toEqual({
      sent: 2_000,
      answered: 2_000,
      timedOut: 0,
      interrupted: 0,
      passes: 20,
      outstanding: 0,
    });
    expect(server.sources.size).toBe(3);
  });

  test('each query is asked once a pass', async () => {
    const asked: string[] = [];
    const server = await serve((query, answer) => {
      asked.push(askedName(query));
      answer(answerTo(query));
    });
    await run(contextOf(server.port, { names: ['a.test', 'bb.test', 'ccc.test'], runs: 2 }));
    expect(asked.toSorted()).toEqual(['a.test', 'a.test', 'bb.test', 'bb.test', 'ccc.test', 'ccc.test']);
  });

  test('some are never answered', async () => {
    const server = await serve((query, answer) => {
      if (!askedName(query).startsWith('host3')) answer(answerTo(query));
    });
    const context = contextOf(server.port, { names: namesOf(10), runs: 5, timeoutMs: 50 });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'interrupted')).toEqual({
      sent: 50,
      answered: 45,
      timedOut: 5,
      interrupted: 0,
    });
  });

  test('an answer that comes after its time is late, a second one a duplicate', async () => {
    let held: Uint8Array | undefined;
    const server = await serve((query, answer) => {
      if (askedName(query) === 'held.test') {
        held = answerTo(query);
        return;
      }
      if (held !== undefined) answer(held);
      held = answerTo(query);
      answer(held);
    });
    const context = contextOf(server.port, {
      names: ['held.test', 'second.test', 'third.test'],
      outstanding: 1,
      timeoutMs: 200,
    });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'late', 'duplicate', 'unexpected')).toEqual({
      sent: 3,
      answered: 2,
      timedOut: 1,
      late: 1,
      duplicate: 1,
      unexpected: 0,
    });
  });

  test('what is no answer is told apart', async () => {
    const server = await serve((query, answer) => {
      answer(query.subarray(0, 7));
      answer(query);
      const other = answerTo(query);
      other[13] = 0x78;
      answer(other);
      const unknown = answerTo(query);
      unknown.writeUInt16BE((query.readUInt16BE() + 100) & 0xffff);
      answer(unknown);
      answer(answerTo(query));
    });
    const context = contextOf(server.port, { names: ['a.test'] });
    await run(context);
    expect(context.counts('answered', 'malformed', 'wrongQuestion', 'unexpected')).toEqual({
      answered: 1,
      malformed: 2,
      wrongQuestion: 1,
      unexpected: 1,
    });
  });

  test('what comes from another port is not heard', async () => {
    const stranger = await boundSocket();
    cleanups.push(() => void stranger.close());
    const server = await serve((query, answer, source) => {
      stranger.send(answerTo(query, 5), source, '127.0.0.1', () => answer(answerTo(query)));
    });
    const rcodes: number[] = [];
    const context = contextOf(server.port, {
      names: namesOf(5),
      observer: { answered: (_slot, _message, rcode) => void rcodes.push(rcode) },
    });
    await run(context);
    expect(rcodes).toEqual([0, 0, 0, 0, 0]);
    expect(context.counts('duplicate', 'unexpected')).toEqual({ duplicate: 0, unexpected: 0 });
  });

  test('all are sent where nobody listens, and time out', async () => {
    const gone = await boundSocket();
    const { port } = gone.address();
    gone.close();
    const context = contextOf(port, { names: namesOf(100), outstanding: 100, timeoutMs: 100 });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'sendErrors')).toEqual({
      sent: 100,
      answered: 0,
      timedOut: 100,
      sendErrors: 0,
    });
    expect(context.counts('unreachable').unreachable).toBeGreaterThan(50);
  });

  test('those that the kernel refuses are send errors, and the others go on', async () => {
    const server = await serve((query, answer) => answer(answerTo(query)));
    const huge = Array.from({ length: 1_100 }, () => 'x'.repeat(59)).join('.');
    const context = contextOf(server.port, { names: ['a.test', huge, 'b.test'] });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'sendErrors')).toEqual({
      sent: 2,
      answered: 2,
      timedOut: 0,
      sendErrors: 1,
    });
  });
});

describe('the run', () => {
  test('keeps a rate', async () => {
    const server = await serve((query, answer) => answer(answerTo(query)));
    const context = contextOf(server.port, { names: namesOf(100), qps: 1_000, outstanding: 100 });
    await run(context);
    const { sent = 0, notSent = 0, lastSentUs = 0 } = context.counts('sent', 'notSent', 'lastSentUs');
    expect(sent).toBe(100);
    // The hundredth is due 99 ms after the start, later where some of the schedule were given up.
    expect(lastSentUs - context.control.startUs).toBeGreaterThanOrEqual(99_000 + notSent * 1_000);
  });

  test('ends with its window, and waits for answers that are on their way', async () => {
    const server = await serve((query, answer) => setTimeout(() => answer(answerTo(query)), 100));
    const context = contextOf(server.port, { names: ['a.test'], durationMs: 50, outstanding: 7 });
    await run(context);
    expect(context.counts('sent', 'answered', 'answeredInWindow', 'timedOut')).toEqual({
      sent: 7,
      answered: 7,
      answeredInWindow: 0,
      timedOut: 0,
    });
  });

  test('cut short, counts what is in flight as interrupted', async () => {
    let asked = 0;
    const server = await serve(() => {
      asked++;
    });
    const context = contextOf(server.port, { names: namesOf(30), outstanding: 10, timeoutMs: 60_000 });
    const running = run(context);
    await expect.poll(() => asked).toBe(10);
    context.control.abort();
    await running;
    expect(context.counts('sent', 'answered', 'timedOut', 'interrupted')).toEqual({
      sent: 10,
      answered: 0,
      timedOut: 0,
      interrupted: 10,
    });
  });

  test('changes its port after so many queries', async () => {
    const queriesOf = new Map<number, number>();
    const server = await serve((query, answer, source) => {
      queriesOf.set(source, (queriesOf.get(source) ?? 0) + 1);
      answer(answerTo(query));
    });
    const context = contextOf(server.port, {
      names: namesOf(100),
      runs: 4,
      outstanding: 1,
      plan: { rotation: { kind: 'queries', queries: 20 } },
    });
    await run(context);
    expect(context.counts('sent', 'answered', 'unexpected')).toEqual({
      sent: 400,
      answered: 400,
      unexpected: 0,
    });
    expect(queriesOf.size).toBeGreaterThan(5);
    // The kernel may give a port a second time.
    expect([...queriesOf.values()].filter((queries) => queries % 20 !== 0)).toEqual([]);
  });
});

describe('sockets', () => {
  test('have the buffers asked for', async () => {
    const context = contextOf(9, { names: ['a.test'], plan: { bufferBytes: 65_536 } });
    const transport = await openDgramTransport(context);
    transport.close();
    expect(context.counts('receiveBufferBytes', 'sendBufferBytes')).toEqual({
      receiveBufferBytes: 65_536,
      sendBufferBytes: 65_536,
    });
  });

  test('a port that is taken is told in one line', async () => {
    const taken = await boundSocket();
    cleanups.push(() => void taken.close());
    const { port } = taken.address();
    const context = contextOf(9, {
      names: ['a.test'],
      plan: { localAddress: '127.0.0.1', localPort: port },
    });
    await expect(openDgramTransport(context)).rejects.toThrow(
      `bind 127.0.0.1 port ${port}: EADDRINUSE (the port is taken: choose another --local-port)`,
    );
  });

  test('an address of another host is told in one line', async () => {
    const context = contextOf(9, { names: ['a.test'], plan: { localAddress: '192.0.2.1' } });
    await expect(openDgramTransport(context)).rejects.toThrow(
      'bind 192.0.2.1 port 0: EADDRNOTAVAIL (no such address on this host)',
    );
  });
});

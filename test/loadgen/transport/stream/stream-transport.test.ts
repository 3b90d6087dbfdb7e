import { afterEach, describe, expect, test } from 'vitest';
import { answerTo, askedName } from '../../support/query-echo.ts';
import {
  frameOf,
  type ServedConnection,
  type StreamServer,
  startStreamServer,
} from '../../support/stream-server.ts';
import { contextOf, namesOf, run } from './stream-run.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function serve(...args: Parameters<typeof startStreamServer>): Promise<StreamServer> {
  const server = await startStreamServer(...args);
  cleanups.push(server.close);
  return server;
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = await startStreamServer(() => undefined);
  server.close();
  return server.port;
}

function answer(query: Buffer, { socket }: ServedConnection): void {
  socket.write(frameOf(answerTo(query)));
}

describe('what becomes of queries', () => {
  test('all are answered, over connections that stay open', async () => {
    const server = await serve(answer);
    const context = contextOf(server.port, {
      names: namesOf(100),
      runs: 20,
      outstanding: 60,
      plan: { sockets: 3 },
    });
    await run(context);
    expect(
      context.counts(
        'sent',
        'answered',
        'timedOut',
        'connectionsTried',
        'connectionsMade',
        'connectionsLost',
      ),
    ).toEqual({
      sent: 2_000,
      answered: 2_000,
      timedOut: 0,
      connectionsTried: 3,
      connectionsMade: 3,
      connectionsLost: 0,
    });
    expect(server.connections.map(({ queries }) => queries.length > 400)).toEqual([true, true, true]);
  });

  test('the time to connect is measured', async () => {
    const server = await serve(answer);
    const context = contextOf(server.port, { names: ['a.test'] });
    let nowUs = Math.ceil(context.clock());
    // Each reading of the clock is 250 µs after the last one: one when it begins to connect, one when it is there.
    await run({ ...context, clock: () => (nowUs += 250) });
    const { connectSumNs, connectMinNs, connectMaxNs } = context.counts(
      'connectSumNs',
      'connectMinNs',
      'connectMaxNs',
    );
    expect([connectSumNs, connectMinNs, connectMaxNs]).toEqual([250_000, 250_000, 250_000]);
  });

  test('answers come in any order', async () => {
    const server = await serve((_query, { queries, socket }) => {
      if (queries.length % 5 > 0) return;
      const reversed = queries.slice(-5).toReversed();
      socket.write(Buffer.concat(reversed.map((query) => frameOf(answerTo(query)))));
    });
    const context = contextOf(server.port, { names: namesOf(50), outstanding: 5 });
    await run(context);
    expect(context.counts('sent', 'answered', 'wrongQuestion', 'unexpected')).toEqual({
      sent: 50,
      answered: 50,
      wrongQuestion: 0,
      unexpected: 0,
    });
  });

  test('an answer may come byte by byte', async () => {
    const server = await serve(async (query, { socket }) => {
      for (const byte of frameOf(answerTo(query))) {
        socket.write(Uint8Array.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    const context = contextOf(server.port, { names: namesOf(3), outstanding: 1 });
    await run(context);
    expect(context.counts('sent', 'answered', 'malformed')).toEqual({ sent: 3, answered: 3, malformed: 0 });
  });

  test('an answer may be as long as its length can say', async () => {
    const server = await serve((query, { socket }) => {
      const answered = answerTo(query);
      socket.write(frameOf(Buffer.concat([answered, Buffer.alloc(65_535 - answered.length)])));
    });
    const context = contextOf(server.port, { names: namesOf(20), outstanding: 5 });
    await run(context);
    expect(context.counts('answered', 'bytesReceived')).toEqual({ answered: 20, bytesReceived: 20 * 65_535 });
  });

  test('what is no answer is told apart, and what follows it is still understood', async () => {
    const server = await serve((query, { socket }) => {
      const unknown = answerTo(query);
      unknown.writeUInt16BE((query.readUInt16BE() + 100) & 0xffff);
      const other = answerTo(query);
      other[13] = 0x78;
      const messages = [Buffer.alloc(0), Buffer.from('x'), query, unknown, other, answerTo(query)];
      socket.write(Buffer.concat(messages.map(frameOf)));
    });
    const context = contextOf(server.port, { names: namesOf(2), outstanding: 1 });
    await run(context);
    expect(context.counts('answered', 'malformed', 'unexpected', 'wrongQuestion')).toEqual({
      answered: 2,
      malformed: 6,
      unexpected: 2,
      wrongQuestion: 2,
    });
  });

  test('a server that speaks something else has all queries time out', async () => {
    const server = await serve((_query, { socket }) => {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    });
    const context = contextOf(server.port, { names: namesOf(3), outstanding: 1, timeoutMs: 50 });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut')).toEqual({ sent: 3, answered: 0, timedOut: 3 });
  });

  test('an answer that comes after its time is late', async () => {
    let held: Buffer = Buffer.alloc(0);
    const server = await serve((query, connection) => {
      if (askedName(query) === 'held.test') {
        held = frameOf(answerTo(query));
        return;
      }
      connection.socket.write(held);
      answer(query, connection);
    });
    const context = contextOf(server.port, {
      names: ['held.test', 'second.test'],
      outstanding: 1,
      timeoutMs: 200,
    });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'late')).toEqual({
      sent: 2,
      answered: 1,
      timedOut: 1,
      late: 1,
    });
  });

  test('cut short, what is in flight is interrupted', async () => {
    const server = await serve(() => undefined);
    const context = contextOf(server.port, { names: namesOf(30), outstanding: 10, timeoutMs: 60_000 });
    const running = run(context);
    await expect.poll(() => server.connections[0]?.queries.length).toBe(10);
    context.control.abort();
    await running;
    expect(context.counts('sent', 'answered', 'timedOut', 'interrupted')).toEqual({
      sent: 10,
      answered: 0,
      timedOut: 0,
      interrupted: 10,
    });
  });

  test('a server that does not read is not written to without end', async () => {
    const TOTAL = 60_000;
    const server = await serve((query, connection) => {
      if (connection.queries.length === 1) connection.socket.pause();
      answer(query, connection);
    });
    const name = Array.from({ length: 4 }, () => 'x'.repeat(59)).join('.');
    const context = contextOf(server.port, {
      names: [name],
      runs: TOTAL,
      outstanding: TOTAL,
      timeoutMs: 30_000,
    });
    const running = run(context);
    let last = -1;
    const isStuck = (): boolean => {
      const { sent = 0 } = context.counts('sent');
      const isSame = sent > 0 && sent === last;
      last = sent;
      return isSame;
    };
    await expect.poll(isStuck, { interval: 100, timeout: 10_000 }).toBe(true);
    expect(last).toBeLessThan(TOTAL);
    server.connections[0]?.socket.resume();
    await running;
    expect(context.counts('sent', 'answered')).toEqual({ sent: TOTAL, answered: TOTAL });
  });
});

describe('connections', () => {
  test('one that the server closes is made anew; its queries time out', async () => {
    const server = await serve((query, connection) => {
      if (connection.queries.length === 10) connection.socket.destroy();
      else answer(query, connection);
    });
    const context = contextOf(server.port, { names: namesOf(45), outstanding: 1, timeoutMs: 50 });
    await run(context);
    expect(
      context.counts(
        'sent',
        'answered',
        'timedOut',
        'connectionsTried',
        'connectionsMade',
        'connectionsLost',
      ),
    ).toEqual({
      sent: 45,
      answered: 41,
      timedOut: 4,
      connectionsTried: 5,
      connectionsMade: 5,
      connectionsLost: 4,
    });
    expect(context.warnings).toEqual([]);
  });

  test('one carries so many queries, and has their answers before it is closed', async () => {
    const server = await serve((query, connection) => {
      setImmediate(() => answer(query, connection));
    });
    const context = contextOf(server.port, { names: namesOf(95), outstanding: 20 });
    await run(context, { queriesPerConnection: 10 });
    expect(
      context.counts(
        'sent',
        'answered',
        'timedOut',
        'connectionsTried',
        'connectionsMade',
        'connectionsLost',
      ),
    ).toEqual({
      sent: 95,
      answered: 95,
      timedOut: 0,
      connectionsTried: 10,
      connectionsMade: 10,
      connectionsLost: 0,
    });
    expect(server.connections.map(({ queries }) => queries.length)).toEqual([
      10, 10, 10, 10, 10, 10, 10, 10, 10, 5,
    ]);
  });

  test('one that still waits for an answer is closed when that timed out', async () => {
    const server = await serve((query, connection) => {
      if (askedName(query) !== 'host1.test') answer(query, connection);
    });
    const context = contextOf(server.port, { names: namesOf(9), outstanding: 3, timeoutMs: 50 });
    await run(context, { queriesPerConnection: 3 });
    expect(context.counts('sent', 'answered', 'timedOut', 'connectionsMade')).toEqual({
      sent: 9,
      answered: 8,
      timedOut: 1,
      connectionsMade: 3,
    });
  });

  test('nobody there: told once, tried again until the end', async () => {
    const port = await freePort();
    const context = contextOf(port, { names: ['a.test'], durationMs: 300, timeoutMs: 1_000 });
    await run(context);
    expect(context.warnings).toEqual([`connect 127.0.0.1 port ${port}: ECONNREFUSED`]);
    expect(context.counts('sent', 'connectionsMade', 'connectionsLost')).toEqual({
      sent: 0,
      connectionsMade: 0,
      connectionsLost: 0,
    });
    expect(context.counts('connectionsTried').connectionsTried).toBeGreaterThan(2);
  });

  test('nobody there and no end of its own: the run ends after a timeout', async () => {
    const port = await freePort();
    const context = contextOf(port, { names: ['a.test'], timeoutMs: 100 });
    await run(context);
    expect(context.warnings).toEqual([
      `connect 127.0.0.1 port ${port}: ECONNREFUSED`,
      `no connection to 127.0.0.1 port ${port} for 0.1 s: the run ends`,
    ]);
    expect(context.counts('sent')).toEqual({ sent: 0 });
  });

  test('a server that comes later is found', async () => {
    const port = await freePort();
    const context = contextOf(port, { names: namesOf(10), timeoutMs: 5_000 });
    const running = run(context);
    await expect.poll(() => context.warnings).toEqual([`connect 127.0.0.1 port ${port}: ECONNREFUSED`]);
    await serve(answer, { port });
    await running;
    expect(context.counts('sent', 'answered', 'connectionsMade')).toEqual({
      sent: 10,
      answered: 10,
      connectionsMade: 1,
    });
  });

  test('an address of another host is told in one line', async () => {
    const context = contextOf(9, {
      names: ['a.test'],
      durationMs: 50,
      plan: { localAddress: '192.0.2.1' },
    });
    await run(context);
    expect(context.warnings).toEqual([
      'connect 127.0.0.1 port 9: EADDRNOTAVAIL (no such address on this host)',
    ]);
  });
});

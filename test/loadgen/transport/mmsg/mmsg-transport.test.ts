import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Libc, loadLibc } from '../../../../src/loadgen/transport/mmsg/libc.ts';
import { openMmsgTransport } from '../../../../src/loadgen/transport/mmsg/mmsg-transport.ts';
import { openUdpSocket } from '../../../../src/loadgen/transport/mmsg/udp-socket.ts';
import { SocketError } from '../../../../src/loadgen/transport/socket-error.ts';
import { runTransport } from '../../../../src/loadgen/worker/run-transport.ts';
import { type DatagramThread, startDatagramThread } from '../../support/datagram-thread.ts';
import { askedName } from '../../support/query-echo.ts';
import {
  makeWorkerContext,
  type WorkerContext,
  type WorkerContextOptions,
} from '../../support/worker-context.ts';

const libc = loadLibc();
let server: DatagramThread;

beforeAll(async () => {
  server = await startDatagramThread();
});
afterAll(() => server.close());
beforeEach(() => server.queries());

function target(port: number, address = '127.0.0.1') {
  return { address, port, scopeId: 0 };
}

function contextOf({
  plan,
  ...options
}: Omit<WorkerContextOptions, 'plan'> & { plan?: Partial<WorkerContextOptions['plan']> }): WorkerContext {
  return makeWorkerContext({ ...options, plan: { targets: [target(server.port)], ...plan } });
}

async function run(context: WorkerContext, kernel = libc): Promise<void> {
  const transport = openMmsgTransport(kernel, context);
  await runTransport(context, transport);
}

/** A port of loopback that nobody listens on. */
function closedPort(): number {
  const { fd, localPort } = openUdpSocket(libc, {
    local: target(0),
    bufferBytes: 4_096,
    kernelTimestamps: false,
  });
  libc.close(fd);
  return localPort;
}

function namesOf(count: number, how = 'host'): string[] {
  return Array.from({ length: count }, (_none, n) => `${how}.${n}.test`);
}

describe('what becomes of queries', () => {
  test('all are answered, over all sockets', async () => {
    const context = contextOf({ names: namesOf(100), runs: 20, plan: { sockets: 3 } });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'interrupted', 'passes', 'outstanding')).toEqual({
      sent: 2_000,
      answered: 2_000,
      timedOut: 0,
      interrupted: 0,
      passes: 20,
      outstanding: 0,
    });
    const queries = await server.queries();
    expect(new Set(queries.map(({ port }) => port)).size).toBe(3);
    const asked = new Map<string, number>();
    for (const { bytes } of queries) asked.set(askedName(bytes), (asked.get(askedName(bytes)) ?? 0) + 1);
    expect([...asked]).toHaveLength(100);
    expect(new Set(asked.values())).toEqual(new Set([20]));
  });

  test('by way of IPv6', async () => {
    const own = await startDatagramThread('::1');
    try {
      const context = contextOf({ names: namesOf(50), plan: { targets: [target(own.port, '::1')] } });
      await run(context);
      expect(context.counts('sent', 'answered')).toEqual({ sent: 50, answered: 50 });
    } finally {
      await own.close();
    }
  });

  test('each other way that one ends', async () => {
    const context = contextOf({
      names: [
        ...namesOf(5),
        ...namesOf(4, 'drop'),
        ...namesOf(3, 'twice'),
        ...namesOf(2, 'other'),
        'short.test',
      ],
      timeoutMs: 150,
      outstanding: 4,
    });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'wrongQuestion', 'malformed')).toEqual({
      sent: 15,
      answered: 8,
      timedOut: 7,
      wrongQuestion: 2,
      malformed: 1,
    });
    expect(context.counts('duplicate')).toEqual({ duplicate: 3 });
  });

  test('an answer comes when its query has timed out', async () => {
    // The third query keeps the worker until the answer to the first is there.
    const context = contextOf({
      names: ['late.500.test', 'drop.test', 'drop.b.test'],
      timeoutMs: 400,
      outstanding: 2,
    });
    await run(context);
    expect(context.counts('sent', 'answered', 'timedOut', 'late')).toEqual({
      sent: 3,
      answered: 0,
      timedOut: 3,
      late: 1,
    });
  });

  test.each(['127.0.0.1', '::1'])('nobody listens at %s', async (address) => {
    const context = contextOf({
      names: namesOf(20),
      timeoutMs: 100,
      outstanding: 5,
      plan: { targets: [target(closedPort(), address)] },
    });
    await run(context);
    const { unreachable = 0, ...rest } = context.counts('sent', 'timedOut', 'sendErrors', 'unreachable');
    expect(rest).toEqual({ sent: 20, timedOut: 20, sendErrors: 0 });
    // The kernel keeps one error of a socket at a time, so not every query shows one.
    expect(unreachable).toBeGreaterThan(0);
  });

  test('a kernel that refuses UDP_SEGMENT is told of once, and gets datagrams one by one', async () => {
    let calls = 0;
    let failed = 0;
    const refusing: Libc = {
      ...libc,
      sendmmsg: (...args) => {
        failed = calls++ === 0 ? 5 : 0;
        return failed === 0 ? libc.sendmmsg(...args) : -1;
      },
      errno: () => (failed === 0 ? libc.errno() : failed),
    };
    const context = contextOf({ names: namesOf(10), runs: 10 });
    await run(context, refusing);
    expect(context.counts('sent', 'answered', 'sendErrors')).toEqual({
      sent: 100,
      answered: 100,
      sendErrors: 0,
    });
    expect(context.warnings).toEqual(['datagrams go one by one: the kernel refused UDP_SEGMENT with EIO']);
  });

  /** The C library whose first recvmmsg calls fail. */
  function receivingFails(errnos: number[]): Libc {
    let failed = 0;
    return {
      ...libc,
      recvmmsg: (...args) => {
        failed = errnos.shift() ?? 0;
        return failed === 0 ? libc.recvmmsg(...args) : -1;
      },
      errno: () => (failed === 0 ? libc.errno() : failed),
    };
  }

  test.each([
    ['EACCES, as of a firewall', 13],
    ['EMSGSIZE, as of a narrow path', 90],
    ['ENOPROTOOPT', 92],
    ['EHOSTUNREACH', 113],
  ])('an ICMP message that shows as %s ends nothing', async (_name, errno) => {
    const context = contextOf({ names: namesOf(10) });
    await run(context, receivingFails([errno]));
    expect(context.counts('sent', 'answered', 'unreachable')).toEqual({
      sent: 10,
      answered: 10,
      unreachable: 1,
    });
  });

  test('a signal while answers are read loses none', async () => {
    const context = contextOf({ names: namesOf(10) });
    await run(context, receivingFails([4]));
    expect(context.counts('answered', 'unreachable')).toEqual({ answered: 10, unreachable: 0 });
  });

  test('what else the kernel says ends the run', async () => {
    const running = run(contextOf({ names: namesOf(10) }), receivingFails([9]));
    await expect(running).rejects.toThrow(new SocketError('recvmmsg: EBADF'));
  });

  test('time stamps of the kernel lie within the run', async () => {
    const context = contextOf({ names: namesOf(100), plan: { kernelTimestamps: true } });
    await run(context);
    const {
      answered,
      lastAnsweredUs = 0,
      latencyMaxNs = 0,
    } = context.counts('answered', 'lastAnsweredUs', 'latencyMaxNs');
    expect(answered).toBe(100);
    expect(latencyMaxNs).toBeGreaterThan(0);
    // A clock that is not the run's would be off by days.
    const runUs = context.clock() - context.control.startUs;
    expect(latencyMaxNs / 1e3).toBeLessThan(runUs);
    expect(lastAnsweredUs - context.control.startUs).toBeGreaterThan(0);
    expect(lastAnsweredUs - context.control.startUs).toBeLessThan(runUs);
  });
});

describe('queries on the wire', () => {
  const shaping = { queryClass: 1, recursionDesired: true };

  async function sentWith(changes: object): Promise<string> {
    await run(contextOf({ names: ['a.test'], shaping: { ...shaping, ...changes } }));
    const [query] = await server.queries();
    return Buffer.from(query?.bytes ?? []).toString('hex');
  }

  test('header and question', async () => {
    expect(await sentWith({})).toBe('000001000001000000000000' + '0161047465737400' + '00010001');
  });

  test('an OPT record', async () => {
    const edns = { udpSizeBytes: 1232, dnssecOk: true, options: [] };
    expect(await sentWith({ edns })).toBe(
      '000001000001000000000001' + '0161047465737400' + '00010001' + '00002904d0000080000000',
    );
  });

  test('a label before the name', async () => {
    expect(await sentWith({ prefix: { kind: 'number', length: 3 } })).toBe(
      '000001000001000000000000' + '03303030' + '0161047465737400' + '00010001',
    );
  });

  test('a signature', async () => {
    const tsig = { algorithm: 'hmac-sha256', keyName: 'key', secret: new Uint8Array(32), fudgeSeconds: 300 };
    const query = await sentWith({ tsig });
    expect(query.slice(0, 78)).toBe(
      '000001000001000000000001' +
        '0161047465737400' +
        '00010001' +
        '036b657900' +
        '00fa00ff00000000' +
        '003d',
    );
    expect(query).toHaveLength(2 * (24 + 76));
  });
});

describe('sockets', () => {
  test('source ports go up from the one that was asked for', async () => {
    const first = closedPort();
    await run(contextOf({ names: namesOf(40), plan: { sockets: 2, localPort: first } }));
    const ports = new Set((await server.queries()).map(({ port }) => port));
    expect([...ports].toSorted((a, b) => a - b)).toEqual([first, first + 1]);
  });

  test('the address that was asked for', async () => {
    const context = contextOf({ names: namesOf(3), plan: { localAddress: '127.0.0.7' } });
    await run(context);
    expect(context.counts('answered')).toEqual({ answered: 3 });
  });

  test('one that cannot be opened', () => {
    const context = contextOf({ names: ['a.test'], plan: { localAddress: '192.0.2.1' } });
    expect(() => openMmsgTransport(libc, context)).toThrow(
      new SocketError('bind 192.0.2.1 port 0: EADDRNOTAVAIL (no such address on this host)'),
    );
  });

  test('they change their ports after so many queries, and no answer is lost', async () => {
    const context = contextOf({
      names: namesOf(100),
      plan: { sockets: 2, rotation: { kind: 'queries', queries: 10 } },
    });
    await run(context);
    expect(context.counts('sent', 'answered', 'unexpected')).toEqual({
      sent: 100,
      answered: 100,
      unexpected: 0,
    });
    const perPort = new Map<number, number>();
    for (const { port } of await server.queries()) perPort.set(port, (perPort.get(port) ?? 0) + 1);
    expect(perPort.size).toBeGreaterThanOrEqual(5);
  });

  test('they go to the server of each stage', async () => {
    const other = await startDatagramThread();
    try {
      const stage = { outstanding: 20, timeoutUs: 1e6 };
      const context = contextOf({
        names: namesOf(10),
        plan: {
          targets: [target(server.port), target(other.port)],
          stages: [
            { target: 0, ...stage },
            { target: 1, ...stage },
          ],
        },
        stages: [{ firstQuery: 6 }],
      });
      await run(context);
      expect(context.counts('answered')).toEqual({ answered: 10 });
      expect([(await server.queries()).length, (await other.queries()).length]).toEqual([6, 4]);
    } finally {
      await other.close();
    }
  });

  test('none is left open', async () => {
    const before = readdirSync('/proc/self/fd').length;
    await run(
      contextOf({ names: namesOf(50), plan: { sockets: 4, rotation: { kind: 'queries', queries: 3 } } }),
    );
    expect(readdirSync('/proc/self/fd').length).toBe(before);
  });
});

describe('time', () => {
  test('a rate is kept until the window closes', async () => {
    const context = contextOf({ names: namesOf(7), durationMs: 300, qps: 200 });
    await run(context);
    const { sent = 0, notSent = 0, answered } = context.counts('sent', 'notSent', 'answered');
    expect(sent + notSent).toBe(60);
    expect(answered).toBe(sent);
  });

  test('nothing is sent when the window is closed already', async () => {
    const context = contextOf({ names: namesOf(7) });
    context.control.stopAt(context.clock() - 1);
    await run(context);
    expect(context.counts('sent', 'interrupted')).toEqual({ sent: 0, interrupted: 0 });
  });

  test('an abort waits for no answer', async () => {
    const context = contextOf({
      names: ['drop.test'],
      timeoutMs: 60_000,
    });
    let ticks = 0;
    const aborting: WorkerContext = {
      ...context,
      tick: () => {
        if (++ticks === 2) context.control.abort();
        return true;
      },
    };
    await run(aborting);
    expect(context.counts('sent', 'timedOut', 'interrupted')).toEqual({
      sent: 1,
      timedOut: 0,
      interrupted: 1,
    });
  });
});

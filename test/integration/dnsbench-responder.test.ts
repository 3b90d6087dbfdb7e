import { createSocket, type Socket } from 'node:dgram';
import { decode, encode, type Packet } from 'dns-packet';
import { afterEach, describe, expect, test } from 'vitest';
import type { Faults } from '../../bench/support/responder/faults.ts';
import type { ResponderStats } from '../../bench/support/responder/responder-stats.ts';
import {
  type RunningResponder,
  type StartResponderOptions,
  startResponder,
} from '../../bench/support/responder/start-responder.ts';

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function start(options: StartResponderOptions = {}): Promise<RunningResponder> {
  const responder = await startResponder(options);
  endings.push(() => responder.stop());
  return responder;
}

/** What came back to a socket. */
interface Client {
  readonly answers: { readonly message: Buffer; readonly port: number }[];
  readonly errors: string[];
  readonly socket: Socket;
  /** Sends queries with these ids for `n<id>.example.test A`. */
  ask(...ids: number[]): void;
  ids(): number[];
}

function client({ address, port }: RunningResponder, connected = false): Promise<Client> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  endings.push(() => socket.close());
  const answers: Client['answers'] = [];
  const errors: string[] = [];
  socket.on('message', (message, from) => answers.push({ message, port: from.port }));
  socket.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? error.message));
  const made: Client = {
    answers,
    errors,
    socket,
    ask: (...ids) => {
      for (const id of ids)
        if (connected) socket.send(query(id));
        else socket.send(query(id), port, address);
    },
    ids: () => answers.map(({ message }) => message.readUInt16BE(0)),
  };
  return new Promise((resolve) => {
    if (connected) socket.connect(port, address, () => resolve(made));
    else socket.bind(0, () => resolve(made));
  });
}

function query(id: number, more: Partial<Packet> = {}): Buffer {
  const questions = [{ type: 'A' as const, name: `n${id}.example.test` }];
  return encode({ type: 'query', id, flags: 0x0100, questions, ...more });
}

/** Figures that are not zero. */
function seen({ faults, slices: _slices, ...counts }: ResponderStats): Record<string, number> {
  return Object.fromEntries(Object.entries({ ...counts, ...faults }).filter(([, count]) => count !== 0));
}

test.each(['127.0.0.1', '::1'])('answers what it is asked, at %s', async (address) => {
  const responder = await start({ address, rcode: 3 });
  const [one, two] = [await client(responder), await client(responder)];
  one.ask(1, 2, 3);
  two.ask(4);
  await expect.poll(one.ids).toEqual([1, 2, 3]);
  await expect.poll(two.ids).toEqual([4]);
  expect(decode(two.answers[0]?.message ?? Buffer.of())).toMatchObject({
    rcode: 'NXDOMAIN',
    flag_qr: true,
    flag_ra: true,
    flag_rd: true,
    questions: [{ name: 'n4.example.test', type: 'A', class: 'IN' }],
    answers: [],
  });
  expect(two.answers[0]?.port).toBe(responder.port);
  expect(seen(await responder.stats())).toEqual({ received: 4, answered: 4, sourcePorts: 2 });
});

test('an address record goes between the question and an OPT record', async () => {
  const responder = await start({ record: '192.0.2.7' });
  const asking = await client(responder);
  const additionals = [
    {
      type: 'OPT' as const,
      name: '.' as const,
      udpPayloadSize: 1232,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [],
    },
  ];
  asking.socket.send(query(9, { additionals }), responder.port, responder.address);
  await expect.poll(() => asking.answers.length).toBe(1);
  const answer = decode(asking.answers[0]?.message ?? Buffer.of());
  expect(answer.answers).toMatchObject([{ name: 'n9.example.test', type: 'A', ttl: 60, data: '192.0.2.7' }]);
  expect(answer.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }]);
});

test('what is no query is not answered', async () => {
  const responder = await start();
  const asking = await client(responder);
  asking.socket.send(Buffer.from('short'), responder.port, responder.address);
  asking.socket.send(query(1, { type: 'response' }), responder.port, responder.address);
  asking.ask(2);
  await expect.poll(asking.ids).toEqual([2]);
  expect(seen(await responder.stats())).toEqual({ received: 3, answered: 1, ignored: 2, sourcePorts: 1 });
});

describe('faults on every second answer', () => {
  const SECOND = { every: 2 };

  test.each<[Faults, number[], Record<string, number>]>([
    [{ loss: SECOND }, [1, 3], { answered: 2, loss: 2 }],
    [{ duplicate: SECOND }, [1, 2, 2, 3, 4, 4], { answered: 6, duplicate: 2 }],
    [{ wrongId: SECOND }, [1, 0x8002, 3, 0x8004], { answered: 4, wrongId: 2 }],
    [{ late: SECOND, lateUs: 200_000 }, [1, 3, 2, 4], { answered: 4, late: 2 }],
    [{ delayUs: 20_000 }, [1, 2, 3, 4], { answered: 4 }],
    [{ stall: { everyMs: 5, forMs: 30 } }, [1, 2, 3, 4], { answered: 4 }],
  ])('%j', async (faults, ids, counts) => {
    const responder = await start({ faults });
    const asking = await client(responder);
    asking.ask(1, 2, 3, 4);
    await expect.poll(asking.ids).toEqual(ids);
    expect(seen(await responder.stats())).toEqual({ received: 4, sourcePorts: 1, ...counts });
  });

  test.each<[Faults, (answer: { message: Buffer; port: number }, port: number) => unknown, unknown[]]>([
    [{ truncate: SECOND }, ({ message }) => (message[2] ?? 0) & 2, [0, 2, 0, 2]],
    [
      { wrongQuestion: SECOND },
      ({ message }) => message.toString('latin1', 13, 15),
      ['n1', 'x2', 'n3', 'x4'],
    ],
    [{ cut: SECOND }, ({ message }) => message.length, [33, 14, 33, 14]],
    [{ cut: SECOND, cutBytes: 3 }, ({ message }) => message.length, [33, 3, 33, 3]],
  ])('%j', async (faults, look, expected) => {
    const responder = await start({ faults });
    const asking = await client(responder);
    asking.ask(1, 2, 3, 4);
    await expect.poll(() => asking.answers.map((answer) => look(answer, responder.port))).toEqual(expected);
  });

  test('answers from another port', async () => {
    const responder = await start({ faults: { foreign: SECOND } });
    const asking = await client(responder);
    asking.ask(1, 2, 3, 4);
    await expect.poll(() => asking.ids().toSorted()).toEqual([1, 2, 3, 4]);
    const foreign = asking.answers.filter(({ port }) => port !== responder.port);
    expect(foreign.map(({ message }) => message.readUInt16BE(0))).toEqual([2, 4]);
  });
});

test('faults may change, and jitter keeps every answer', async () => {
  const responder = await start({ faults: { loss: { every: 1 } } });
  const asking = await client(responder);
  asking.ask(1);
  await expect.poll(async () => (await responder.stats()).faults.loss).toBe(1);
  await responder.setFaults({ jitterUs: 20_000 });
  asking.ask(2, 3, 4, 5, 6, 7, 8, 9);
  await expect.poll(() => asking.ids().toSorted()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test('silence, and an end to it', async () => {
  const responder = await start();
  const asking = await client(responder);
  await responder.silence();
  asking.ask(1);
  await expect.poll(async () => (await responder.stats()).silenced).toBe(1);
  await responder.speak();
  asking.ask(2);
  await expect.poll(asking.ids).toEqual([2]);
});

test('a responder that dies and returns', async () => {
  const responder = await start();
  const asking = await client(responder, true);
  asking.ask(1);
  await expect.poll(asking.ids).toEqual([1]);
  await responder.close();
  asking.ask(2);
  await expect.poll(() => asking.errors).toEqual(['ECONNREFUSED']);
  await responder.open();
  asking.ask(3);
  await expect.poll(asking.ids).toEqual([1, 3]);
});

test('arrivals in slices of 10 ms, and statistics at the end', async () => {
  const responder = await startResponder({ slices: true });
  const asking = await client(responder);
  asking.ask(1, 2, 3);
  await expect.poll(asking.ids).toEqual([1, 2, 3]);
  const stats = await responder.stop();
  expect(stats.slices.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(stats).toMatchObject({ received: 3, answered: 3, socketDrops: 0 });
});

test('one that cannot start says why', async () => {
  const responder = await start();
  await expect(startResponder({ port: responder.port })).rejects.toThrow(
    `bind 127.0.0.1 port ${responder.port}: EADDRINUSE`,
  );
  await expect(startResponder({ rcode: 99 })).rejects.toThrow('rcode: Too big: expected number to be <=15');
  await expect(responder.setFaults({ cutBytes: -1 })).rejects.toThrow(
    'cutBytes: Too small: expected number to be >=0',
  );
});

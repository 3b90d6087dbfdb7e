// needs: named, nsd, dig, rndc, root
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type RecordType } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rcodeName } from '../../src/loadgen/result/rcode.ts';
import { createQueryShape } from '../../src/loadgen/shaping/create-query-shape.ts';
import type { QueryShape } from '../../src/loadgen/shaping/query-shape.ts';
import type { ShapingSettings, Tsig } from '../../src/loadgen/shaping/shaping-settings.ts';
import { TSIG_ALGORITHMS } from '../../src/loadgen/shaping/tsig-algorithm.ts';
import { checkAnswer } from '../../src/loadgen/verify/answer-check.ts';
import { firstDataOf, nsidOf } from '../../src/loadgen/verify/answer-origin.ts';
import { parseExpectation } from '../../src/loadgen/verify/parse-expectation.ts';
import { optionAt, rcodeOf, uint16At } from '../../src/loadgen/wire/message-scan.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { type RunningNsd, startNsd } from './support/nsd.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const COOKIE_OPTION = 10;
const CLIENT_SUBNET_OPTION = 8;
const TYPE_TSIG = 'TSIG';
const ANSWER_TIMEOUT_MS = 5_000;

const ZONE = `$TTL 60
@ IN SOA ns.abc.local. host\\.master.abc.local. 1 3600 600 86400 60
@ IN NS ns.abc.local.
ns IN A 127.0.0.1
www IN A 192.168.1.11
www IN A 192.168.1.12
www IN AAAA 2001:db8::11
web IN CNAME www
* IN A 192.168.1.99
mx IN MX 10 mail.abc.local.
mx IN MX 20 mail2.abc.local.
txt IN TXT "v=spf1 " "-all"
srv IN SRV 1 2 53 ns.abc.local.
caa IN CAA 0 issue "ca.example"
naptr IN NAPTR 1 2 "u" "E2U+sip" "!^.*$!sip:a@abc.local!" .
ds IN DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118
ssh IN SSHFP 4 2 123456789abcdef67890123456789abcdef67890123456789abcdef123456789
tlsa IN TLSA 3 1 1 92003ba34942dc74152e2f2c408d29eca5a520e7f2e06bb944f4dca346baf63c
hinfo IN HINFO "PC" "Linux"
rp IN RP mbox.abc.local. txt.abc.local.
dname IN DNAME elsewhere.abc.local.
a.elsewhere IN A 192.168.1.77
un IN TYPE65280 \\# 3 c0ffee
`;

const SECRET = randomBytes(32);
const KEYS = TSIG_ALGORITHMS.map(
  (algorithm) => `key "${algorithm}.test" {
  algorithm ${algorithm}; secret "${SECRET.toString('base64')}";
};`,
).join('\n');

let directory: TempDir;
let named: RunningNamed;
let nsd: RunningNsd;
let socket: Socket;

beforeAll(async () => {
  directory = await makeTempDir('shaping');
  [named, nsd] = await Promise.all([
    startNamed(directory, 'named', {
      options: `recursion no; allow-query { any; }; server-id "named-01"; answer-cookie yes; require-server-cookie yes;
  nocookie-udp-size 4096;`,
      zones: `${KEYS}
zone "abc.local" { type primary; file "abc.local.zone"; };
zone "keyed.local" { type primary; file "abc.local.zone"; allow-query { ${TSIG_ALGORITHMS.map((name) => `key "${name}.test"; `).join('')} }; };`,
      files: { 'abc.local.zone': ZONE },
    }),
    startNsd(directory, 'nsd', {
      server: '  nsid: "ascii_nsd-01"\n  answer-cookie: yes',
      zones: { 'abc.local': ZONE },
    }),
  ]);
  socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
});

afterAll(async () => {
  await Promise.all([named?.stop(), nsd?.stop()]);
  await new Promise<void>((resolve) => (socket === undefined ? resolve() : socket.close(() => resolve())));
  await directory?.remove();
});

const PLAIN: ShapingSettings = { queryClass: 1, recursionDesired: false };
const DEPS = { randomBytes, seed: 1 };

function withOptions(...options: NonNullable<ShapingSettings['edns']>['options']): ShapingSettings {
  return { ...PLAIN, edns: { udpSizeBytes: 1232, dnssecOk: false, options } };
}

function questionOf(name: string, type: RecordType = 'A'): Buffer {
  return encode({ questions: [{ name, type }] }).subarray(12);
}

/** A whole message, as a worker puts it together. */
function messageOf(shape: QueryShape, question: Uint8Array, id = 0x4242, n = 0): Buffer {
  const message = Buffer.alloc(shape.overheadBytes + question.length);
  message.writeUInt16BE(id);
  message.set(shape.header, 2);
  let length = 12 + (shape.writePrefix?.(n, message, 12) ?? 0);
  message.set(question, length);
  message.set(shape.tail, length + question.length);
  length += question.length + shape.tail.length;
  if (shape.sign !== undefined) length = shape.sign(message, length, Date.now() / 1000);
  return message.subarray(0, length);
}

let lastId = 0;

/** Sends a question and waits for the answer with its id. */
async function ask(port: number, shape: QueryShape, question: Uint8Array, n = 0): Promise<Buffer> {
  lastId += 1;
  const id = lastId;
  const answer = new Promise<Buffer>((resolve, reject) => {
    const onMessage = (message: Buffer): void => {
      if (uint16At(message, 0) !== id) return;
      finish();
      resolve(message);
    };
    const timer = setTimeout(() => {
      finish();
      reject(new Error(`port ${port} did not answer query ${id}`));
    }, ANSWER_TIMEOUT_MS);
    const finish = (): void => {
      clearTimeout(timer);
      socket.off('message', onMessage);
    };
    socket.on('message', onMessage);
  });
  socket.send(messageOf(shape, question, id, n), port, '127.0.0.1');
  return answer;
}

function portOf(server: string): number {
  return server === 'named' ? named.port : nsd.port;
}

function rcodeText(answer: Uint8Array): string {
  return rcodeName(rcodeOf(answer));
}

/** Error field of the TSIG record that an answer ends with (RFC 8945 §4.2); the other data behind it is empty. */
function tsigError(answer: Buffer): string {
  expect(decode(answer).additionals?.at(-1)?.type).toBe(TYPE_TSIG);
  return (
    { 0: 'NOERROR', 16: 'BADSIG', 17: 'BADKEY', 18: 'BADTIME' }[answer.readUInt16BE(answer.length - 4)] ?? '?'
  );
}

describe('TSIG', () => {
  const question = questionOf('www.keyed.local');
  const keyOf = (algorithm: string): Tsig => ({
    algorithm,
    keyName: `${algorithm.toUpperCase()}.Test.`,
    secret: SECRET,
    fudgeSeconds: 300,
  });

  test.each(TSIG_ALGORITHMS)('named accepts %s', async (algorithm) => {
    const shape = createQueryShape({ ...PLAIN, tsig: keyOf(algorithm) }, DEPS);
    const answer = await ask(named.port, shape, question);
    expect(rcodeText(answer)).toBe('NOERROR');
    expect(tsigError(answer)).toBe('NOERROR');
    expect(firstDataOf(answer)).toMatch(/^192\.168\.1\.1[12]$/);
  });

  test('named accepts it behind an OPT record', async () => {
    const shape = createQueryShape({ ...withOptions({ kind: 'nsid' }), tsig: keyOf('hmac-sha256') }, DEPS);
    const answer = await ask(named.port, shape, question);
    expect(rcodeText(answer)).toBe('NOERROR');
    expect(tsigError(answer)).toBe('NOERROR');
    expect(nsidOf(answer)).toBe('named-01');
  });

  test('named refuses the zone without a key', async () => {
    const answer = await ask(named.port, createQueryShape(PLAIN, DEPS), question);
    expect(rcodeText(answer)).toBe('REFUSED');
  });

  test.each([
    ['another secret', { secret: Buffer.from('another') }, 'BADSIG'],
    ['a key that it does not have', { keyName: 'nobody.test' }, 'BADKEY'],
    ['a key of another algorithm', { algorithm: 'hmac-sha512' }, 'BADKEY'],
  ])('named says what is wrong with %s', async (_what, change, error) => {
    const tsig = { ...keyOf('hmac-sha256'), ...change };
    const answer = await ask(named.port, createQueryShape({ ...PLAIN, tsig }, DEPS), question);
    expect(rcodeText(answer)).toBe('NOTAUTH');
    expect(tsigError(answer)).toBe(error);
  });
});

describe('cookies', () => {
  test.each(['named', 'nsd'])('the cookie of %s is learned, and taken when it comes back', async (server) => {
    const shape = createQueryShape(withOptions({ kind: 'cookie' }), DEPS);
    const client = shape.tail.slice(-8);
    const first = await ask(portOf(server), shape, questionOf('www.abc.local'));
    // named asks for a server cookie; nsd answers without one too.
    expect(rcodeText(first)).toBe(server === 'named' ? 'BADCOOKIE' : 'NOERROR');
    expect(shape.learn?.(first)).toBe(true);
    const sent = shape.tail.slice(-24);
    expect(Buffer.from(sent.subarray(0, 8)).equals(client)).toBe(true);

    const second = await ask(portOf(server), shape, questionOf('www.abc.local'));
    expect(rcodeText(second)).toBe('NOERROR');
    expect(firstDataOf(second)).toMatch(/^192\.168\.1\.1[12]$/);
    const at = optionAt(second, COOKIE_OPTION);
    expect(uint16At(second, at - 2)).toBe(24);
    expect(second.subarray(at, at + 8).equals(client)).toBe(true);
  });

  test('named asks again where the server cookie is not its own', async () => {
    const shape = createQueryShape(withOptions({ kind: 'raw', code: 10, data: Buffer.alloc(24, 1) }), DEPS);
    const answer = await ask(named.port, shape, questionOf('www.abc.local'));
    expect(rcodeText(answer)).toBe('BADCOOKIE');
  });
});

describe('EDNS', () => {
  test.each([
    ['named', 'named-01'],
    ['nsd', 'nsd-01'],
  ])('%s says who it is', async (server, expected) => {
    const shape = createQueryShape(withOptions({ kind: 'nsid' }), DEPS);
    expect(nsidOf(await ask(portOf(server), shape, questionOf('www.abc.local')))).toBe(expected);
  });

  test.each(['named', 'nsd'])('%s says nothing of it unasked', async (server) => {
    const answer = await ask(
      portOf(server),
      createQueryShape(withOptions(), DEPS),
      questionOf('www.abc.local'),
    );
    expect(rcodeText(answer)).toBe('NOERROR');
    expect(nsidOf(answer)).toBe('(no NSID)');
  });

  test.each([
    ['named', '192.168.77.130', 24],
    ['named', '192.168.77.130', 17],
    ['named', '2001:db8:ffff::1', 45],
    ['named', '0.0.0.0', 0],
    ['nsd', '192.168.77.130', 24],
    ['nsd', '2001:db8:ffff::1', 45],
  ])('%s takes client subnet %s/%d', async (server, address, prefixLength) => {
    const shape = createQueryShape(withOptions({ kind: 'client-subnet', address, prefixLength }), DEPS);
    const answer = await ask(portOf(server), shape, questionOf('www.abc.local'));
    expect(rcodeText(answer)).toBe('NOERROR');
    expect(firstDataOf(answer)).toMatch(/^192\.168\.1\.1[12]$/);
  });

  test('named refuses a client subnet with bits behind its prefix: the others had none', async () => {
    const data = Buffer.from('00011800c0a84dff', 'hex');
    const shape = createQueryShape(withOptions({ kind: 'raw', code: CLIENT_SUBNET_OPTION, data }), DEPS);
    expect(rcodeText(await ask(named.port, shape, questionOf('www.abc.local')))).toBe('FORMERR');
  });
});

describe('prefix labels', () => {
  test.each(['named', 'nsd'])('%s answers random ones from a wildcard', async (server) => {
    const shape = createQueryShape({ ...PLAIN, prefix: { kind: 'random', length: 12 } }, DEPS);
    const question = questionOf('abc.local');
    const names = new Set<string | undefined>();
    for (let n = 0; n < 50; n += 1) {
      const answer = await ask(portOf(server), shape, question, n);
      expect(
        checkAnswer(answer, expected('aa 192.168.1.99', 'A'), { question, prefixLength: 12 }),
      ).toBeUndefined();
      names.add(decode(answer).questions?.[0]?.name);
    }
    expect(names.size).toBe(50);
  });

  test.each(['named', 'nsd'])('%s answers numbers', async (server) => {
    const shape = createQueryShape({ ...PLAIN, prefix: { kind: 'number', length: 6 } }, DEPS);
    const answer = await ask(portOf(server), shape, questionOf('abc.local'), 1_234);
    expect(decode(answer).questions?.[0]?.name).toBe('001234.abc.local');
    expect(firstDataOf(answer)).toBe('192.168.1.99');
  });
});

describe('answers of real servers', () => {
  const cases: [name: string, type: RecordType, expectation: string][] = [
    ['www', 'A', 'NOERROR aa !tc !ra 192.168.1.12 192.168.1.11 ttl=60'],
    ['WWW', 'AAAA', '2001:DB8:0::11'],
    ['web', 'A', '192.168.1.11 *'],
    ['web', 'CNAME', 'www.abc.local.'],
    ['a.dname', 'A', '192.168.1.77'],
    ['www', 'MX', 'empty'],
    ['mx', 'MX', '20 mail2.abc.local. 10 mail.abc.local.'],
    ['txt', 'TXT', '"v=spf1 -all"'],
    ['srv', 'SRV', '1 2 53 ns.abc.local.'],
    ['caa', 'CAA', '0 issue "ca.example"'],
    ['naptr', 'NAPTR', '1 2 "u" "E2U+sip" "!^.*$!sip:a@abc.local!" .'],
    ['ds', 'DS', '60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118'],
    ['ssh', 'SSHFP', '4 2 123456789abcdef67890123456789abcdef67890123456789abcdef123456789'],
    ['tlsa', 'TLSA', '3 1 1 92003ba34942dc74152e2f2c408d29eca5a520e7f2e06bb944f4dca346baf63c'],
    ['hinfo', 'HINFO', '"PC" "Linux"'],
    ['rp', 'RP', 'mbox.abc.local. txt.abc.local.'],
    ['abc', 'A', '192.168.1.99'],
  ];
  for (const server of ['named', 'nsd']) {
    test.each(cases)(`of ${server}: %s %s = %s`, async (name, type, text) => {
      const question = questionOf(`${name}.abc.local`, type);
      const answer = await ask(portOf(server), createQueryShape(PLAIN, DEPS), question);
      expect(checkAnswer(answer, expected(text, type), { question, prefixLength: 0 })).toBeUndefined();
    });

    test(`of ${server}: the start of authority, a type without a name, and a zone that is not there`, async () => {
      const shape = createQueryShape(PLAIN, DEPS);
      const check = async (question: Buffer, text: string, type: string): Promise<string | undefined> =>
        checkAnswer(await ask(portOf(server), shape, question), expected(text, type), {
          question,
          prefixLength: 0,
        });
      const soa = 'ns.abc.local. host\\.master.abc.local. 1 3600 600 86400 60';
      expect(await check(questionOf('abc.local', 'SOA'), soa, 'SOA')).toBeUndefined();
      const unknown = questionOf('un.abc.local');
      unknown.writeUInt16BE(65_280, unknown.length - 4);
      expect(await check(unknown, '\\# 3 c0ffee', 'TYPE65280')).toBeUndefined();
      expect(await check(questionOf('elsewhere.test'), 'REFUSED', 'A')).toBeUndefined();
      expect(await check(questionOf('www.abc.local'), '192.168.1.13', 'A')).toMatch(
        /^expected 192\.168\.1\.13, got 192\.168\.1\.1[12] 192\.168\.1\.1[12]$/,
      );
    });
  }
});

function expected(text: string, type: string) {
  const parsed = parseExpectation(text, type);
  if (parsed.kind === 'problem') throw new Error(parsed.reason);
  return parsed.expectation;
}

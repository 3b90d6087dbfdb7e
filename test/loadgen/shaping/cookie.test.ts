import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCookie } from '../../../src/loadgen/shaping/cookie.ts';
import { hexNumber, hexOf, octets } from '../support/octets.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const CLIENT = '0102030405060708';
const SERVER = 'a1a2a3a4a5a6a7a8';

function cookieOfTest() {
  return createCookie(() => octets(CLIENT));
}

/** An answer to `. A` whose OPT record holds one option. */
function answerWith(code: number, data: string): Buffer {
  const bytes = data.length / 2;
  return octets(
    `1234 8180 0001 0000 0000 0001  00 0001 0001
     00 0029 04d0 00000000 ${hexNumber(bytes + 4, 2)} ${hexNumber(code, 2)} ${hexNumber(bytes, 2)} ${data}`,
  );
}

test('the client cookie goes alone until the server has answered', () => {
  expect(hexOf(cookieOfTest().data)).toBe('0102030405060708');
});

test.each([
  ['8 octets', SERVER, '0102030405060708a1a2a3a4a5a6a7a8'],
  ['32 octets', SERVER.repeat(4), `0102030405060708${SERVER.repeat(4)}`],
])('a server cookie of %s is taken', (_what, server, expected) => {
  const cookie = cookieOfTest();
  expect(cookie.learn(answerWith(10, CLIENT + server))).toBe(true);
  expect(hexOf(cookie.data)).toBe(expected);
});

test('the same again is nothing new, another one replaces it, a shorter one too', () => {
  const cookie = cookieOfTest();
  expect(cookie.learn(answerWith(10, CLIENT + SERVER.repeat(2)))).toBe(true);
  expect(cookie.learn(answerWith(10, CLIENT + SERVER.repeat(2)))).toBe(false);
  expect(cookie.learn(answerWith(10, `${CLIENT}b1b2b3b4b5b6b7b8`))).toBe(true);
  expect(hexOf(cookie.data)).toBe('0102030405060708b1b2b3b4b5b6b7b8');
});

test.each([
  ['another client cookie', answerWith(10, `1102030405060708${SERVER}`)],
  ['no server cookie', answerWith(10, CLIENT)],
  ['a server cookie of 7 octets', answerWith(10, CLIENT + SERVER.slice(2))],
  ['a server cookie of 33 octets', answerWith(10, `${CLIENT}${SERVER.repeat(4)}00`)],
  ['another option', answerWith(11, CLIENT + SERVER)],
  ['nothing at all', new Uint8Array()],
])('%s is left alone', (_what, answer) => {
  const cookie = cookieOfTest();
  expect(cookie.learn(answer)).toBe(false);
  expect(hexOf(cookie.data)).toBe('0102030405060708');
});

test('whatever a server sends, the client cookie stays and the rest has a legal length', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 60 }).map(asCookie))),
      (answers) => {
        const cookie = cookieOfTest();
        for (const answer of answers) cookie.learn(answer);
        expect(hexOf(cookie.data.subarray(0, 8))).toBe(CLIENT);
        const server = cookie.data.length - 8;
        expect(server === 0 || (server >= 8 && server <= 32)).toBe(true);
      },
    ),
    { numRuns: RUNS },
  );
});

function asCookie(server: Uint8Array): Uint8Array {
  return answerWith(10, CLIENT + hexOf(server));
}

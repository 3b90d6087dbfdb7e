import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeName } from '../../../src/loadgen/wire/decode-name.ts';
import { encodedNameBytes, encodeName } from '../../../src/loadgen/wire/encode-name.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const timeout = 120_000;

/** Wire form in hex, or what is wrong and at which byte of the text. */
function encoded(text: string | Buffer, maxBytes = 255): string {
  const bytes = Buffer.from(text as string);
  const into = new Uint8Array(2048);
  const result = encodeName(bytes, 0, bytes.length, into, 3, maxBytes);
  if (typeof result !== 'number') return `at ${result.at}: ${result.why()}`;
  return Buffer.from(into.subarray(3, result)).toString('hex');
}

const LABEL_63 = 'a'.repeat(63);
const NAME_255 = `${LABEL_63}.${LABEL_63}.${LABEL_63}.${'b'.repeat(61)}`;

describe('names as on the wire', () => {
  test.each([
    ['.', '00'],
    ['a', '016100'],
    ['a.', '016100'],
    ['www.example.com', '03777777076578616d706c6503636f6d00'],
    ['WWW.', '0357575700'],
    ['@', '014000'],
    ['*.a', '012a016100'],
    ['a\\.b.c', '03612e62016300'],
    ['a\\\\b', '03615c6200'],
    ['a\\ b', '0361206200'],
    ['\\000\\255', '0200ff00'],
    ['\\0461', '022e3100'],
    ['é.x', '02c3a9017800'],
    [Buffer.from([0xff, 0x2e, 0x80]), '01ff018000'],
    [LABEL_63, `3f${'61'.repeat(63)}00`],
  ])('%s', (text, wire) => {
    expect(encoded(text)).toBe(wire);
  });

  test('255 bytes, with and without the dot at the end, and each byte escaped', () => {
    expect(encoded(NAME_255)).toHaveLength(510);
    expect(encoded(`${NAME_255}.`)).toBe(encoded(NAME_255));
    const escaped = `${NAME_255.replaceAll('a', '\\097').replaceAll('b', '\\098')}.`;
    expect(escaped).toHaveLength(1004);
    expect(encoded(escaped)).toBe(encoded(NAME_255));
  });

  test.each([
    ['..', 'at 0: empty label'],
    ['.a', 'at 0: empty label'],
    ['a..b', 'at 2: empty label'],
    ['a..', 'at 2: empty label'],
    [`b.${'a'.repeat(64)}`, 'at 2: label of 64 bytes, at most 63'],
    [`b.${'a'.repeat(64)}.c`, 'at 2: label of 64 bytes, at most 63'],
    ['a\\', 'at 1: bad escape: \\DDD up to \\255, or \\ and a character'],
    ['a\\1', 'at 1: bad escape: \\DDD up to \\255, or \\ and a character'],
    ['a\\12', 'at 1: bad escape: \\DDD up to \\255, or \\ and a character'],
    ['a\\12x', 'at 1: bad escape: \\DDD up to \\255, or \\ and a character'],
    ['a\\256', 'at 1: bad escape: \\DDD up to \\255, or \\ and a character'],
    [`${NAME_255}c`, 'at 0: name of 256 bytes, at most 255'],
    [`${NAME_255}.c`, 'at 0: name of 257 bytes, at most 255'],
    ['a.'.repeat(503), 'at 0: name of 1006 characters: it takes over 255 bytes'],
  ])('refuses %s', (text, problem) => {
    expect(encoded(text)).toBe(problem);
  });

  test('leaves room for a prefix', () => {
    expect(encoded('a.b', 5)).toBe('0161016200');
    expect(encoded('a.bc', 5)).toBe('at 0: name of 6 bytes, at most 5 beside the prefix');
  });
});

describe('names as text', () => {
  test.each([
    ['00', '.'],
    ['03777777076578616d706c6503636f6d00', 'www.example.com'],
    ['03612e62016300', 'a\\.b.c'],
    ['0200ff00', '\\000\\255'],
    ['0361206200', 'a\\032b'],
    ['071b5b33316d223b00', '\\027[31m\\"\\;'],
    ['02c3a900', '\\195\\169'],
  ])('%s is %s', (wire, text) => {
    const bytes = Buffer.from(wire, 'hex');
    expect(decodeName(bytes, 0, bytes.length)).toEqual({ text, end: bytes.length });
  });

  test.each(['', '01', '0161', 'c00c', '4061', '016102'])('%s is no name', (wire) => {
    const bytes = Buffer.from(wire, 'hex');
    expect(decodeName(bytes, 0, bytes.length)).toBeUndefined();
    expect(encodedNameBytes(bytes, 0)).toBeUndefined();
  });
});

test('any name goes to text and back', { timeout }, () => {
  const label = fc.uint8Array({ minLength: 1, maxLength: 63 });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 3 }), (labels) => {
      const wire = Buffer.concat([
        ...labels.map((bytes) => Buffer.from([bytes.length, ...bytes])),
        Buffer.of(0),
      ]);
      const decoded = decodeName(wire, 0, wire.length);
      expect(decoded?.end).toBe(wire.length);
      expect(encodedNameBytes(wire, 0)).toBe(wire.length);
      expect(encoded(decoded?.text ?? '')).toBe(wire.toString('hex'));
    }),
    { numRuns },
  );
});

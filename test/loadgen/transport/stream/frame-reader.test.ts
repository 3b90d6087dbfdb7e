import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameReader } from '../../../../src/loadgen/transport/stream/frame-reader.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

function messagesOf(chunks: readonly Uint8Array[]): string[] {
  const messages: string[] = [];
  const reader = new FrameReader((bytes, at, length) => {
    messages.push(Buffer.from(bytes.subarray(at, at + length)).toString('latin1'));
  });
  for (const chunk of chunks) reader.read(chunk);
  return messages;
}

function chunk(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

describe('messages of a stream', () => {
  test.each([
    { what: 'one in one chunk', chunks: ['\0\x03abc'], messages: ['abc'] },
    { what: 'several in one chunk', chunks: ['\0\x01a\0\x02bc\0\x01d'], messages: ['a', 'bc', 'd'] },
    { what: 'byte by byte', chunks: ['\0', '\x02', 'a', 'b', '\0', '\x01', 'c'], messages: ['ab', 'c'] },
    { what: 'cut within the length', chunks: ['\0\x01a\0', '\x02bc'], messages: ['a', 'bc'] },
    { what: 'cut behind the length', chunks: ['\0\x02', 'ab\0\x01c'], messages: ['ab', 'c'] },
    {
      what: 'cut within a message',
      chunks: ['\0\x04ab', 'cd\0\x01e\0\x03f', 'gh'],
      messages: ['abcd', 'e', 'fgh'],
    },
    { what: 'empty messages', chunks: ['\0\0\0\0', '\0', '\0\0\x01a'], messages: ['', '', '', 'a'] },
    { what: 'an empty chunk', chunks: ['', '\0', '', '\x01a'], messages: ['a'] },
    { what: 'an incomplete last one', chunks: ['\0\x01a\0\x09bc'], messages: ['a'] },
  ])('$what', ({ chunks, messages }) => {
    expect(messagesOf(chunks.map(chunk))).toEqual(messages);
  });

  test('the longest one, in three pieces', () => {
    const frame = Buffer.alloc(65_537, 'x');
    frame.writeUInt16BE(65_535);
    const [message] = messagesOf([frame.subarray(0, 1), frame.subarray(1, 40_000), frame.subarray(40_000)]);
    expect(message).toBe('x'.repeat(65_535));
  });

  test('are the same wherever the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
        fc.array(fc.nat(400), { maxLength: 20 }),
        (messages, steps) => {
          const stream = Buffer.concat(
            messages.flatMap((message) => [
              Uint8Array.of(message.length >> 8, message.length & 255),
              message,
            ]),
          );
          const chunks: Uint8Array[] = [];
          let at = 0;
          for (const step of steps) {
            chunks.push(stream.subarray(at, at + step));
            at += step;
          }
          chunks.push(stream.subarray(at));
          expect(messagesOf(chunks)).toEqual(
            messages.map((message) => Buffer.from(message).toString('latin1')),
          );
        },
      ),
      { numRuns: RUNS },
    );
  });
});

import type { Readable } from 'node:stream';
import { sizeText } from './size-text.ts';
import { type ReadLimits, SourceError } from './source-error.ts';

/**
 * Collects a stream into text, giving up as soon as it is longer than the limit allows.
 * Bytes that are no UTF-8 become U+FFFD, so that a broken name hurts nothing but itself.
 *
 * @param what names the thing read in the error, such as its path
 */
export async function readBoundedText(stream: Readable, what: string, limits: ReadLimits): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw tooLarge(what, limits.maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}

export function tooLarge(what: string, maxBytes: number): SourceError {
  return new SourceError('too-large', `${what} gave more than ${sizeText(maxBytes)}`);
}

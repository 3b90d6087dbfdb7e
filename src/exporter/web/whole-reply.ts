import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from './accept.ts';

/** Below this, compressing costs more than it saves. */
const COMPRESSED_LENGTH = 4096;

/** See exposition-reply.ts. */
const GZIP_LEVEL = 1;

const compress = promisify(gzip);

/** Of texts that are sent to many; see {@link sendWhole}. */
const compressedTexts = new WeakMap<Buffer, Promise<Buffer>>();

/**
 * Answers with text that is there as a whole, compressed where the client takes that.
 * @param text as a buffer where the same one goes to many: it is compressed once
 */
export async function sendWhole(
  request: FastifyRequest,
  reply: FastifyReply,
  contentType: string,
  text: string | Buffer,
): Promise<FastifyReply> {
  reply.type(contentType).header('cache-control', 'no-store');
  if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding');
  if (request.method === 'HEAD') return reply.send();
  if (text.length < COMPRESSED_LENGTH || !acceptsGzip(request.headers['accept-encoding'])) {
    return reply.send(text);
  }
  return reply.header('content-encoding', 'gzip').send(await compressed(text));
}

function compressed(text: string | Buffer): Promise<Buffer> {
  if (typeof text === 'string') return compress(text, { level: GZIP_LEVEL });
  const known = compressedTexts.get(text);
  if (known !== undefined) return known;
  const made = compress(text, { level: GZIP_LEVEL });
  compressedTexts.set(text, made);
  return made;
}

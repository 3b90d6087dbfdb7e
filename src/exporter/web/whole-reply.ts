import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from './accept.ts';

/** Below this, compressing costs more than it saves. */
const COMPRESSED_CHARACTERS = 4096;

/** See exposition-reply.ts. */
const GZIP_LEVEL = 1;

const compress = promisify(gzip);

/** Answers with text that is there as a whole, compressed where the client takes that. */
export async function sendWhole(
  request: FastifyRequest,
  reply: FastifyReply,
  contentType: string,
  text: string,
): Promise<FastifyReply> {
  reply.type(contentType).header('cache-control', 'no-store');
  if (!reply.hasHeader('vary')) reply.header('vary', 'Accept-Encoding');
  if (request.method === 'HEAD') return reply.send();
  if (text.length < COMPRESSED_CHARACTERS || !acceptsGzip(request.headers['accept-encoding'])) {
    return reply.send(text);
  }
  const compressed = await compress(text, { level: GZIP_LEVEL });
  return reply.header('content-encoding', 'gzip').send(compressed);
}

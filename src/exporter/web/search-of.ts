import type { FastifyRequest } from 'fastify';

/** The query of a request, without the limits and surprises of a parser that makes lists and objects of it. */
export function searchOf(request: FastifyRequest): URLSearchParams {
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
}

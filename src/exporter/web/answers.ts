import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log.ts';

export const PLAIN_TEXT = 'text/plain; charset=utf-8';

/** What is wrong with a request, in lines for people. */
export function sendText(reply: FastifyReply, status: number, ...lines: readonly string[]): FastifyReply {
  return reply
    .code(status)
    .type(PLAIN_TEXT)
    .send(lines.map((line) => `${line}\n`).join(''));
}

/**
 * Answers everything that no route answers: 404, 405 with Allow, bad requests and our own faults.
 * Of a fault of ours the asker learns nothing; the log has its message. Add it before the routes.
 */
export function addAnswers(app: FastifyInstance, log: Log): void {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const name of [method].flat()) known.add(name);
    methods.set(url, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.get(pathAsSent(request));
    if (allowed === undefined) return notFound(reply);
    const allow = [...allowed].join(', ');
    return sendText(
      reply.header('allow', allow),
      405,
      `${request.method} is not allowed here; allowed: ${allow}.`,
    );
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendText(reply, status, `Bad request: ${error.message}`);
    log.error({ err: error, method: request.method, path: pathAsSent(request) }, 'cannot answer');
    return sendText(reply.removeHeader('content-encoding'), 500, 'Internal error; the log says what.');
  });
}

export function notFound(reply: FastifyReply): FastifyReply {
  return sendText(reply, 404, 'Not found. / lists what is here.');
}

/** The path without its query, not decoded. A proxy may send the absolute form (RFC 9112 section 3.2.2). */
export function pathAsSent(request: FastifyRequest): string {
  return (request.raw.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '').replace(/\?.*$/s, '');
}

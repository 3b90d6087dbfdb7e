import type { FastifyInstance } from 'fastify';
import type { WebConfig } from '../config/web-config.ts';
import { notFound, pathAsSent, sendText } from './answers.ts';

/** Scripts, styles, data and forms of this server alone, nothing inline, no frames, nothing from elsewhere. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export interface HeadersDependencies {
  /** The web configuration in use; its headers may replace ours. */
  readonly web: () => Pick<WebConfig, 'headers'>;
}

export function addSecurityHeaders(app: FastifyInstance, { web }: HeadersDependencies): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS).headers(web().headers);
  });
}

/** What holds for every request, whichever route it asks for. */
export function addRequestRules(app: FastifyInstance): void {
  // Bodies are refused below; this only keeps an empty one's content type from mattering.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1 }, (_request, _body, done) => done(null));
  app.addHook('onRequest', async (request, reply) => {
    const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
    if (length !== '0' || coding !== undefined) {
      return sendText(reply.header('connection', 'close'), 413, 'No request here has a body.');
    }
    // The router decodes paths, so that /%6detrics would be /metrics. A path has one spelling here.
    const { url } = request.routeOptions;
    if (url !== undefined && url !== pathAsSent(request)) return notFound(reply);
    return undefined;
  });
}

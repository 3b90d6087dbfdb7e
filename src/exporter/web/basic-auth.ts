import type { FastifyInstance } from 'fastify';
import type { WebConfig } from '../config/web-config.ts';
import { sendText } from './answers.ts';
import { createPasswordChecker, type PasswordChecker } from './password-checker.ts';

export interface BasicAuthDependencies {
  /** The web configuration in use; while it has no users, everybody is admitted. */
  readonly web: () => Pick<WebConfig, 'users'>;
  readonly passwordChecker?: PasswordChecker;
}

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;

/** Asks for a password (RFC 7617) before anything is answered, whether or not there is a route for it. */
export function addBasicAuth(app: FastifyInstance, dependencies: BasicAuthDependencies): void {
  const users = (): WebConfig['users'] => dependencies.web().users;
  const checker = dependencies.passwordChecker ?? createPasswordChecker({ users });
  app.addHook('onRequest', async (request, reply) => {
    if (users().size === 0) return undefined;
    const pair = credentialsOf(request.headers.authorization);
    const verdict =
      pair === undefined ? 'wrong' : await checker.check(pair.username, pair.password, request.ip);
    if (verdict === 'right') return undefined;
    if (verdict === 'busy') {
      return sendText(reply.header('retry-after', '1'), 429, 'Too many passwords are being checked.');
    }
    return sendText(
      reply.header('www-authenticate', 'Basic realm="vipscope", charset="UTF-8"'),
      401,
      'A user name and password are needed.',
    );
  });
}

function credentialsOf(header: string | undefined): { username: string; password: string } | undefined {
  const encoded = BASIC.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

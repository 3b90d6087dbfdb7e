import { systemErrorText } from '../system-error-text.ts';
import type { Endpoint } from '../transport.ts';

/** What to do about a certificate, by OpenSSL's name of what is wrong with it. */
const ADVICE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'name its CA with --tls-ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'name its CA with --tls-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name its CA with --tls-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'name its CA with --tls-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'name its CA with --tls-ca',
  ERR_TLS_CERT_ALTNAME_INVALID: 'name it with --tls-server-name',
};

/** Errors of this host, not of the server: trying again does not help. */
const OWN_ERRORS: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE', 'EADDRINUSE', 'EACCES']);

/** Whether a connection failed for want of something on this host. */
export function isOwnError(error: NodeJS.ErrnoException): boolean {
  return OWN_ERRORS.has(error.code);
}

/** Why there is no connection, in one line. */
export function connectErrorText({ address, port }: Endpoint, error: NodeJS.ErrnoException): string {
  return `connect ${address} port ${port}: ${reasonOf(error)}`;
}

function reasonOf(error: NodeJS.ErrnoException & { readonly reason?: string }): string {
  // What TLS reports has no number of the system's, or OpenSSL's own.
  if (error.syscall !== undefined && error.errno !== undefined) return systemErrorText(-error.errno);
  const [line = ''] = (error.reason ?? error.message).split('\n');
  const advice = ADVICE[error.code ?? ''];
  // Node.js from 24 on adds advice of its own, which is about its own options.
  return advice === undefined ? line : `${line.split('; if the root CA')[0]} (${advice})`;
}

import { errorCode } from './abort.ts';
import { SourceError, type SourceErrorKind } from './source-error.ts';

/** What the common system errors mean to an operator, and what to do; `%` is the thing read. */
const MEANINGS: Readonly<Record<string, readonly [SourceErrorKind, string]>> = {
  ENOENT: ['not-found', '% does not exist'],
  ENOTDIR: ['not-found', '% does not exist: a part of its path is no directory'],
  EACCES: ['permission', '% may not be read by this user; grant it read access'],
  EPERM: ['permission', '% may not be read by this user; grant it read access'],
  EISDIR: ['io', '% is a directory, not a file'],
  ELOOP: ['io', '% is a symbolic link that leads to itself'],
  ECONNREFUSED: ['refused', '% refused the connection; nothing listens there'],
  ECONNRESET: ['cut-short', '% closed the connection before its answer was complete'],
  EPIPE: ['cut-short', '% closed the connection before its answer was complete'],
  ENOTFOUND: ['refused', '% cannot be resolved to an address'],
  EAI_AGAIN: ['refused', '% cannot be resolved to an address at the moment'],
  EHOSTUNREACH: ['refused', '% cannot be reached: no route to the host'],
  ENETUNREACH: ['refused', '% cannot be reached: no route to the network'],
  ETIMEDOUT: ['timeout', '% did not answer in time'],
  EMFILE: ['io', '% could not be opened: this process has no file descriptors left'],
};

/** Turns whatever a read threw into one line about the thing read. */
export function systemError(error: unknown, what: string): SourceError {
  if (error instanceof SourceError) return error;
  const code = errorCode(error);
  const [kind, meaning] =
    MEANINGS[code] ?? (isTlsCode(code) ? (['tls', `% failed TLS: ${code}`] as const) : []);
  if (kind !== undefined && meaning !== undefined) {
    return new SourceError(
      kind,
      meaning.replace('%', () => what),
      { cause: error },
    );
  }
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  // Codes of Node's HTTP parser, whose messages begin with "Parse Error: ".
  const sentence = code.startsWith('HPE_')
    ? `${what} did not answer in HTTP as it should be: ${reason?.replace('Parse Error: ', '')}`
    : `${what}: ${reason}`;
  return new SourceError('io', sentence, { cause: error });
}

/** OpenSSL's and Node's codes for a certificate or handshake that is not accepted. */
function isTlsCode(code: string): boolean {
  return /CERT|SSL|TLS|ISSUER|SELF_SIGNED/.test(code);
}

import { fetchText } from '../sources/http.ts';
import type { ReadLimits } from '../sources/source-error.ts';
import { withAdvice } from './collectors/source-advice.ts';
import type { PeerSource } from './config/config.ts';
import { readCredentials } from './config/passwords.ts';

/** What to do about a refusal, by its HTTP status. */
const STATUS_ADVICE: Readonly<Record<number, string>> = {
  401: 'set username and password_file',
  404: 'write the URL of its page',
};

/**
 * Reads a document of another vipscope, with the password that the configuration gives for it.
 *
 * @throws SourceError
 */
export async function fetchPeer(
  { credentials, tls }: PeerSource,
  url: string,
  limits: ReadLimits,
): Promise<string> {
  const plain = credentials && (await readCredentials(credentials, limits.signal));
  const request = { url, tls, accept: 'application/json', ...(plain && { credentials: plain }) };
  return withAdvice(fetchText(request, limits), ({ httpStatus = 0 }) => STATUS_ADVICE[httpStatus]);
}

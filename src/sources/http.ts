import { type IncomingMessage, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { abortError } from './abort.ts';
import { readBoundedText } from './bounded-text.ts';
import { readTextFile } from './file.ts';
import { type ReadLimits, SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

/** The certificates of all authorities that a system trusts take about 220 KiB (Debian's ca-certificates). */
const PEM_BYTES = 4 * 1024 * 1024;
const PEM_ADVICE = 'write the path of a certificate or key in PEM';

/** One GET. The URL holds no user or password: errors show it. */
export interface HttpRequest {
  readonly url: string;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly tls?: HttpTls;
  readonly accept?: string;
}

/** How an https server is trusted; files are read at each request, so that renewed ones are used. */
export interface HttpTls {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly serverName?: string;
  readonly insecureSkipVerify: boolean;
}

/** What the refusals that operators meet mean, of any server. Redirects are not followed: they could lead anywhere. */
const STATUS_HINTS: Readonly<Record<number, string>> = {
  301: 'it redirects elsewhere; configure the address it leads to',
  302: 'it redirects elsewhere; configure the address it leads to',
  401: 'it wants a user name and password',
  403: 'it forbids this address or user',
  404: 'there is no such page',
  503: 'it has no service at this address',
};

/**
 * Fetches a page as text. A connection is used once, so that a restarted server is noticed at once.
 *
 * @throws SourceError `http-status` for anything but 200, `cut-short` for a body that ended early
 */
export async function fetchText(request: HttpRequest, limits: ReadLimits): Promise<string> {
  const what = request.url;
  try {
    const options = await requestOptions(request, limits.signal);
    const { response, failure } = await send(new URL(request.url), options);
    try {
      if (response.statusCode !== 200) throw statusError(what, response.statusCode ?? 0);
      refuseEncoded(response, what);
      // A body without a length ends with its connection, for Node also when that was reset or given up.
      const body = await Promise.race([readBoundedText(response, what, limits), failure]);
      if (limits.signal.aborted) throw abortError(limits.signal, what);
      if (!response.complete)
        throw new SourceError('cut-short', `${what} ended before its answer was complete`);
      return body;
    } finally {
      response.destroy();
    }
  } catch (error) {
    if (limits.signal.aborted) throw abortError(limits.signal, what);
    throw systemError(error, what);
  }
}

async function requestOptions(
  { credentials, tls, accept }: HttpRequest,
  signal: AbortSignal,
): Promise<RequestOptions> {
  const pem = async (path: string | undefined): Promise<string | undefined> =>
    path === undefined ? undefined : await readPem(path, signal);
  const [ca, cert, key] = await Promise.all([pem(tls?.caFile), pem(tls?.certFile), pem(tls?.keyFile)]);
  return {
    agent: false,
    signal,
    headers: {
      accept: accept ?? '*/*',
      'accept-encoding': 'identity',
      connection: 'close',
      'user-agent': 'vipscope',
    },
    ...(credentials && { auth: `${credentials.username}:${credentials.password}` }),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(tls?.serverName !== undefined && { servername: tls.serverName }),
    ...(tls?.insecureSkipVerify === true && { rejectUnauthorized: false }),
  };
}

async function readPem(path: string, signal: AbortSignal): Promise<string> {
  const text = await readTextFile(path, { signal, maxBytes: PEM_BYTES }).catch((error: unknown) => {
    // Not `too-large`, which is said of the answer.
    if (!(error instanceof SourceError) || error.kind !== 'too-large') throw error;
    throw new SourceError('tls', `${path} is larger than 4 MiB; ${PEM_ADVICE}`, { cause: error });
  });
  // To Node an empty text is an option that was not given: it would trust the authorities that it comes with.
  if (!text.includes('-----BEGIN ')) throw new SourceError('tls', `${path} is not PEM; ${PEM_ADVICE}`);
  return text;
}

/** An answer that has begun, and what may yet become of its connection. */
interface Exchange {
  readonly response: IncomingMessage;
  /** Rejects with an error of the connection; never resolves. */
  readonly failure: Promise<never>;
}

async function send(url: URL, options: RequestOptions): Promise<Exchange> {
  const outgoing = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options);
  const failure = new Promise<never>((_resolve, reject) => outgoing.on('error', reject));
  // Nobody waits for it any more once the body is there.
  failure.catch(() => undefined);
  const begun = new Promise<IncomingMessage>((resolve) => outgoing.once('response', resolve));
  outgoing.end();
  return { response: await Promise.race([begun, failure]), failure };
}

function refuseEncoded({ headers }: IncomingMessage, what: string): void {
  const { 'content-encoding': encoding = 'identity' } = headers;
  if (encoding.toLowerCase() === 'identity') return;
  throw new SourceError('io', `${what} answered in content encoding ${encoding}, and was asked for none`);
}

function statusError(what: string, status: number): SourceError {
  const hint = STATUS_HINTS[status];
  return new SourceError(
    'http-status',
    `${what} answered HTTP ${status}${hint === undefined ? '' : `: ${hint}`}`,
    { httpStatus: status },
  );
}

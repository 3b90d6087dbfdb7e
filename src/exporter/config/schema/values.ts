import { isIP } from 'node:net';
import { z } from 'zod';
import { parseListenAddress } from '../../../text/listen-address.ts';
import { isAllowEntry } from '../text/allow-entry.ts';
import { formatDuration, parseDuration } from '../text/duration.ts';
import { showValue } from '../text/show-value.ts';
import { formatSize, parseSize } from '../text/size.ts';
import { checkSourceUrl, type UrlAdvice, withCsvOption } from '../text/source-url.ts';

/** The value as the program uses it, or the rest of a sentence that begins with the value's path. */
type Checked<Value> = { readonly ok: Value } | { readonly mistake: string };

/** A schema of one value whose error messages are ours from beginning to end. */
function value<Value>(check: (input: unknown) => Checked<Value>) {
  return z.unknown().transform((input, context): Value => {
    const checked = check(input);
    if ('ok' in checked) return checked.ok;
    context.addIssue({ code: 'custom', message: checked.mistake });
    return z.NEVER;
  });
}

/** A schema of text that `read` understands; `advice` tells what would be right. */
function textValue<Value>(advice: string, read: (text: string) => Value | undefined) {
  return value((input) => {
    const result = typeof input === 'string' ? read(input) : undefined;
    return result === undefined ? unlike(input, advice) : { ok: result };
  });
}

function unlike(input: unknown, advice: string): { readonly mistake: string } {
  return { mistake: `is ${input === undefined ? 'missing' : showValue(input)}; ${advice}` };
}

const isPlain = (text: string): boolean => text !== '' && !/\p{Cc}/u.test(text);

/** Text of one line, not empty. */
export const plainText = (advice: string) => textValue(advice, (text) => (isPlain(text) ? text : undefined));

/** The name of a source: a label value of every series that it gives. */
export const sourceName = () =>
  textValue(
    'write a name of 1 to 100 characters, such as name: local, in quotes if it is a number',
    (text) => (isPlain(text) && text.length <= 100 ? text : undefined),
  );

export const filePath = () => plainText('write a path, absolute or relative to this file');

/** sun_path of unix(7) holds 108 bytes with its final zero. */
export const socketPath = () =>
  textValue('write a path of at most 107 bytes, such as /run/haproxy/admin.sock', (text) =>
    isPlain(text) && Buffer.byteLength(text) <= 107 ? text : undefined,
  );

/** Text that passes a test. */
export const checkedText = (advice: string, passes: (text: string) => boolean) =>
  textValue(advice, (text) => (passes(text) ? text : undefined));

export const truth = () =>
  value((input) => (typeof input === 'boolean' ? { ok: input } : unlike(input, 'write true or false')));

/** The one truth value that is possible. */
export const truthOf = (only: boolean, advice: string) =>
  value((input) => (input === only ? { ok: only } : unlike(input, advice)));

/** RFC 7617 section 2: a colon would end the name. What was written with one is not shown: a password may follow it. */
export const userName = () =>
  value((input) => {
    if (typeof input === 'string' && input.includes(':')) {
      return { mistake: "has a ':' in it; write the name alone, and the password as password_file" };
    }
    return typeof input === 'string' && isPlain(input)
      ? { ok: input }
      : unlike(input, 'write a user name, in quotes if it is a number');
  });

/** A password itself. Its messages never show it, whatever its type. */
export const secretText = () =>
  value((input) => {
    if (typeof input === 'string' && isPlain(input)) return { ok: input };
    if (input === null || input === '') return { mistake: 'is empty; write the password, or password_file' };
    return { mistake: 'is not text of one line; put the password in quotes, or write password_file' };
  });

/** Text that passes a test and that messages never show. */
export const secretCheck = (mistake: string, passes: (text: string) => boolean) =>
  value((input) => (typeof input === 'string' && passes(input) ? { ok: input } : { mistake }));

export const duration = (shortestMs: number, longestMs: number) => {
  const range = `${formatDuration(shortestMs)} to ${formatDuration(longestMs)}`;
  return textValue(`write a duration of ${range}, such as 30s, 500ms or 1m`, (text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= shortestMs && ms <= longestMs ? ms : undefined;
  });
};

export const size = (fewestBytes: number, mostBytes: number) => {
  const range = `${formatSize(fewestBytes)} to ${formatSize(mostBytes)}`;
  return textValue(`write a size of ${range} in B, KiB, MiB or GiB, such as 64MiB`, (text) => {
    const bytes = parseSize(text);
    return bytes !== undefined && bytes >= fewestBytes && bytes <= mostBytes ? bytes : undefined;
  });
};

export const wholeNumber = (least: number, most: number) =>
  value((input) =>
    typeof input === 'number' && Number.isInteger(input) && input >= least && input <= most
      ? { ok: input }
      : unlike(input, `write a whole number of ${least} to ${most}`),
  );

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  textValue<Words[number]>(`write one of ${words.join(', ')}`, (text) => words.find((word) => word === text));

export const ipAddress = () =>
  textValue('write an IPv4 or IPv6 address without prefix length, such as 192.0.2.1', (text) =>
    isIP(text) === 0 || text.includes('%') ? undefined : text,
  );

export const listenAddress = () =>
  textValue('write host:port, :port or [IPv6]:port in quotes, such as 127.0.0.1:9053', (text) =>
    parseListenAddress(text) === undefined ? undefined : text,
  );

export const allowEntry = () =>
  textValue('write a host name, *.example.com, an address or a network such as 10.0.0.0/8', (text) =>
    isAllowEntry(text) ? text : undefined,
  );

/** URL of a HAProxy statistics page; `;csv` is appended when it is missing. */
export const statsPageUrl = () =>
  sourceUrl(
    {
      example: 'http://192.0.2.1:8888/;csv',
      credentials: 'write them as username and password_file beside the url',
    },
    withCsvOption,
  );

/** URL of a BIND statistics channel; one without a path means its JSON. */
export const statisticsChannelUrl = () =>
  sourceUrl(
    { example: 'http://127.0.0.1:8053', credentials: 'remove them: a statistics channel has no passwords' },
    (url) => url.href.replace(/\/+$/, ''),
  );

/** URL below which another vipscope has its routes, without a slash at the end. */
export const peerUrl = () => {
  const example = 'http://192.0.2.22:9053';
  return value((input) => {
    if (typeof input !== 'string') return unlike(input, `write a URL such as ${example}`);
    const credentials = 'write them as username and password_file beside the url';
    const checked = checkSourceUrl(input, { example, credentials });
    if (!checked.ok) return { mistake: checked.mistake };
    return checked.url.search === '' && !checked.url.href.includes('?')
      ? { ok: checked.url.href.replace(/\/+$/, '') }
      : { mistake: `has a query; write what stands before the '?' alone, such as ${example}` };
  });
};

function sourceUrl(advice: UrlAdvice, finish: (url: URL) => string) {
  return value((input) => {
    if (typeof input !== 'string') return unlike(input, `write a URL such as ${advice.example}`);
    const checked = checkSourceUrl(input, advice);
    return checked.ok ? { ok: finish(checked.url) } : { mistake: checked.mistake };
  });
}

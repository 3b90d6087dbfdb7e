import { parseListenAddress } from '../../../text/listen-address.ts';
import { checkSourceUrl, type UrlAdvice } from '../../../yaml/source-url.ts';
import { baseUrl, isPlain, textValue, unlike, value } from '../../../yaml/values.ts';
import { isAllowEntry } from '../text/allow-entry.ts';
import { withCsvOption } from '../text/csv-option.ts';
import { formatSize, parseSize } from '../text/size.ts';

/** The name of a source: a label value of every series that it gives. */
export const sourceName = () =>
  textValue(
    'write a name of 1 to 100 characters, such as name: local, in quotes if it is a number',
    (text) => (isPlain(text) && text.length <= 100 ? text : undefined),
  );

/** sun_path of unix(7) holds 108 bytes with its final zero. */
export const socketPath = () =>
  textValue('write a path of at most 107 bytes, such as /run/haproxy/admin.sock', (text) =>
    isPlain(text) && Buffer.byteLength(text) <= 107 ? text : undefined,
  );

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

export const size = (fewestBytes: number, mostBytes: number) => {
  const range = `${formatSize(fewestBytes)} to ${formatSize(mostBytes)}`;
  return textValue(`write a size of ${range} in B, KiB, MiB or GiB, such as 64MiB`, (text) => {
    const bytes = parseSize(text);
    return bytes !== undefined && bytes >= fewestBytes && bytes <= mostBytes ? bytes : undefined;
  });
};

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

/** URL below which another vipscope has its routes. */
export const peerUrl = () =>
  baseUrl({
    example: 'http://192.0.2.22:9053',
    credentials: 'write them as username and password_file beside the url',
  });

function sourceUrl(advice: UrlAdvice, finish: (url: URL) => string) {
  return value((input) => {
    if (typeof input !== 'string') return unlike(input, `write a URL such as ${advice.example}`);
    const checked = checkSourceUrl(input, advice);
    return checked.ok ? { ok: finish(checked.url) } : { mistake: checked.mistake };
  });
}

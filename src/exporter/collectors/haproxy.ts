import type { HaproxyInstance } from '../../model/haproxy.ts';
import { joinProblems, type Parsed } from '../../model/problem.ts';
import type { Outcome } from '../../model/snapshot.ts';
import { FormatError } from '../../parsers/format-error.ts';
import { parseHaproxyAnswer } from '../../parsers/haproxy/answer.ts';
import { withTimeout } from '../../sources/abort.ts';
import { readTextFile } from '../../sources/file.ts';
import { fetchText } from '../../sources/http.ts';
import { type ReadLimits, SourceError } from '../../sources/source-error.ts';
import { askUnixSocket } from '../../sources/unix-socket.ts';
import type { Collector } from '../collector.ts';
import type { HaproxySource } from '../config/config.ts';
import { readCredentials } from '../config/passwords.ts';
import { maxBytesAdvice, withAdvice } from './source-advice.ts';

/** What the collector does outside of itself; tests give their own. */
export interface HaproxyCollectorDeps {
  readonly fetchText: typeof fetchText;
  readonly askUnixSocket: typeof askUnixSocket;
  readonly readTextFile: typeof readTextFile;
  readonly readCredentials: typeof readCredentials;
}

const DEPS: HaproxyCollectorDeps = { fetchText, askUnixSocket, readTextFile, readCredentials };

/** Both on one line, because HAProxy closes the connection after a line (management guide, section 9.3). */
const COMMANDS = 'show info;show stat';

/** What to do about a refusal, by its HTTP status. */
const STATUS_ADVICE: Readonly<Record<number, string>> = {
  401: 'set username and password_file',
  404: 'check the path, such as "stats uri" in haproxy.cfg',
};

/** Collects one HAProxy's statistics: its page as CSV, its socket, or a file that holds what either gave. */
export function createHaproxyCollector(
  source: HaproxySource,
  deps: HaproxyCollectorDeps = DEPS,
): Collector<'haproxy'> {
  const { read, understand } = wayOf(source, deps);
  return {
    subsystem: 'haproxy',
    source: source.name,
    target: source.kind === 'url' ? source.url : source.path,
    collect: async (signal): Promise<Outcome<HaproxyInstance>> => {
      const deadline = withTimeout(signal, source.timeoutMs);
      try {
        const { records, problems } = understand(await read({ signal: deadline, maxBytes: source.maxBytes }));
        return { kind: 'ok', value: records, problems };
      } catch (error) {
        if (error instanceof SourceError || error instanceof UnexpectedAnswer) {
          return { kind: 'failed', reason: error.message };
        }
        throw error;
      }
    },
    close: async () => undefined,
  };
}

/** The source answered, and not what a HAProxy answers. */
class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

interface Way {
  readonly read: (limits: ReadLimits) => Promise<string>;
  /** @throws UnexpectedAnswer */
  readonly understand: (text: string) => Parsed<HaproxyInstance>;
}

function wayOf(source: HaproxySource, deps: HaproxyCollectorDeps): Way {
  switch (source.kind) {
    case 'url':
      return {
        read: async (limits) => {
          const { url, tls, credentials } = source;
          const plain = credentials && (await deps.readCredentials(credentials, limits.signal));
          const request = { url, tls, ...(plain && { credentials: plain }) };
          return withAdvice(deps.fetchText(request, limits), requestAdvice);
        },
        understand: (text) => parsed(text, pageAdvice(source.url, text)),
      };
    case 'socket':
      return {
        read: (limits) => withAdvice(deps.askUnixSocket(source.path, COMMANDS, limits), maxBytesAdvice),
        understand: (text) => parsedSocketAnswer(source.path, text),
      };
    case 'file':
      return {
        read: (limits) => withAdvice(deps.readTextFile(source.path, limits), maxBytesAdvice),
        understand: (text) =>
          parsed(text, `${source.path} should hold what show stat or the page with ;csv gave`),
      };
    default:
      return source satisfies never;
  }
}

function requestAdvice(error: SourceError): string | undefined {
  return STATUS_ADVICE[error.httpStatus ?? 0] ?? maxBytesAdvice(error);
}

function parsed(text: string, advice: string): Parsed<HaproxyInstance> {
  try {
    return parseHaproxyAnswer(text);
  } catch (error) {
    if (error instanceof FormatError) {
      throw new UnexpectedAnswer(`${advice}; the text is ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function pageAdvice(url: string, text: string): string {
  if (!text.trimStart().startsWith('<')) return `${url} did not answer with CSV`;
  return url.includes(';csv')
    ? `${url} answered with an HTML page; the url should be that of "stats uri" followed by ;csv`
    : `${url} answered with the HTML page; end the url with ;csv`;
}

function parsedSocketAnswer(path: string, text: string): Parsed<HaproxyInstance> {
  const { records, problems } = parsed(
    text,
    `${path} should be the socket of "stats socket", not the master process's`,
  );
  if (records.stats.columns.size === 0) {
    throw new UnexpectedAnswer(`${path} answered show info and not show stat; its answer was cut short`);
  }
  if (text.endsWith('\n\n')) return { records, problems };
  // HAProxy ends each answer with an empty line (src/cli.c, CLI_ST_PROMPT).
  const reason = 'the answer does not end with an empty line; rows behind the last one may be missing';
  return { records, problems: joinProblems([problems, { count: 1, kept: [{ line: 0, reason, text: '' }] }]) };
}

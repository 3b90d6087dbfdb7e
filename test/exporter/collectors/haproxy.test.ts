import { expect, test, vi } from 'vitest';
import {
  createHaproxyCollector,
  type HaproxyCollectorDeps,
} from '../../../src/exporter/collectors/haproxy.ts';
import type { HaproxySource } from '../../../src/exporter/config/config.ts';
import { SourceError } from '../../../src/sources/source-error.ts';
import { fixture } from '../../support/fixture.ts';

const INFO = fixture('haproxy', '2.6-show-info.txt');
const STAT = fixture('haproxy', '2.6-show-stat.txt');
const COMMON = { name: 'lb1', timeoutMs: 5_000, maxBytes: 1_000_000 };
const PAGE = {
  ...COMMON,
  kind: 'url',
  url: 'http://lb1:8888/;csv',
  tls: { insecureSkipVerify: false },
} as const satisfies HaproxySource;
const SOCKET = { ...COMMON, kind: 'socket', path: '/run/haproxy.sock' } as const satisfies HaproxySource;
const FILE = { ...COMMON, kind: 'file', path: '/srv/stats.csv' } as const satisfies HaproxySource;

function unexpected(): never {
  throw new Error('this source is not read so');
}

function deps(given: Partial<HaproxyCollectorDeps>): HaproxyCollectorDeps {
  return {
    fetchText: unexpected,
    askUnixSocket: unexpected,
    readTextFile: unexpected,
    readCredentials: unexpected,
    ...given,
  };
}

/** Outcome of one collection from a source that answers `text`. */
function collectText(source: HaproxySource, text: string) {
  const answer = async (): Promise<string> => text;
  return createHaproxyCollector(
    source,
    deps({ fetchText: answer, askUnixSocket: answer, readTextFile: answer }),
  ).collect(new AbortController().signal);
}

test.each([
  ['a page', PAGE, STAT, 0],
  ['a socket', SOCKET, `${INFO}${STAT}`, 1],
  ['a file of CSV', FILE, STAT, 0],
  ['a file of both', FILE, `${STAT}${INFO}`, 1],
])('%s', async (_title, source, text, infos) => {
  const outcome = await collectText(source, text);
  expect(outcome).toMatchObject({ kind: 'ok', problems: { count: 0 } });
  const value = outcome.kind === 'ok' ? outcome.value : undefined;
  expect(value?.stats.rows).toHaveLength(15);
  expect(value?.infos).toHaveLength(infos);
});

test('a page is asked for with the password that stands in its file now', async () => {
  const fetchText = vi.fn(async () => STAT);
  const credentials = { username: 'admin', password: { kind: 'file', path: '/etc/vipscope/pass' } } as const;
  const collector = createHaproxyCollector(
    { ...PAGE, credentials },
    deps({ fetchText, readCredentials: async ({ username }) => ({ username, password: 'secret' }) }),
  );
  expect(collector).toMatchObject({ subsystem: 'haproxy', source: 'lb1', target: 'http://lb1:8888/;csv' });
  await collector.collect(new AbortController().signal);
  expect(fetchText).toHaveBeenCalledExactlyOnceWith(
    {
      url: 'http://lb1:8888/;csv',
      tls: { insecureSkipVerify: false },
      credentials: { username: 'admin', password: 'secret' },
    },
    { signal: expect.any(AbortSignal), maxBytes: 1_000_000 },
  );
});

test('a socket is asked for both on one line', async () => {
  const askUnixSocket = vi.fn(async () => `${INFO}${STAT}`);
  await createHaproxyCollector(SOCKET, deps({ askUnixSocket })).collect(new AbortController().signal);
  expect(askUnixSocket).toHaveBeenCalledExactlyOnceWith('/run/haproxy.sock', 'show info;show stat', {
    signal: expect.any(AbortSignal),
    maxBytes: 1_000_000,
  });
});

test.each([
  [
    'the page for people',
    { ...PAGE, url: 'http://lb1:8888/' },
    '<!DOCTYPE HTML>\n<html><head>',
    'http://lb1:8888/ answered with the HTML page; end the url with ;csv; the text is not HAProxy statistics CSV or show info: it begins with "<!DOCTYPE HTML> <html><head>"',
  ],
  [
    'another page',
    PAGE,
    '<html>',
    'http://lb1:8888/;csv answered with an HTML page; the url should be that of "stats uri" followed by ;csv; the text is not HAProxy statistics CSV or show info: it begins with "<html>"',
  ],
  [
    'a page of something else',
    PAGE,
    '{}',
    'http://lb1:8888/;csv did not answer with CSV; the text is not HAProxy statistics CSV or show info: it begins with "{}"',
  ],
  [
    'the master process',
    SOCKET,
    'Unknown command: show\n\n',
    `/run/haproxy.sock should be the socket of "stats socket", not the master process's; the text is not HAProxy statistics CSV or show info: it begins with "Unknown command: show "`,
  ],
  [
    'a socket that closes in between',
    SOCKET,
    INFO,
    '/run/haproxy.sock answered show info and not show stat; its answer was cut short',
  ],
  [
    'an empty file',
    FILE,
    '',
    '/srv/stats.csv should hold what show stat or the page with ;csv gave; the text is not HAProxy statistics CSV or show info: the text is empty',
  ],
])('%s fails and says what to do', async (_title, source, text, reason) => {
  expect(await collectText(source, text)).toEqual({ kind: 'failed', reason });
});

test('an answer that ends early keeps its rows and says so', async () => {
  const outcome = await collectText(SOCKET, `${INFO}${STAT.slice(0, STAT.indexOf('app,app2'))}`);
  expect(outcome).toMatchObject({
    kind: 'ok',
    problems: {
      count: 1,
      kept: [
        {
          line: 0,
          reason: 'the answer does not end with an empty line; rows behind the last one may be missing',
          text: '',
        },
      ],
    },
  });
  expect(outcome.kind === 'ok' && outcome.value.stats.rows).toHaveLength(5);
});

function failing(error: SourceError): () => Promise<never> {
  return () => Promise.reject(error);
}

const URL_401 = 'http://lb1:8888/;csv answered HTTP 401: it wants a user name and password';
const URL_404 = 'http://lb1:8888/;csv answered HTTP 404: there is no such page';

test.each([
  ['refused', PAGE, new SourceError('refused', 'it refused'), 'it refused'],
  [
    'no password',
    PAGE,
    new SourceError('http-status', URL_401, { httpStatus: 401 }),
    `${URL_401}; set username and password_file`,
  ],
  [
    'another page',
    PAGE,
    new SourceError('http-status', URL_404, { httpStatus: 404 }),
    `${URL_404}; check the path, such as "stats uri" in haproxy.cfg`,
  ],
  [
    'a page too large',
    PAGE,
    new SourceError('too-large', 'it gave more than 64 MiB'),
    'it gave more than 64 MiB; raise max_bytes if that is right',
  ],
  [
    'a socket too large',
    SOCKET,
    new SourceError('too-large', 'it gave more than 64 MiB'),
    'it gave more than 64 MiB; raise max_bytes if that is right',
  ],
  [
    'a file too large',
    FILE,
    new SourceError('too-large', 'it gave more than 64 MiB'),
    'it gave more than 64 MiB; raise max_bytes if that is right',
  ],
])('what the source says is passed on, with what to do: %s', async (_title, source, error, reason) => {
  const fail = failing(error);
  const collector = createHaproxyCollector(
    source,
    deps({ fetchText: fail, askUnixSocket: fail, readTextFile: fail }),
  );
  expect(await collector.collect(new AbortController().signal)).toEqual({ kind: 'failed', reason });
});

test('a password file that is too large says nothing of max_bytes', async () => {
  const reason = '/etc/vipscope/password gave more than 4096 bytes';
  const source = {
    ...PAGE,
    credentials: {
      username: 'admin',
      password: { kind: 'file', path: '/etc/vipscope/password' },
    },
  } as const;
  const collector = createHaproxyCollector(
    source,
    deps({ readCredentials: failing(new SourceError('too-large', reason)) }),
  );
  expect(await collector.collect(new AbortController().signal)).toEqual({ kind: 'failed', reason });
});

test("the source's own deadline ends the read", async () => {
  const collector = createHaproxyCollector(
    { ...SOCKET, timeoutMs: 1 },
    deps({
      askUnixSocket: (path, _command, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () =>
            reject(new SourceError('timeout', `${path} did not answer in time`)),
          );
        }),
    }),
  );
  expect(await collector.collect(new AbortController().signal)).toEqual({
    kind: 'failed',
    reason: '/run/haproxy.sock did not answer in time',
  });
});

test('a mistake of our own is not taken for the source', async () => {
  const collector = createHaproxyCollector(FILE, deps({}));
  await expect(collector.collect(new AbortController().signal)).rejects.toThrow('this source is not read so');
});

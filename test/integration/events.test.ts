// needs: haproxy
import { appendFile, copyFile, rename, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchText } from '../../src/sources/http.ts';
import { askUnixSocket } from '../../src/sources/unix-socket.ts';
import { type EventsDocument, parseEventsDocument } from '../../src/view/events-document.ts';
import { type ReadStream, readStream } from '../exporter/web/stream-reader.ts';
import { freePort } from './support/free-port.ts';
import { type RunningProcess, startProcess } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const limits = () => ({ signal: AbortSignal.timeout(10_000), maxBytes: 1 << 26 });

let directory: TempDir;
let log: string;
let serving: ServingVipscope;
let reader: ReadStream | undefined;

beforeEach(async () => {
  directory = await makeTempDir('events');
  log = directory.file('keepalived.log');
  await writeFile(log, line('VI_before', 'BACKUP'));
});

afterEach(async () => {
  reader?.stop();
  reader = undefined;
  await serving?.stop();
  await directory.remove();
});

async function serve(config: object = {}): Promise<void> {
  const whole = {
    state_directory: directory.file('state'),
    keepalived: [{ name: 'ds1', log_file: log }],
    ipvs: { source: 'off' },
    view: { interval: '200ms', idle_interval: '1s' },
    ...config,
  };
  await writeFile(directory.file('vipscope.yml'), JSON.stringify(whole));
  serving = await serveVipscope('serve', `--config.file=${directory.file('vipscope.yml')}`);
}

/** A line of keepalived's as rsyslog writes it now. */
function line(instance: string, state: string): string {
  return `${new Date().toISOString().replace('Z', '000+00:00')} ds1 Keepalived_vrrp[801]: (${instance}) Entering ${state} STATE\n`;
}

async function events(): Promise<EventsDocument> {
  return parseEventsDocument((await serving.get('/events?since=0')).text);
}

async function open(lastEventId?: string): Promise<ReadStream> {
  reader?.stop();
  reader = await readStream(`${serving.url}/events`, {
    accept: 'text/event-stream',
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
  });
  return reader;
}

/** Subjects of one layer in the order in which they came. */
function told(stream: ReadStream, layer: string): string[] {
  return stream.messages().flatMap(({ event, data }) => {
    if (event !== 'stack') return [];
    const { subject, layer: of } = JSON.parse(data) as { readonly subject: string; readonly layer: string };
    return of === layer ? [subject] : [];
  });
}

function lastId(stream: ReadStream): string {
  return stream.messages().at(-1)?.id ?? '';
}

test("keepalived's lines are events with their lines, each once, while its log is rotated both ways", async () => {
  await serve();
  await vi.waitFor(async () => expect((await events()).events).toHaveLength(1), 10_000);
  const stream = await open();
  const names = Array.from({ length: 40 }, (_, at) => `VI_${at}`);
  for (const [at, name] of names.entries()) {
    if (at === 10) await rename(log, `${log}.1`);
    if (at === 20) {
      await copyFile(log, `${log}.1`);
      await truncate(log);
    }
    await appendFile(log, line(name, 'MASTER'));
    if (at % 10 === 9) await vi.waitFor(() => expect(told(stream, 'vrrp')).toContain(name), 10_000);
  }
  expect(told(stream, 'vrrp')).toEqual(names);
  const { events: all, missed } = await events();
  expect(missed).toBe(false);
  expect(all.map(({ subject }) => subject)).toEqual(['VI_before', ...names]);
  expect(all.at(-1)).toMatchObject({
    layer: 'vrrp',
    source: 'ds1',
    kind: 'state',
    to: 'MASTER',
    line: expect.stringMatching(/^\d{4}-.* ds1 Keepalived_vrrp\[801\]: \(VI_39\) Entering MASTER STATE$/),
  });
});

test('over a restart of vipscope a reader that comes back gets each event once', async () => {
  await serve();
  const first = await open();
  await appendFile(log, line('VI_1', 'MASTER'));
  await vi.waitFor(() => expect(told(first, 'vrrp')).toContain('VI_1'), 10_000);
  const id = lastId(first);
  const stoppedMs = performance.now();
  await serving.stop();
  // An open stream does not hold up the end.
  expect(performance.now() - stoppedMs).toBeLessThan(4_000);
  await first.ended;
  await appendFile(log, line('VI_2', 'MASTER'));
  await serve();
  const second = await open(id);
  await appendFile(log, line('VI_3', 'MASTER'));
  await vi.waitFor(() => expect(told(second, 'vrrp')).toContain('VI_3'), 10_000);
  expect(told(second, 'vrrp')).toEqual(['VI_2', 'VI_3']);
  expect(Number(lastId(second))).toBeGreaterThan(Number(id));
});

test('a server of a real HAProxy that goes down and comes back, and HAProxy started anew', async () => {
  const port = await freePort();
  let web = await webServer(port);
  const [service, socket] = [await freePort(), directory.file('admin.sock')];
  await writeFile(directory.file('haproxy.cfg'), configuration(service, port, socket));
  let haproxy = await startHaproxy(socket);
  try {
    await serve({ haproxy: [{ name: 'lb1', socket }], keepalived: [] });
    const stream = await open();
    await vi.waitFor(async () => expect((await serving.get('/-/ready')).status).toBe(200), 10_000);
    await closed(web);
    await vi.waitFor(() => expect(told(stream, 'haproxy')).toContain('www/web1'), 10_000);
    await vi.waitFor(() => expect(told(stream, 'haproxy')).toContain('www/BACKEND'), 10_000);
    web = await webServer(port);
    const states = async (): Promise<unknown[]> =>
      (await events()).events
        .filter(({ subject, kind }) => subject === 'www/web1' && kind === 'state')
        .map(({ from, to, tone }) => [from, to, tone]);
    await vi.waitFor(
      async () => expect((await states()).at(-1)).toEqual([expect.stringMatching(/^DOWN/), 'UP', 'good']),
      10_000,
    );
    expect(await states()).toContainEqual([expect.stringMatching(/^UP/), 'DOWN', 'bad']);
    const down = (await events()).events.find(({ subject, to }) => subject === 'www/web1' && to === 'DOWN');
    expect(down).toMatchObject({
      layer: 'haproxy',
      source: 'lb1',
      detail: expect.stringMatching(/^L4CON in /),
    });
    const spanMs = Number((down?.latestNs ?? 0n) - (down?.earliestNs ?? 0n)) / 1e6;
    expect(spanMs).toBeGreaterThan(0);
    expect(spanMs).toBeLessThan(5_000);
    const before = lastId(stream);
    await haproxy.stop();
    await vi.waitFor(() => expect(told(stream, 'source')).toEqual(['haproxy lb1']), 10_000);
    haproxy = await startHaproxy(socket);
    await vi.waitFor(() => expect(told(stream, 'source')).toEqual(['haproxy lb1', 'haproxy lb1']), 10_000);
    const ids = stream
      .messages()
      .flatMap((message) => (message.id === undefined ? [] : [Number(message.id)]));
    expect(ids.toSorted((one, other) => one - other)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(lastId(stream)).not.toBe(before);
  } finally {
    await haproxy.stop();
    await closed(web);
  }
});

function configuration(service: number, port: number, socket: string): string {
  return `global
  stats socket ${socket} mode 600 level admin
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
listen www
  bind 127.0.0.1:${service}
  server web1 127.0.0.1:${port} check inter 200ms rise 2 fall 2
`;
}

function startHaproxy(socket: string): Promise<RunningProcess> {
  return startProcess(['haproxy', '-db', '-f', directory.file('haproxy.cfg')], {
    readyWhen: async () => (await askUnixSocket(socket, 'show stat', limits())).includes('L4OK'),
    timeoutMs: 20_000,
  });
}

async function webServer(port: number): Promise<Server> {
  const server = createServer((_request, response) => void response.end('hello'));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await fetchText({ url: `http://127.0.0.1:${port}/` }, limits())).toBe('hello');
  return server;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}

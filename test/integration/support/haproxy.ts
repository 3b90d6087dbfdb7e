import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { fetchText } from '../../../src/sources/http.ts';
import { askUnixSocket } from '../../../src/sources/unix-socket.ts';
import { freePorts } from './free-port.ts';
import { type RunningProcess, startProcess } from './process.ts';
import { makeTempDir, type TempDir } from './temp-dir.ts';

/** A haproxy with a server in every state, and the servers behind it. */
export interface TestHaproxy {
  readonly process: RunningProcess;
  readonly directory: TempDir;
  /** Command line of level admin. */
  readonly socket: string;
  /** Statistics page for people; user `admin`, password `s3cret`. Behind `;csv` it is CSV. */
  readonly url: string;
  /** HAProxy's own exporter. */
  readonly promexUrl: string;
  /** Where clients go. */
  readonly serviceUrl: string;
  /** Answer of the command line. */
  ask(command: string): Promise<string>;
  stop(): Promise<void>;
}

export const HAPROXY_USER = 'admin';
export const HAPROXY_PASSWORD = 's3cret';

const limits = () => ({ signal: AbortSignal.timeout(10_000), maxBytes: 1 << 26 });

/** Resolves when every check has come to its result. */
export async function startHaproxy(): Promise<TestHaproxy> {
  const directory = await makeTempDir('haproxy');
  const web = await listening(createHttpServer((_request, response) => void response.end('hello')));
  // HAProxy's agent protocol: a server says what it is fit for, and closes.
  const agent = await listening(
    createServer((socket) => void socket.on('error', rethrowUnlessReset).end('up 50%\n')),
  );
  const [page, promex, service, tcp, closed] = await freePorts(5);
  const socket = directory.file('admin.sock');
  await writeFile(
    directory.file('haproxy.cfg'),
    configuration({ socket, page, promex, service, tcp, closed, web: portOf(web), agent: portOf(agent) }),
  );
  const ask = (command: string): Promise<string> => askUnixSocket(socket, command, limits());
  const process = await startProcess(['haproxy', '-db', '-f', directory.file('haproxy.cfg')], {
    readyWhen: async () => checksAreDone(await ask('show stat')),
    timeoutMs: 20_000,
  });
  await ask('set server app/draining state drain');
  const serviceUrl = `http://127.0.0.1:${service}/`;
  for (let request = 0; request < 5; request += 1) await fetchText({ url: serviceUrl }, limits());
  return {
    process,
    directory,
    socket,
    url: `http://127.0.0.1:${page}/stats`,
    promexUrl: `http://127.0.0.1:${promex}/metrics`,
    serviceUrl,
    ask,
    stop: async () => {
      await process.stop();
      await Promise.all([close(web), close(agent)]);
      await directory.remove();
    },
  };
}

interface Places {
  readonly socket: string;
  readonly page: number | undefined;
  readonly promex: number | undefined;
  readonly service: number | undefined;
  readonly tcp: number | undefined;
  readonly closed: number | undefined;
  readonly web: number;
  readonly agent: number;
}

function configuration({ socket, page, promex, service, tcp, closed, web, agent }: Places): string {
  return `global
  stats socket ${socket} mode 600 level admin
  description "a \\"test\\", no more"
defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
frontend page
  bind 127.0.0.1:${page}
  stats enable
  stats uri /stats
  stats auth ${HAPROXY_USER}:${HAPROXY_PASSWORD}
frontend promex
  bind 127.0.0.1:${promex}
  http-request use-service prometheus-exporter if { path /metrics }
frontend main
  bind 127.0.0.1:${service} name plain
  option socket-stats
  default_backend app
backend app
  balance roundrobin
  cookie SRV insert
  option httpchk GET /
  default-server inter 200 rise 1 fall 1
  server up 127.0.0.1:${web} check cookie u weight 10
  server down 127.0.0.1:${closed} check
  server draining 127.0.0.1:${web} check
  server maintained 127.0.0.1:${web} check disabled
  server unchecked 127.0.0.1:${closed} weight 0
  server agent 127.0.0.1:${web} check weight 20 agent-check agent-port ${agent} agent-inter 200
  server tracking 127.0.0.1:${web} track app/up backup
listen tcp
  bind 127.0.0.1:${tcp}
  mode tcp
  stick-table type ip size 10 expire 1m
  server up 127.0.0.1:${web} check inter 200
`;
}

/** Nothing is waiting for its first check any more, and the agent's word counts. */
function checksAreDone(csv: string): boolean {
  const lines = csv.split('\n').filter((line) => /^(?:app|tcp),/.test(line));
  const of = (name: string): string => lines.find((line) => line.startsWith(`app,${name},`)) ?? '';
  return !csv.includes(',INI,') && of('down').includes(',DOWN,') && /,L7OK,.*,L7OK,/.test(of('agent'));
}

/** HAProxy ends a check by resetting the connection, to have no socket in TIME_WAIT. */
function rethrowUnlessReset(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ECONNRESET') throw error;
}

function listening<S extends Server>(server: S): Promise<S> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

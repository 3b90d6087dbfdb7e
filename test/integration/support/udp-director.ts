import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';

/** A real server of the director. */
export interface DirectedServer {
  readonly port: number;
  readonly weight: number;
  /** One query in so many is counted and then lost on the way to it; absent: none. */
  readonly dropsOneIn?: number;
}

export interface UdpDirectorOptions {
  readonly scheduler: 'rr' | 'wrr';
  readonly servers: readonly DirectedServer[];
  /** Where its table and counters are written to, as ipvsadm prints them. */
  readonly tableFile: string;
}

/** Stands for IPVS, which this kernel may not have: flows by scheduler and weight, each with one real server. */
export interface UdpDirector {
  readonly port: number;
  /** Queries that it counted. */
  packets(): number;
  /** Queries that it lost on purpose. */
  dropped(): number;
  /** Takes a real server out of the table; its flows are answered no more. */
  removeServer(port: number): void;
  stop(): Promise<void>;
}

interface Counted extends DirectedServer {
  connections: number;
  packets: number;
  isRemoved: boolean;
}

const ADDRESS = '127.0.0.1';
const WRITE_MS = 50;
const BUFFER_BYTES = 4 * 1024 * 1024;
const HEAD = 'IP Virtual Server version 1.2.1 (size=4096)\n';

export async function startUdpDirector(options: UdpDirectorOptions): Promise<UdpDirector> {
  const servers = options.servers.map(
    (server): Counted => ({ ...server, connections: 0, packets: 0, isRemoved: false }),
  );
  const flows = new Map<number, { readonly server: Counted; readonly socket: Socket }>();
  const turns = turnsOf(options.scheduler, servers);
  let dropped = 0;
  let isChanged = true;
  const front = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
  front.bind(0, ADDRESS);
  await once(front, 'listening');
  const { port } = front.address();

  front.on('message', (query, client) => {
    let flow = flows.get(client.port);
    if (flow === undefined) {
      const server = turns();
      const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
      socket.on('message', (answer) => front.send(answer, client.port, client.address));
      server.connections += 1;
      flow = { server, socket };
      flows.set(client.port, flow);
    }
    const { server, socket } = flow;
    // As IPVS does with the flows of a real server that is gone: not even counted.
    if (server.isRemoved) return;
    server.packets += 1;
    isChanged = true;
    if (server.dropsOneIn !== undefined && server.packets % server.dropsOneIn === 0) dropped += 1;
    else socket.send(query, server.port, ADDRESS);
  });

  const write = async (): Promise<void> => {
    isChanged = false;
    await writeFile(`${options.tableFile}.new`, tableText(port, options.scheduler, servers));
    await rename(`${options.tableFile}.new`, options.tableFile);
  };
  await write();
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    if (isChanged) writing = writing.then(write);
  }, WRITE_MS);

  return {
    port,
    packets: () => servers.reduce((sum, { packets }) => sum + packets, 0),
    dropped: () => dropped,
    removeServer: (gone) => {
      for (const server of servers) if (server.port === gone) server.isRemoved = true;
      isChanged = true;
    },
    stop: async () => {
      clearInterval(timer);
      await writing;
      front.close();
      for (const { socket } of flows.values()) socket.close();
    },
  };
}

/** Each call gives the next real server; by weight in turns, as a cycle of as many places. */
function turnsOf(scheduler: 'rr' | 'wrr', servers: readonly Counted[]): () => Counted {
  const cycle = servers.flatMap((server) =>
    Array.from({ length: scheduler === 'wrr' ? server.weight : 1 }, () => server),
  );
  let turn = 0;
  return () => {
    for (;;) {
      const server = cycle[turn++ % cycle.length];
      if (server === undefined) throw new Error('there is no real server');
      if (!server.isRemoved) return server;
    }
  };
}

/** `ipvsadm -Ln`, `-Ln --stats --exact` and `-L --timeout` in one text, as a file source takes them. */
function tableText(port: number, scheduler: string, all: readonly Counted[]): string {
  const servers = all.filter(({ isRemoved }) => !isRemoved);
  const sum = (of: (server: Counted) => number): number => all.reduce((total, one) => total + of(one), 0);
  const virtual = `UDP  ${ADDRESS}:${port}`;
  const counters = (connections: number, packets: number): string =>
    `${connections} ${packets} 0 ${packets * 60} 0`;
  return [
    `${HEAD}Prot LocalAddress:Port Scheduler Flags`,
    '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
    `${virtual} ${scheduler}`,
    ...servers.map((one) => `  -> ${ADDRESS}:${one.port} Masq ${one.weight} 0 ${one.connections}`),
    `${HEAD}Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes`,
    '  -> RemoteAddress:Port',
    `${virtual} ${counters(
      sum(({ connections }) => connections),
      sum(({ packets }) => packets),
    )}`,
    ...servers.map((one) => `  -> ${ADDRESS}:${one.port} ${counters(one.connections, one.packets)}`),
    'Timeout (tcp tcpfin udp): 900 120 300',
    '',
  ].join('\n');
}

import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What a server that is or passes for HAProxy does with a connection once a request has come. */
export type Behaviour = (socket: Socket) => void;

/** A TCP or unix socket server that behaves as it is told, request by request. */
export interface FakeHaproxy {
  /** `http://127.0.0.1:PORT`; '' on a unix socket. */
  readonly url: string;
  /** Connections accepted so far. */
  connections(): number;
  /** Connections that are open now. */
  open(): number;
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

export const CSV =
  '# pxname,svname,scur,status,type,\nweb,FRONTEND,3,OPEN,0,\nweb,a,2,UP,2,\nweb,BACKEND,2,UP,1,\n';

export function httpAnswer(status: string, body: string, ...headers: readonly string[]): string {
  return ['HTTP/1.1 '.concat(status), ...headers, 'Connection: close', '', body].join('\r\n');
}

/** As HAProxy's page: no length, the connection's end is the body's. */
export const answerWell: Behaviour = (socket) => {
  socket.end(httpAnswer('200 OK', CSV, 'Content-Type: text/plain'));
};

export const hang: Behaviour = () => undefined;

export const hangMidBody: Behaviour = (socket) => {
  socket.write(httpAnswer('200 OK', CSV.slice(0, 60)));
};

/** A byte now and then, for ever. */
export const drip: Behaviour = (socket) => {
  socket.write(httpAnswer('200 OK', CSV));
  const timer = setInterval(() => socket.write('x'), 20);
  socket.once('close', () => clearInterval(timer));
};

/** As fast as it is read, and longer than anybody waits. */
export const endless: Behaviour = (socket) => {
  const block = 'web,a,2,UP,2,\n'.repeat(4096);
  const pour = (): void => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.write(httpAnswer('200 OK', CSV));
  socket.on('drain', pour);
  pour();
};

export function answer(text: string | Buffer): Behaviour {
  return (socket) => void socket.end(text);
}

/** @param path of a unix socket; a port of 127.0.0.1 where there is none */
export async function startFakeHaproxy(path?: string): Promise<FakeHaproxy> {
  let behaviour: Behaviour = answerWell;
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    // A client that gives up resets the connection.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', () => behaviour(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path === undefined ? { host: '127.0.0.1', port: 0 } : { path }, resolve);
  });
  return {
    url: path === undefined ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : '',
    connections: () => connections,
    open: () => sockets.size,
    behave: (next) => {
      behaviour = next;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

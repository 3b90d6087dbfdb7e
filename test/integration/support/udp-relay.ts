import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** Datagrams to 127.0.0.1 that go on to a server there, and its answers back, unless the path is cut. */
export interface UdpRelay {
  readonly port: number;
  /** How many it has let fall. */
  dropped(): number;
  close(): Promise<void>;
}

/** @param isCut asked for each datagram, on either way */
export async function startUdpRelay(serverPort: number, isCut: () => boolean): Promise<UdpRelay> {
  const front = createSocket('udp4');
  const backs = new Map<number, Socket>();
  let dropped = 0;
  const pass = (send: () => void): void => {
    if (isCut()) dropped += 1;
    else send();
  };
  const backOf = ({ port }: RemoteInfo): Socket => {
    const known = backs.get(port);
    if (known !== undefined) return known;
    const back = createSocket('udp4');
    back.on('message', (answer) => pass(() => front.send(answer, port, '127.0.0.1')));
    // A server that is stopped refuses; the client is to see nothing of it, as through a director.
    back.on('error', () => undefined);
    back.connect(serverPort, '127.0.0.1');
    backs.set(port, back);
    return back;
  };
  front.on('message', (query, client) =>
    pass(() => {
      const back = backOf(client);
      const send = (): void => back.send(query, () => undefined);
      // The first one of a client comes before its socket is connected.
      if (isConnected(back)) send();
      else back.once('connect', send);
    }),
  );
  await new Promise<void>((resolve) => {
    front.bind(0, '127.0.0.1', resolve);
  });
  return {
    port: front.address().port,
    dropped: () => dropped,
    close: async () => {
      const sockets = [front, ...backs.values()];
      await Promise.all(
        sockets.map((socket) => new Promise<void>((resolve) => void socket.close(() => resolve()))),
      );
    },
  };
}

function isConnected(socket: Socket): boolean {
  try {
    socket.remoteAddress();
    return true;
  } catch {
    return false;
  }
}

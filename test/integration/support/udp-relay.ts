import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Carries datagrams of many clients to one server on loopback and back, each client over a socket of its own. */
export interface UdpRelay {
  readonly port: number;
  /** Queries that came while the path was cut. */
  dropped(): number;
  forwarded(): number;
  /** From now on nothing passes, in either direction. */
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}

export async function startUdpRelay(serverPort: number): Promise<UdpRelay> {
  const front = createSocket('udp4');
  const backs = new Map<number, Socket>();
  let isCut = false;
  let dropped = 0;
  let forwarded = 0;
  const backOf = (clientPort: number): Socket => {
    const known = backs.get(clientPort);
    if (known !== undefined) return known;
    const back = createSocket('udp4').on('message', (answer) => {
      if (!isCut) front.send(answer, clientPort, '127.0.0.1');
    });
    backs.set(clientPort, back);
    return back;
  };
  front.on('message', (query, { port }) => {
    if (isCut) {
      dropped += 1;
      return;
    }
    forwarded += 1;
    backOf(port).send(query, serverPort, '127.0.0.1');
  });
  front.bind({ address: '127.0.0.1', port: 0 });
  await once(front, 'listening');
  return {
    port: front.address().port,
    dropped: () => dropped,
    forwarded: () => forwarded,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    stop: async () => {
      const sockets = [front, ...backs.values()];
      await Promise.all(
        sockets.map((socket) => {
          const closed = once(socket, 'close');
          socket.close();
          return closed;
        }),
      );
    },
  };
}

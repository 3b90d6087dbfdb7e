import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { scopedAddress } from '../scoped-address.ts';
import { SocketError } from '../socket-error.ts';
import { systemErrorText } from '../system-error-text.ts';
import type { Endpoint } from '../transport.ts';

/** How a datagram socket is opened. */
export interface DatagramSocketOptions {
  /** Where to bind; port 0: the kernel chooses. */
  readonly local: { readonly address: string; readonly port: number };
  /** Peer: the kernel then drops what comes from elsewhere, and hands over ICMP errors as ECONNREFUSED. */
  readonly remote: Endpoint;
  /** SO_RCVBUF and SO_SNDBUF, as asked for; the kernel grants up to net.core.rmem_max and wmem_max. */
  readonly bufferBytes: number;
}

/** An open, connected socket; whoever has it closes it. @throws SocketError */
export async function openDatagramSocket(options: DatagramSocketOptions): Promise<Socket> {
  const { local, remote, bufferBytes } = options;
  const socket = createSocket({
    type: remote.address.includes(':') ? 'udp6' : 'udp4',
    recvBufferSize: bufferBytes,
    sendBufferSize: bufferBytes,
  });
  try {
    const bound = once(socket, 'listening');
    socket.bind({ ...local, exclusive: true });
    await named(bound, 'bind', local);
    const connected = once(socket, 'connect');
    socket.connect(remote.port, scopedAddress(remote));
    await named(connected, 'connect', remote);
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}

/**
 * What the kernel granted, the larger of the two first asked for. Linux says twice as much, for it counts its own
 * overhead (socket(7)).
 */
export function grantedBuffers(socket: Socket): { receiveBytes: number; sendBytes: number } {
  const share = process.platform === 'linux' ? 2 : 1;
  return {
    receiveBytes: socket.getRecvBufferSize() / share,
    sendBytes: socket.getSendBufferSize() / share,
  };
}

async function named(
  step: Promise<unknown>,
  call: string,
  { address, port }: { readonly address: string; readonly port: number },
): Promise<void> {
  try {
    await step;
  } catch (error) {
    const { errno } = error as NodeJS.ErrnoException;
    const why = errno === undefined ? String(error) : systemErrorText(-errno);
    throw new SocketError(`${call} ${address} port ${port}: ${why}`);
  }
}

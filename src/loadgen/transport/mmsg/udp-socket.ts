import { SocketError } from '../socket-error.ts';
import { systemErrorText } from '../system-error-text.ts';
import type { Endpoint } from '../transport.ts';
import type { Libc } from './libc.ts';
import {
  SO_MEMINFO,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_SNDBUF,
  SO_SNDBUFFORCE,
  SO_TIMESTAMPNS,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCKADDR_IN6_SIZE,
  SOL_SOCKET,
} from './linux.ts';
import { domainOf, encodeSocketAddress, portOf } from './socket-address.ts';

/** How a UDP socket is opened. */
export interface UdpSocketOptions {
  /** Where to bind; absent: any address and port. */
  readonly local?: Endpoint;
  /** Peer: the kernel then drops what comes from elsewhere, and hands over ICMP errors as ECONNREFUSED. */
  readonly remote?: Endpoint;
  /** SO_RCVBUF and SO_SNDBUF, as asked for. */
  readonly bufferBytes: number;
  readonly kernelTimestamps: boolean;
}

/** An open non-blocking UDP socket. */
export interface UdpSocket {
  readonly fd: number;
  readonly localPort: number;
  /** What the kernel granted: half of what SO_RCVBUF says, which counts its own overhead (socket(7)). */
  readonly receiveBufferBytes: number;
  readonly sendBufferBytes: number;
}

/** @throws SocketError */
export function openUdpSocket(libc: Libc, options: UdpSocketOptions): UdpSocket {
  const { local, remote } = options;
  const domain = domainOf((remote ?? local)?.address ?? '127.0.0.1');
  const fd = libc.socket(domain, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) throw new SocketError(`socket: ${systemErrorText(libc.errno())}`);
  try {
    askForBuffer(libc, fd, SO_RCVBUFFORCE, SO_RCVBUF, options.bufferBytes);
    askForBuffer(libc, fd, SO_SNDBUFFORCE, SO_SNDBUF, options.bufferBytes);
    if (options.kernelTimestamps && !setOption(libc, fd, SO_TIMESTAMPNS, 1))
      throw new SocketError(`setsockopt SO_TIMESTAMPNS: ${systemErrorText(libc.errno())}`);
    if (local !== undefined) attach(libc, 'bind', fd, local);
    if (remote !== undefined) attach(libc, 'connect', fd, remote);
    return {
      fd,
      localPort: localPort(libc, fd),
      receiveBufferBytes: option(libc, fd, SO_RCVBUF) / 2,
      sendBufferBytes: option(libc, fd, SO_SNDBUF) / 2,
    };
  } catch (error) {
    libc.close(fd);
    throw error;
  }
}

/** Datagrams that did not fit the receive buffer: SK_MEMINFO_DROPS, the ninth word (linux/sock_diag.h). */
export function dropsOf(libc: Libc, fd: number): number {
  const memory = new Uint32Array(9);
  const length = Uint32Array.of(memory.byteLength);
  return libc.getsockopt(fd, SOL_SOCKET, SO_MEMINFO, memory, length) === 0 ? (memory[8] ?? 0) : 0;
}

/** The forced form passes net.core.rmem_max and needs CAP_NET_ADMIN; without it the kernel grants what it allows. */
function askForBuffer(libc: Libc, fd: number, forced: number, plain: number, bytes: number): void {
  if (!setOption(libc, fd, forced, bytes)) setOption(libc, fd, plain, bytes);
}

function setOption(libc: Libc, fd: number, name: number, value: number): boolean {
  return libc.setsockopt(fd, SOL_SOCKET, name, Int32Array.of(value), 4) === 0;
}

function option(libc: Libc, fd: number, name: number): number {
  const value = new Uint32Array(1);
  libc.getsockopt(fd, SOL_SOCKET, name, value, Uint32Array.of(4));
  return value[0] ?? 0;
}

function attach(libc: Libc, call: 'bind' | 'connect', fd: number, endpoint: Endpoint): void {
  const address = encodeSocketAddress(endpoint);
  if (libc[call](fd, address, address.length) === 0) return;
  throw new SocketError(
    `${call} ${endpoint.address} port ${endpoint.port}: ${systemErrorText(libc.errno())}`,
  );
}

function localPort(libc: Libc, fd: number): number {
  const address = new Uint8Array(SOCKADDR_IN6_SIZE);
  libc.getsockname(fd, address, Uint32Array.of(address.length));
  return portOf(address);
}

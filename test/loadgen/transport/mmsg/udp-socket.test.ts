import { afterEach, expect, test } from 'vitest';
import { type Libc, loadLibc, NoLibcError } from '../../../../src/loadgen/transport/mmsg/libc.ts';
import {
  openUdpSocket,
  type UdpSocket,
  type UdpSocketOptions,
} from '../../../../src/loadgen/transport/mmsg/udp-socket.ts';
import { SocketError } from '../../../../src/loadgen/transport/socket-error.ts';

const libc = loadLibc();
const opened: UdpSocket[] = [];

afterEach(() => {
  for (const { fd } of opened.splice(0)) libc.close(fd);
});

function open(options: Partial<UdpSocketOptions>): UdpSocket {
  const socket = openUdpSocket(libc, { bufferBytes: 65_536, kernelTimestamps: false, ...options });
  opened.push(socket);
  return socket;
}

function endpoint(address: string, port = 0) {
  return { address, port, scopeId: 0 };
}

test('a port of its own, and the buffers that were asked for', () => {
  const a = open({ local: endpoint('127.0.0.1') });
  const b = open({ local: endpoint('::1') });
  expect(a.localPort).toBeGreaterThan(0);
  expect(b.localPort).toBeGreaterThan(0);
  expect([a.receiveBufferBytes, a.sendBufferBytes]).toEqual([65_536, 65_536]);
});

test('the port that was asked for', () => {
  const { localPort, fd } = open({ local: endpoint('127.0.0.1') });
  libc.close(fd);
  opened.pop();
  expect(open({ local: endpoint('127.0.0.1', localPort) }).localPort).toBe(localPort);
});

test('a peer gives it a port as well', () => {
  expect(open({ remote: endpoint('127.0.0.1', 53) }).localPort).toBeGreaterThan(0);
});

test.each([
  ['127.0.0.1', 'bind 127.0.0.1 port PORT: EADDRINUSE (the port is taken: choose another --local-port)'],
  ['::1', 'bind ::1 port PORT: EADDRINUSE (the port is taken: choose another --local-port)'],
])('a port of %s that is taken', (address, message) => {
  const { localPort } = open({ local: endpoint(address) });
  const error = new SocketError(message.replace('PORT', String(localPort)));
  expect(() => open({ local: endpoint(address, localPort) })).toThrow(error);
});

test.each<[string, Partial<UdpSocketOptions>, string]>([
  [
    'an address of another host',
    { local: endpoint('192.0.2.1') },
    'bind 192.0.2.1 port 0: EADDRNOTAVAIL (no such address on this host)',
  ],
  [
    'an address of another host, IPv6',
    { local: endpoint('2001:db8::1') },
    'bind 2001:db8::1 port 0: EADDRNOTAVAIL (no such address on this host)',
  ],
  [
    'a link-local address without its interface',
    { remote: endpoint('fe80::1', 53) },
    'connect fe80::1 port 53: EINVAL (the address needs a scope id, as in fe80::1%eth0)',
  ],
])('%s', (_name, options, message) => {
  expect(() => open(options)).toThrow(new SocketError(message));
});

test('time stamps that the kernel refuses', () => {
  const SO_TIMESTAMPNS = 35;
  const refusing: Libc = {
    ...libc,
    setsockopt: (...args) => (args[2] === SO_TIMESTAMPNS ? -1 : libc.setsockopt(...args)),
    errno: () => 92,
  };
  expect(() => openUdpSocket(refusing, { bufferBytes: 4_096, kernelTimestamps: true })).toThrow(
    new SocketError('setsockopt SO_TIMESTAMPNS: ENOPROTOOPT'),
  );
});

test('a socket that could not be bound is closed', () => {
  const before = open({});
  libc.close(before.fd);
  opened.pop();
  expect(() => open({ local: endpoint('192.0.2.1') })).toThrow(SocketError);
  // The kernel gives out the lowest descriptor that is free.
  expect(open({}).fd).toBe(before.fd);
});

test.each([
  ['darwin', 'arm64', "sendmmsg is Linux's, this is darwin"],
  ['linux', 's390x', 'sendmmsg is used on x64 and arm64, this is s390x'],
] as const)('no C library to call on %s, %s', (platform, processor, message) => {
  expect(() => loadLibc(platform, processor)).toThrow(new NoLibcError(message));
});

import { connect, type Socket } from 'node:net';

/** Connects to 127.0.0.1. Errors are left to the caller's eyes: a connection that the server resets just closes. */
export function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

/** Everything that comes until the server closes the connection. */
export function readToEnd(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      text += part;
    });
    socket.once('close', () => resolve(text));
  });
}

/** Sends bytes as they are and reads until the server closes. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = await openSocket(port);
  const answer = readToEnd(socket);
  socket.write(bytes, 'latin1');
  return answer;
}

/** GET with a path that no client would send, and `Connection: close`. */
export async function getRaw(port: number, path: string): Promise<{ status: number; text: string }> {
  const text = await sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]), text };
}

import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { listen } from '../../src/exporter/web/listen.ts';
import { getRaw, openSocket } from '../exporter/web/raw-client.ts';
import { logInto, NOW_MS, portOf, webServer } from '../exporter/web/stand-in.ts';

const MAX_CONNECTIONS = 512;

/** 10,000, or what this process may open beside the server's own ends, which are in it too. */
function floodSize(): number {
  const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return Math.min(10_000, Number(limit) - MAX_CONNECTIONS - 500);
}

test('10,000 half-open connections do not stop /metrics from answering', async () => {
  const listening = await listen({
    app: webServer(),
    addresses: ['127.0.0.1:0'],
    asksForPassword: false,
    maxConnections: MAX_CONNECTIONS,
    log: logInto([]),
    nowMs: () => NOW_MS,
  });
  const port = portOf(listening);
  const sockets: Socket[] = [];
  const flood = floodSize();
  try {
    while (sockets.length < flood) {
      sockets.push(...(await Promise.all(Array.from({ length: 250 }, () => openSocket(port)))));
      // Half of them begin a request, and none ends it.
      for (const socket of sockets.slice(-125)) socket.write('GET /metrics HTTP/1.1\r\nHost: loc');
      if (sockets.length % 1000 === 0) expect((await getRaw(port, '/metrics')).status).toBe(200);
    }
    const { status, text } = await getRaw(port, '/metrics');
    expect([status, text.includes('up 1\n')]).toEqual([200, true]);
    await vi.waitFor(() => {
      expect(sockets.filter(({ destroyed }) => !destroyed).length).toBeLessThanOrEqual(MAX_CONNECTIONS);
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    await listening.close(0);
  }
});

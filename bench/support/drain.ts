import { request } from 'node:http';

/** Reads /metrics to its end without keeping it, on a connection of its own. */
export function drain(
  port: number,
  headers: Record<string, string>,
): Promise<{ bytes: number; lines: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/metrics', headers, agent: false },
      (response) => {
        let bytes = 0;
        let lines = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
        });
        response.on('end', () => resolve({ bytes, lines }));
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

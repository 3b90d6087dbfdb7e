import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fetchPeer } from '../../src/exporter/fetch-peer.ts';

const TLS = { insecureSkipVerify: false };
const LIMITS = { signal: new AbortController().signal, maxBytes: 1000 };

/** A vipscope that wants a password. */
async function startPeer(): Promise<string> {
  const server = createServer(({ headers, url }, response) => {
    const isAdmitted = headers.authorization === `Basic ${btoa('neo:chen')}`;
    response.writeHead(url === '/gone' ? 404 : isAdmitted ? 200 : 401).end(`${url} ${headers.accept}`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a document is asked for as JSON, with the password of the configuration', async () => {
  const url = await startPeer();
  const credentials = { username: 'neo', password: { kind: 'text', text: 'chen' } } as const;
  const text = await fetchPeer({ url, tls: TLS, timeoutMs: 1000, credentials }, `${url}/status.json`, LIMITS);
  expect(text).toBe('/status.json application/json');
});

test('a refusal says what to do, and never the password', async () => {
  const url = await startPeer();
  const peer = { url, tls: TLS, timeoutMs: 1000 };
  await expect(fetchPeer(peer, `${url}/`, LIMITS)).rejects.toThrow(
    /401: .*; set username and password_file$/,
  );
  await expect(fetchPeer(peer, `${url}/gone`, LIMITS)).rejects.toThrow(/404: .*; write the URL of its page$/);
  const credentials = { username: 'neo', password: { kind: 'text', text: 's3cret' } } as const;
  await expect(fetchPeer({ ...peer, credentials }, `${url}/`, LIMITS)).rejects.not.toThrow(/s3cret/);
});

import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { ProbeModule } from '../../src/exporter/config/config.ts';
import { createProbeCollector, probeReportFamilies } from '../../src/exporter/probe-collector.ts';
import { webServer } from './web/stand-in.ts';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** A server on loopback that stands for the target; resolves to its port. */
async function target(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function moduleOf(kind: ProbeModule['kind'], changes: Partial<ProbeModule> = {}): ProbeModule {
  const allow = ['127.0.0.1'];
  return {
    name: kind,
    kind,
    allow,
    tls: { insecureSkipVerify: false },
    timeoutMs: 5000,
    maxBytes: 1_000_000,
    ...changes,
  };
}

async function probe(module: ProbeModule, port: number, more = ''): Promise<string> {
  const server = webServer({
    config: () => ({ node: 'ds1', demo: false, scrapeTimeoutMs: 9000, probe: [module] }),
    createProbeCollector,
    reportFamilies: probeReportFamilies,
  });
  return (await server.inject(`/probe?module=${module.name}&target=127.0.0.1:${port}${more}`)).body;
}

const CSV = readFileSync(new URL('../fixtures/haproxy/2.6-http-csv.txt', import.meta.url));

test('a HAProxy is probed with the credentials of its module, and its series name no source', async () => {
  const asked: [string | undefined, string | undefined][] = [];
  const port = await target((request, response) => {
    asked.push([request.url, request.headers.authorization]);
    response.end(CSV);
  });
  const credentials = { username: 'admin', password: { kind: 'text', text: 'secret' } } as const;
  const text = await probe(moduleOf('haproxy', { credentials }), port);
  expect(asked).toEqual([['/;csv', 'Basic YWRtaW46c2VjcmV0']]);
  expect(text).toContain('probe_success 1\n');
  expect(text).toContain('haproxy_up 1\n');
  expect(text).toMatch(/^haproxy_server_status\{proxy="/m);
  expect(text).not.toContain('source=');
  expect(text).not.toContain('secret');
});

test('a name server is probed at its statistics channel', async () => {
  const port = await target((request, response) => {
    response.statusCode = request.url === '/json/v1' ? 404 : 500;
    response.end();
  });
  const text = await probe(moduleOf('bind'), port, '&debug=true');
  expect(text).toContain(`http://127.0.0.1:${port}/json/v1 answered HTTP 404`);
  expect(text).toContain('\nprobe_success 0\n');
  expect(text).toContain('\nbind_up 0\n');
});

test('a redirect is not followed, wherever it leads', async () => {
  const elsewhere = vi.fn<RequestListener>((_request, response) => response.end(CSV));
  const elsewherePort = await target(elsewhere);
  const port = await target((_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${elsewherePort}/;csv` }).end();
  });
  const text = await probe(moduleOf('haproxy'), port, '&debug=true');
  expect(text).toContain('answered HTTP 302: it redirects elsewhere');
  expect(text).toContain('\nprobe_success 0\n');
  expect(elsewhere).not.toHaveBeenCalled();
});

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import type { PagePatch } from '../../../src/view/page/blocks/block.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ASSETS = join(ROOT, 'src/view/assets');
const CHARTS = join(ROOT, 'node_modules/chart.js/dist/chart.umd.min.js');

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** Answers a path; undefined: not found. */
type Answer = (url: URL) => { readonly type: string; readonly body: string } | undefined;

/** A server of pages made by hand, with the page's own scripts and a stream that a test speaks into. */
export interface ScriptPageServer {
  readonly url: string;
  /** Queries of the streams that were opened. */
  readonly streams: URLSearchParams[];
  /** Paths and queries that were asked for, streams and assets not among them. */
  readonly asked: string[];
  /** Streams that are open now. */
  openStreams(): number;
  /** What all open streams are told. */
  say(event: string, data: string): void;
  patch(patch: Pick<PagePatch, 'base' | 'revision'> & Partial<PagePatch>): void;
  /** Ends all streams without a word, as a proxy that goes away. */
  cut(): void;
  /** With what streams are refused from now on; 200: they are not. */
  refuse(status: number): void;
  stop(): Promise<void>;
}

export async function serveScriptPage(answer: Answer): Promise<ScriptPageServer> {
  const open = new Set<ServerResponse>();
  const streams: URLSearchParams[] = [];
  const asked: string[] = [];
  let streamStatus = 200;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://page');
    if (url.pathname === '/live') {
      streams.push(url.searchParams);
      response.writeHead(streamStatus, { 'content-type': 'text/event-stream' });
      if (streamStatus !== 200) return void response.end();
      response.write('retry: 100\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
      return;
    }
    const found = asset(url.pathname) ?? answer(url);
    if (!url.pathname.startsWith('/assets/')) asked.push(`${url.pathname}${url.search}`);
    response.writeHead(found === undefined ? 404 : 200, {
      'content-type': found?.type ?? 'text/plain',
      'content-security-policy': POLICY,
    });
    response.end(found?.body);
  };
  const server = await listen(createServer(handle));
  const say = (event: string, data: string): void => {
    for (const response of open) response.write(`event: ${event}\ndata: ${data}\n\n`);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    streams,
    asked,
    openStreams: () => open.size,
    say,
    patch: (patch) => say('patch', JSON.stringify({ blocks: {}, cells: {}, rows: {}, points: {}, ...patch })),
    cut: () => {
      for (const response of open) response.destroy();
    },
    refuse: (status) => {
      streamStatus = status;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function asset(path: string): ReturnType<Answer> {
  if (path === '/assets/chart.js') return { type: 'text/javascript', body: readFileSync(CHARTS, 'utf8') };
  if (!/^\/assets\/[\w-]+\.(js|css|svg)$/.test(path)) return undefined;
  const type = TYPES[path.replace(/.*\./, '')] ?? 'text/plain';
  return { type, body: readFileSync(join(ASSETS, normalize(path.slice('/assets'.length))), 'utf8') };
}

async function listen(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

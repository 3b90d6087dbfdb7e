import { describe, expect, test, vi } from 'vitest';
import type { ReloadResult } from '../../../src/exporter/web/management-routes.ts';
import { logInto, webServer } from './stand-in.ts';

const ROUTES = [
  ['/', 'GET, HEAD', 'text/html; charset=utf-8'],
  ['/status.json', 'GET, HEAD', 'application/json; charset=utf-8'],
  ['/status.xml', 'GET, HEAD', 'application/xml; charset=utf-8'],
  ['/status.csv', 'GET, HEAD', 'text/csv; charset=utf-8; header=present'],
  ['/vs.xml', 'GET, HEAD', 'application/xml; charset=utf-8'],
  ['/vs.xsl', 'GET, HEAD', 'application/xslt+xml; charset=utf-8'],
  ['/history.json', 'GET, HEAD', 'application/json; charset=utf-8'],
  ['/assets/base.css', 'GET, HEAD', 'text/css; charset=utf-8'],
  ['/assets/page.js', 'GET, HEAD', 'text/javascript; charset=utf-8'],
  ['/assets/chart.js', 'GET, HEAD', 'text/javascript; charset=utf-8'],
  ['/metrics', 'HEAD, GET', 'text/plain; version=0.0.4; charset=utf-8'],
  ['/config', 'GET, HEAD', 'text/yaml; charset=utf-8'],
  ['/-/healthy', 'GET, HEAD', 'text/plain; charset=utf-8'],
  ['/-/ready', 'GET, HEAD', 'text/plain; charset=utf-8'],
] as const;

describe.each(ROUTES)('%s', (url, allow, contentType) => {
  test('answers GET, with the security headers', async () => {
    const answer = await webServer().inject(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': contentType,
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.body).not.toBe('');
  });

  test('answers HEAD without a body', async () => {
    const answer = await webServer().inject({ method: 'HEAD', url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(contentType);
    expect(answer.body).toBe('');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'refuses %s',
    async (method) => {
      // Node's types list the usual methods; its parser knows more, and so must the server.
      const answer = await webServer().inject({ method: method as 'POST', url });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe(allow);
      expect(answer.body).toBe(`${method} is not allowed here; allowed: ${allow}.\n`);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    },
  );
});

test.each([
  ['/-/reload', 'GET', 'POST, PUT'],
  ['/-/reload', 'HEAD', 'POST, PUT'],
  ['/probe', 'HEAD', 'GET'],
  ['/probe', 'POST', 'GET'],
] as const)('%s refuses %s', async (url, method, allow) => {
  const answer = await webServer().inject({ method, url });
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow]);
});

test('a body is refused, whatever its type', async () => {
  for (const contentType of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const headers = { 'content-type': contentType };
    const answer = await webServer().inject({ method: 'POST', url: '/-/reload', headers, payload: '{}' });
    expect([answer.statusCode, answer.body]).toEqual([413, 'No request here has a body.\n']);
    expect(answer.headers.connection).toBe('close');
  }
});

describe('/-/ready', () => {
  test('is 503 until the first collection has ended', async () => {
    let ready = false;
    const server = webServer({ isReady: () => ready });
    const before = await server.inject('/-/ready');
    expect(before.statusCode).toBe(503);
    expect(before.body).toBe('vipscope is not ready: the first collection is under way.\n');
    ready = true;
    expect((await server.inject('/-/ready')).statusCode).toBe(200);
  });

  test('does not matter to /-/healthy', async () => {
    const answer = await webServer({ isReady: () => false }).inject('/-/healthy');
    expect([answer.statusCode, answer.body]).toEqual([200, 'vipscope is healthy.\n']);
  });
});

describe('/-/reload', () => {
  test.each(['POST', 'PUT'] as const)('%s loads the configuration anew', async (method) => {
    const reload = vi.fn((): Promise<ReloadResult> => Promise.resolve({ kind: 'reloaded' }));
    const answer = await webServer({ reload }).inject({ method, url: '/-/reload' });
    expect([answer.statusCode, answer.body]).toEqual([200, 'Configuration reloaded.\n']);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test('an empty body with a type, as curl -d "" sends, is none', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' };
    const answer = await webServer().inject({ method: 'POST', url: '/-/reload', headers });
    expect(answer.statusCode).toBe(200);
  });

  test('a bad configuration is 500 with its lines', async () => {
    const lines = ['vipscope.yml:3:5: unknown key "prot"; did you mean "port"?', 'vipscope.yml:9:1: twice'];
    const reload = (): Promise<ReloadResult> => Promise.resolve({ kind: 'refused', lines });
    const answer = await webServer({ reload }).inject({ method: 'POST', url: '/-/reload' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).toBe(`The configuration in use stays as it was:\n${lines.join('\n')}\n`);
  });
});

test('/config is what it is given', async () => {
  const answer = await webServer({ configText: () => 'password: <secret>\n' }).inject('/config');
  expect(answer.body).toBe('password: <secret>\n');
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('headers of the web configuration come with every answer and replace ours', async () => {
  const headers = {
    'Strict-Transport-Security': 'max-age=1',
    'Content-Security-Policy': "default-src 'self'",
  };
  const server = webServer({ web: () => ({ users: new Map(), headers }) });
  for (const url of ['/metrics', '/nowhere']) {
    const answer = await server.inject(url);
    expect(answer.headers['strict-transport-security']).toBe('max-age=1');
    expect(answer.headers['content-security-policy']).toBe("default-src 'self'");
  }
});

test('a fault of ours is 500 without details, and one line in the log', async () => {
  const lines: string[] = [];
  const server = webServer({
    log: logInto(lines),
    configText: () => {
      throw new Error('secret detail\nlevel=info');
    },
  });
  const answer = await server.inject('/config');
  expect([answer.statusCode, answer.body]).toEqual([500, 'Internal error; the log says what.\n']);
  expect(lines[0]).toBe(
    'time=2026-11-20T10:00:00.000Z level=error msg="cannot answer" err="secret detail\\nlevel=info" method=GET path=/config\n',
  );
});

test('requests are logged at debug, those of scrapers not at all', async () => {
  const lines: string[] = [];
  const server = webServer({ log: logInto(lines) });
  for (const url of ['/metrics', '/-/healthy', '/-/ready', '/', '/nowhere?"\u0041']) await server.inject(url);
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  expect(lines).toEqual([
    'time=2026-11-20T10:00:00.000Z level=debug msg=answered method=GET path=/ status=200 client=127.0.0.1\n',
    'time=2026-11-20T10:00:00.000Z level=debug msg=answered method=GET path=/nowhere status=404 client=127.0.0.1\n',
  ]);
});

import { gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendWhole } from '../../../src/exporter/web/whole-reply.ts';

const SHORT = 'a few words, ✓';
const LONG = 'many words, ✓ '.repeat(1000);
const TEXTS: Readonly<Record<string, string | Buffer>> = {
  '/short': SHORT,
  '/long': LONG,
  '/shared': Buffer.from(LONG),
};

const app = fastify();

beforeAll(async () => {
  for (const [url, text] of Object.entries(TEXTS)) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      handler: (request, reply) => sendWhole(request, reply, 'text/plain; charset=utf-8', text),
    });
  }
  await app.ready();
});

afterAll(() => app.close());

test.each([
  ['/short', SHORT],
  ['/long', LONG],
  ['/shared', LONG],
])('%s comes as it is to who takes nothing else', async (url, text) => {
  const answer = await app.inject({ url });
  expect([answer.body, answer.headers['content-encoding']]).toEqual([text, undefined]);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test.each(['/long', '/shared'])(
  '%s is compressed for whoever takes that, each time the same',
  async (url) => {
    const headers = { 'accept-encoding': 'gzip' };
    const answers = await Promise.all([1, 2, 3].map(() => app.inject({ url, headers })));
    for (const { rawPayload, headers: given } of answers) {
      expect(given['content-encoding']).toBe('gzip');
      expect(gunzipSync(rawPayload).toString()).toBe(LONG);
    }
  },
);

test('what is short is not compressed, and HEAD has no body', async () => {
  const headers = { 'accept-encoding': 'gzip' };
  expect((await app.inject({ url: '/short', headers })).headers['content-encoding']).toBeUndefined();
  expect((await app.inject({ method: 'HEAD', url: '/long', headers })).body).toBe('');
});

import bcrypt from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import type { WebConfig } from '../../../src/exporter/config/web-config.ts';
import { webServer } from './stand-in.ts';

const USERS: WebConfig['users'] = new Map([['anna', bcrypt.hashSync('p:ä s', 4)]]);

function guarded(users = USERS) {
  return webServer({ web: () => ({ users, headers: {} }) });
}

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

describe.each([
  '/',
  '/metrics',
  '/config',
  '/probe',
  '/-/healthy',
  '/-/ready',
  '/assets/landing.css',
  '/nowhere',
])('%s', (url) => {
  test('asks for a password', async () => {
    const answer = await guarded().inject(url);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="vipscope", charset="UTF-8"');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.body).toBe('A user name and password are needed.\n');
  });

  test('does not with the right one', async () => {
    const answer = await guarded().inject({ url, headers: { authorization: basic('anna:p:ä s') } });
    expect(answer.statusCode).not.toBe(401);
  });
});

test('a reload needs the password, and a body is not read before it', async () => {
  const answer = await guarded().inject({ method: 'POST', url: '/-/reload', payload: 'x'.repeat(100_000) });
  expect(answer.statusCode).toBe(401);
});

test.each([
  ['the scheme in any case', basic('anna:p:ä s').replace('Basic', 'bASIC'), 200],
  ['several spaces', basic('anna:p:ä s').replace(' ', '   '), 200],
  ['a wrong password', basic('anna:wrong'), 401],
  ['an unknown user', basic('carl:p:ä s'), 401],
  ['no colon', basic('anna'), 401],
  ['nothing after the scheme', 'Basic ', 401],
  ['another scheme', 'Bearer abc', 401],
  ['no base64', 'Basic ???', 401],
  ['two pairs', `${basic('anna:p:ä s')}, ${basic('carl:x')}`, 401],
  ['the hash itself', basic(`anna:${USERS.get('anna')}`), 401],
  ['very long', basic(`anna:${'x'.repeat(10_000)}`), 401],
])('%s: %s is %d', async (_name, authorization, status) => {
  const answer = await guarded().inject({ url: '/-/healthy', headers: { authorization } });
  expect(answer.statusCode).toBe(status);
});

test('without users nobody is asked, also when a password comes', async () => {
  const server = guarded(new Map());
  expect((await server.inject('/-/healthy')).statusCode).toBe(200);
  const headers = { authorization: basic('anna:x') };
  expect((await server.inject({ url: '/-/healthy', headers })).statusCode).toBe(200);
});

test('users that a reload brings or takes away count at once', async () => {
  let users: WebConfig['users'] = new Map();
  const server = webServer({ web: () => ({ users, headers: {} }) });
  expect((await server.inject('/-/healthy')).statusCode).toBe(200);
  users = USERS;
  expect((await server.inject('/-/healthy')).statusCode).toBe(401);
});

test('where too many passwords are being checked, the answer says to come again', async () => {
  const server = webServer({
    web: () => ({ users: USERS, headers: {} }),
    passwordChecker: { check: () => Promise.resolve('busy') },
  });
  const answer = await server.inject({ url: '/-/healthy', headers: { authorization: basic('anna:x') } });
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '1']);
  expect(answer.body).toBe('Too many passwords are being checked.\n');
});

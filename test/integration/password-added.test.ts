import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReadStream, readStream } from '../exporter/web/stream-reader.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

/** Of `s3cret`, at bcrypt's lowest cost. */
const HASH = '$2y$04$ESuSJ0qkXU8qdfVnIxn2puoba.XmZGhzQlBgOr54oLJE.aYc91D2a';

let directory: TempDir;
let serving: ServingVipscope;
const readers: ReadStream[] = [];

function writeWeb(users: Readonly<Record<string, string>>): void {
  writeFileSync(directory.file('web.yml'), JSON.stringify({ basic_auth_users: users }));
}

async function reload(headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const { status } = await fetch(`${serving.url}/-/reload`, { method: 'POST', headers });
  expect(status).toBe(200);
}

async function read(path: string): Promise<ReadStream> {
  const reader = await readStream(`${serving.url}${path}`);
  readers.push(reader);
  return reader;
}

beforeAll(async () => {
  directory = await makeTempDir('password');
  writeWeb({});
  const sources = { ipvs: { source: 'off' }, vip: { addresses: ['192.0.2.1'] } };
  const configuration = { ...sources, web: { config_file: 'web.yml' } };
  writeFileSync(directory.file('v.yml'), JSON.stringify(configuration));
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
});

afterAll(async () => {
  for (const reader of readers) reader.stop();
  await serving?.stop();
  await directory?.remove();
});

test('streams that were open before a password was set end, and are not opened again without it', async () => {
  const revision = /data-revision="(\d+)"/.exec((await serving.get('/')).text)?.[1];
  const streams = [await read(`/live?revision=${revision}`), await read('/events')];
  await reload();
  expect(streams.map(({ response }) => [response.statusCode, response.destroyed])).toEqual([
    [200, false],
    [200, false],
  ]);
  writeWeb({ operator: HASH });
  await reload();
  await Promise.all(streams.map(({ ended }) => ended));
  for (const path of ['/live', '/events', '/', '/status.json?scope=node', '/history.json']) {
    expect([path, (await serving.get(path)).status]).toEqual([path, 401]);
  }
});

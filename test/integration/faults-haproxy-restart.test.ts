// needs: haproxy
import { rename, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, CSV, endless, type FakeHaproxy, hang, startFakeHaproxy } from './support/fake-haproxy.ts';
import { HAPROXY_PASSWORD, HAPROXY_USER, startHaproxy, type TestHaproxy } from './support/haproxy.ts';
import { type RunningProcess, startProcess } from './support/process.ts';
import { bySource, loggedAbout, reasonsShown, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

/** As HAProxy's command line answers `show info;show stat`. */
const SOCKET_ANSWER = `Name: HAProxy\nVersion: 2.6.12\nPid: 7\n\n${CSV}\n`;

let directory: TempDir;
let haproxy: TestHaproxy;
let restarted: RunningProcess | undefined;
let fake: FakeHaproxy | undefined;
let serving: ServingVipscope;

beforeAll(async () => {
  directory = await makeTempDir('restart');
  haproxy = await startHaproxy();
  await writeFile(directory.file('saved.csv'), CSV);
  const timeout = '1s';
  await writeFile(
    directory.file('v.yml'),
    JSON.stringify({
      // Only scrapes read, so that each is of what was done before it.
      view: { idle_interval: '1h' },
      haproxy: [
        { name: 'page', url: haproxy.url, username: HAPROXY_USER, password: HAPROXY_PASSWORD, timeout },
        { name: 'socket', socket: haproxy.socket, timeout },
        { name: 'fake', socket: directory.file('fake.sock'), timeout, max_bytes: '1MiB' },
        { name: 'saved', file: 'saved.csv' },
      ],
      ipvs: { source: 'off' },
    }),
  );
  await startFake();
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
});

afterAll(async () => {
  await serving?.stop();
  await restarted?.stop();
  await haproxy?.stop();
  await fake?.stop();
  await directory?.remove();
});

async function startFake(): Promise<FakeHaproxy> {
  fake = await startFakeHaproxy(directory.file('fake.sock'));
  fake.behave(answer(SOCKET_ANSWER));
  return fake;
}

async function up(): Promise<Record<string, string>> {
  return bySource(await scrape(serving), 'haproxy_up');
}

test('haproxy killed, and back: both ways of reading it say so once and find it again', async () => {
  expect(await up()).toEqual({ page: '1', socket: '1', fake: '1', saved: '1' });
  const before = await scrape(serving);
  expect(before.get('haproxy_server_status{source="page",proxy="app",server="up",state="UP"}')).toBe('1');

  haproxy.process.signal('SIGKILL');
  await expect.poll(haproxy.process.ended).toBe('SIGKILL');
  for (let round = 0; round < 3; round += 1) {
    const samples = await scrape(serving);
    expect(bySource(samples, 'haproxy_up')).toEqual({ page: '0', socket: '0', fake: '1', saved: '1' });
    expect([...samples.keys()].filter((series) => series.includes('source="page"'))).not.toContain(
      'haproxy_server_status{source="page",proxy="app",server="up",state="UP"}',
    );
  }
  await expect
    .poll(() => reasonsShown(serving))
    .toEqual([
      `${haproxy.url};csv refused the connection; nothing listens there`,
      `${haproxy.socket} refused the connection; nothing listens there`,
    ]);

  restarted = await startProcess(['haproxy', '-db', '-f', haproxy.directory.file('haproxy.cfg')], {
    readyWhen: async () => (await haproxy.ask('show info')) !== '',
    timeoutMs: 20_000,
  });
  expect(await up()).toEqual({ page: '1', socket: '1', fake: '1', saved: '1' });
  await up();
  expect(loggedAbout(serving, 'socket')).toEqual([
    'haproxy: source read',
    `haproxy: source failed: ${haproxy.socket} refused the connection; nothing listens there`,
    'haproxy: source read',
  ]);
  expect(loggedAbout(serving, 'page')).toHaveLength(3);
});

test('haproxy stopped in its tracks, and going on', async () => {
  restarted?.signal('SIGSTOP');
  expect(await up()).toEqual({ page: '0', socket: '0', fake: '1', saved: '1' });
  await expect
    .poll(() => reasonsShown(serving))
    .toEqual([`${haproxy.url};csv did not answer in time`, `${haproxy.socket} did not answer in time`]);
  restarted?.signal('SIGCONT');
  await expect.poll(up).toEqual({ page: '1', socket: '1', fake: '1', saved: '1' });
  expect(loggedAbout(serving, 'socket').slice(3)).toEqual([
    `haproxy: source failed: ${haproxy.socket} did not answer in time`,
    'haproxy: source read',
  ]);
});

const path = (): string => directory.file('fake.sock');

test.each<readonly [string, () => Promise<unknown>, () => string]>([
  ['gone', () => stopFake().then(() => rm(path(), { force: true })), () => `${path()} does not exist`],
  [
    'a regular file',
    () => writeFile(path(), ''),
    () => `${path()} refused the connection; nothing listens there`,
  ],
  [
    'silent',
    () =>
      rm(path())
        .then(startFake)
        .then((made) => made.behave(hang)),
    () => `${path()} did not answer in time`,
  ],
  [
    'cut short after show info',
    async () => fake?.behave(answer('Name: HAProxy\nVersion: 2.6.12\nPid: 7\n\n')),
    () => `${path()} answered show info and not show stat; its answer was cut short`,
  ],
  [
    'closing at once',
    async () => fake?.behave((socket) => socket.destroy()),
    () => `${path()} closed the connection without an answer`,
  ],
  [
    'another program',
    async () => fake?.behave(answer('-ERR unknown command\r\n')),
    () =>
      `${path()} should be the socket of "stats socket", not the master process's; the text is not HAProxy statistics CSV or show info: it begins with "-ERR unknown command "`,
  ],
  [
    'endless',
    async () => fake?.behave(endless),
    () => `${path()} gave more than 1 MiB; raise max_bytes if that is right`,
  ],
])('a socket that is %s costs itself alone, and says why', async (_what, spoil, reason) => {
  await spoil();
  for (let round = 0; round < 2; round += 1) {
    expect(await up()).toEqual({ page: '1', socket: '1', fake: '0', saved: '1' });
  }
  await expect.poll(() => reasonsShown(serving)).toEqual([reason()]);
});

test('a socket that another took the place of is read at the next scrape', async () => {
  await stopFake();
  await rename(directory.file('saved.csv'), directory.file('saved.bak'));
  const made = await startFake();
  expect(await up()).toEqual({ page: '1', socket: '1', fake: '1', saved: '0' });
  expect(made.connections()).toBe(1);
  await rename(directory.file('saved.bak'), directory.file('saved.csv'));
  expect(await up()).toEqual({ page: '1', socket: '1', fake: '1', saved: '1' });
  const about = loggedAbout(serving, 'fake');
  // One line for the first failure of many in this minute, one for the recovery.
  expect(about).toEqual([
    'haproxy: source read',
    `haproxy: source failed: ${path()} does not exist`,
    'haproxy: source read',
  ]);
});

async function stopFake(): Promise<void> {
  await fake?.stop();
  await rm(path(), { force: true });
}

// needs: root
import { appendFile, chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, CSV, type FakeHaproxy, httpAnswer, startFakeHaproxy } from './support/fake-haproxy.ts';
import { runProgram } from './support/process.ts';
import { bySource, loggedAbout, reasonsShown, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscopeBy } from './support/vipscope.ts';

// Root, to become a user without any rights.
const NOBODY = '65534';
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--inh-caps=-all'];
const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

let directory: TempDir;
let fake: FakeHaproxy;
let page: FakeHaproxy;

beforeAll(async () => {
  directory = await makeTempDir('rights');
  await chmod(directory.path, 0o755);
  fake = await startFakeHaproxy(directory.file('admin.sock'));
  fake.behave(answer(`Name: HAProxy\n\n${CSV}\n`));
  page = await startFakeHaproxy();
  page.behave(answer(httpAnswer('200 OK', CSV)));
});

afterAll(async () => {
  await Promise.all([fake?.stop(), page?.stop()]);
  await directory?.remove();
});

async function secret(name: string, text: string | Buffer = ''): Promise<string> {
  await writeFile(directory.file(name), text, { mode: 0o600 });
  await chmod(directory.file(name), 0o600);
  return directory.file(name);
}

async function configure(name: string, configuration: object): Promise<string> {
  await writeFile(directory.file(name), JSON.stringify(configuration), { mode: 0o644 });
  return `--config.file=${directory.file(name)}`;
}

describe('a user without any rights', () => {
  let serving: ServingVipscope;
  const path = (name: string): string => directory.file(name);

  beforeAll(async () => {
    await chmod(path('admin.sock'), 0o600);
    await secret('stats.csv', CSV);
    await secret('password', 'x');
    await secret('named.stats', await readFile(join(FIXTURES, 'bind', '9.18-recursive-named.stats')));
    await secret('log', '');
    await secret('keepalived.json', '[]');
    await copyFile(join(FIXTURES, 'bind', '9.18-recursive-named.stats'), path('open.stats'));
    await writeFile(
      path('open.log'),
      'Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (VI_1) Entering MASTER STATE\n',
    );
    await runProgram(['mkfifo', '-m', '600', path('fifo')]);
    await mkdir(path('state'), { mode: 0o755 });
    const file = await configure('nobody.yml', {
      state_directory: path('state'),
      haproxy: [
        { name: 'socket', socket: path('admin.sock') },
        { name: 'file', file: path('stats.csv') },
        { name: 'password', url: `${page.url}/;csv`, username: 'u', password_file: path('password') },
        { name: 'open', url: `${page.url}/;csv` },
      ],
      ipvs: { source: 'ipvsadm' },
      bind: [
        { name: 'file', stats_file: path('named.stats') },
        {
          name: 'open',
          stats_file: path('open.stats'),
          rndc: { command: ['rndc', '-s', '127.0.0.1', '-p', '1', '-k', path('password'), 'stats'] },
        },
      ],
      keepalived: [
        { name: 'log', log_file: path('log') },
        { name: 'fifo', notify_fifo: path('fifo') },
        { name: 'open', log_file: path('open.log'), dump: { json: path('keepalived.json') } },
      ],
    });
    serving = await serveVipscopeBy(AS_NOBODY, 'serve', file);
  });
  afterAll(() => serving?.stop());

  test('sees what is open to all, and is told the reason for each thing that is not', async () => {
    expect(await readFile(`/proc/${serving.pid}/status`, 'utf8')).toMatch(/\nCapEff:\s0+\n/);
    for (let round = 0; round < 3; round += 1) {
      const samples = await scrape(serving);
      expect(bySource(samples, 'haproxy_up')).toEqual({ socket: '0', file: '0', password: '0', open: '1' });
      expect(bySource(samples, 'bind_up')).toEqual({ file: '0', open: '1' });
      expect(bySource(samples, 'keepalived_up')).toEqual({ log: '0', fifo: '0', open: '1' });
      expect([samples.get('ipvs_up'), samples.get('vip_up')]).toEqual(['0', '1']);
    }
    const may = 'may not be read by this user; grant it read access';
    expect(await reasonsShown(serving)).toEqual([
      `${path('admin.sock')} may not be written to by this user; grant it write access`,
      `${path('stats.csv')} ${may}`,
      `${path('password')} ${may}`,
      expect.stringMatching(/^ipvsadm -Ln exited with status \d+: /),
      `${path('named.stats')} ${may}`,
      `${path('log')} ${may}`,
      `${path('fifo')} ${may}`,
    ]);
    const text = (await serving.get('/')).text;
    expect(text).toContain(`<li>${path('keepalived.json')} ${may}</li>`);
    expect(text).toMatch(/<li>rndc -s 127\.0\.0\.1 .* exited with status 1: /);
  });

  test('and each reason is in the log once, that of the state directory too', async () => {
    for (const source of ['socket', 'password', 'log', 'fifo']) {
      expect(loggedAbout(serving, source)).toHaveLength(1);
    }
    const unsaved = (): string[] =>
      serving
        .output()
        .split('\n')
        .filter((line) => line.includes('the place in the log cannot be remembered'))
        .map((line) => / source=(\S+)/.exec(line)?.[1] ?? '');
    // The log that cannot be read has no place.
    await expect.poll(() => unsaved().sort()).toEqual(['fifo', 'open']);
    expect(serving.output()).not.toMatch(/\n\s+at |TypeError|level=error/);
  });

  test('what rights are given for is read at the next scrape', async () => {
    for (const name of ['admin.sock', 'stats.csv', 'password', 'named.stats', 'log', 'fifo']) {
      await chmod(path(name), 0o666);
    }
    await expect
      .poll(async () => {
        const samples = await scrape(serving);
        return ['haproxy_up', 'bind_up', 'keepalived_up'].map((name) => bySource(samples, name));
      })
      .toEqual([
        { socket: '1', file: '1', password: '1', open: '1' },
        { file: '1', open: '1' },
        { log: '1', fifo: '1', open: '1' },
      ]);
    await appendFile(path('log'), 'Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (VI_2) Entering MASTER STATE\n');
    await expect
      .poll(async () => (await scrape(serving)).get('keepalived_vrrp_state{source="log",iname="VI_2"}'))
      .toBe('2');
  });
});

describe('a command that becomes root and hangs', () => {
  test('is not killed, not joined by more of it, and ends neither vipscope nor a scrape', async () => {
    // As sudo does: from here on its processes are root's, whom nobody else may signal.
    await copyFile('/usr/bin/setpriv', directory.file('sudo'));
    await chmod(directory.file('sudo'), 0o4755);
    await writeFile(
      directory.file('hang'),
      `#!/bin/sh\necho $$ >> ${directory.file('pids')}\nexec sleep 600\n`,
    );
    await chmod(directory.file('hang'), 0o755);
    const command = [
      directory.file('sudo'),
      '--reuid=0',
      '--regid=0',
      '--clear-groups',
      directory.file('hang'),
    ];
    const file = await configure('sudo.yml', { ipvs: { source: 'ipvsadm', command, timeout: '300ms' } });
    const serving = await serveVipscopeBy(AS_NOBODY, 'serve', file);
    const pids = async (): Promise<number[]> =>
      (await readFile(directory.file('pids'), 'utf8')).trim().split('\n').map(Number);
    try {
      await expect
        .poll(() => reasonsShown(serving))
        .toEqual([`${command.join(' ')} -Ln did not answer in time`]);
      const started = (await pids()).length;
      for (let round = 0; round < 4; round += 1) {
        const samples = await scrape(serving);
        expect([samples.get('ipvs_up'), samples.get('vip_up')]).toEqual(['0', '1']);
      }
      expect(await reasonsShown(serving)).toEqual([
        `${command.join(' ')} -Ln of an earlier reading still runs and could not be ended`,
      ]);
      expect((await pids()).length).toBe(started);
      for (const pid of await pids()) process.kill(pid, 'SIGKILL');
      await scrape(serving);
      expect((await pids()).length).toBeGreaterThan(started);
    } finally {
      await serving.stop();
      for (const pid of await pids()) endIfThere(pid);
    }
    expect(serving.ended()).toBe(0);
  });
});

/** Ends a process of this test's that may be gone already. */
function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

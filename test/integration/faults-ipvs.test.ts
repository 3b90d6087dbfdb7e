import { chmod, copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loggedAbout, problemsShown, reasonsShown, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope, serveVipscopeBy } from './support/vipscope.ts';

const RECORDED = join(import.meta.dirname, '..', 'fixtures', 'ipvs', 'linux-6.1-ipvsadm-1.31-all-kinds');

/** Prints what the real ipvsadm printed for the options that it is given. */
const WELL = `name=$(printf %s "$*" | tr -d ' '); exec cat "${RECORDED}/ipvsadm$name.txt"`;

/** Bodies of a shell script in the place of ipvsadm, and the reason that is shown; `%` is its path. */
const FAULTS: Readonly<Record<string, readonly [string, string]>> = {
  'without the kernel module': [
    'echo "Can\'t initialize ipvs: Protocol not available" >&2; exit 255',
    "% -Ln exited with status 255: Can't initialize ipvs: Protocol not available; the kernel module ip_vs is not loaded",
  ],
  'without rights': [
    'echo "Can\'t initialize ipvs: Permission denied (you must be root)" >&2; exit 255',
    "% -Ln exited with status 255: Can't initialize ipvs: Permission denied (you must be root); it needs the capability CAP_NET_ADMIN",
  ],
  hanging: ['exec sleep 600', '% -Ln did not answer in time'],
  'hanging, with the pipe in the hands of a child': ['sleep 600 & wait', '% -Ln did not answer in time'],
  endless: ['exec yes "TCP  10.0.0.1:80 rr"', '% -Ln gave more than 1 MiB; raise max_bytes if that is right'],
  'endless on stderr': ['exec yes >&2', '% -Ln did not answer in time'],
  silent: ['exit 0', '% -Ln: not the text of ipvsadm or of /proc/net/ip_vs: the text is empty'],
  'another program': [
    'echo "Usage: ipvsadm"',
    '% -Ln: not the text of ipvsadm or of /proc/net/ip_vs: it begins with "Usage: ipvsadm "',
  ],
  crashing: ['kill -SEGV $$', '% -Ln was ended by SIGSEGV: it said nothing on stderr'],
};

let directory: TempDir;
let ipvsadm: string;

beforeAll(async () => {
  directory = await makeTempDir('faults-ipvs');
  ipvsadm = directory.file('ipvsadm');
  await writeFile(directory.file('saved.csv'), '# pxname,svname,scur,status,type,\nweb,a,2,UP,2,\n');
  for (const name of ['ip_vs', 'ip_vs_stats', 'ip_vs_conn']) {
    await copyFile(join(RECORDED, `proc-net-${name}.txt`), directory.file(name));
  }
});

afterAll(() => directory?.remove());

async function become(script: string): Promise<void> {
  // Renamed into its place: a script that is being read is not written to.
  await writeFile(`${ipvsadm}.new`, `#!/bin/sh\n${script}\n`);
  await chmod(`${ipvsadm}.new`, 0o755);
  await rename(`${ipvsadm}.new`, ipvsadm);
}

async function configure(name: string, ipvs: object): Promise<string> {
  const path = directory.file(`${name}.yml`);
  await writeFile(
    path,
    JSON.stringify({ view: { idle_interval: '1h' }, haproxy: [{ name: 'saved', file: 'saved.csv' }], ipvs }),
  );
  return path;
}

const BOUNDS = { timeout: '700ms', max_bytes: '1MiB' };

describe('ipvsadm in the configuration', () => {
  let serving: ServingVipscope;

  beforeAll(async () => {
    await become(WELL);
    const path = await configure('ipvsadm', { source: 'ipvsadm', command: [ipvsadm], ...BOUNDS });
    serving = await serveVipscope('serve', `--config.file=${path}`);
  });
  afterAll(() => serving?.stop());

  test('is read', async () => {
    const samples = await scrape(serving);
    expect([samples.get('ipvs_up'), samples.get('ipvs_services')]).toEqual(['1', '13']);
    await expect.poll(() => reasonsShown(serving)).toEqual([]);
  });

  test.each(Object.entries(FAULTS))('%s: it alone is down, and says why', async (_name, [script, reason]) => {
    await become(script);
    for (let round = 0; round < 2; round += 1) {
      const samples = await scrape(serving);
      expect([samples.get('ipvs_up'), samples.get('haproxy_up{source="saved"}')]).toEqual(['0', '1']);
      expect([...samples.keys()].filter((series) => series.startsWith('ipvs_'))).toEqual(['ipvs_up']);
    }
    await expect.poll(() => reasonsShown(serving)).toEqual([reason.replace('%', ipvsadm)]);
  });

  test('not executable, and gone', async () => {
    await chmod(ipvsadm, 0o644);
    expect((await scrape(serving)).get('ipvs_up')).toBe('0');
    await expect.poll(() => reasonsShown(serving)).toEqual([`${ipvsadm} may not be executed by this user`]);
    await rm(ipvsadm);
    expect((await scrape(serving)).get('ipvs_up')).toBe('0');
    await expect.poll(() => reasonsShown(serving)).toEqual([`${ipvsadm} is not installed or not in PATH`]);
  });

  test('a part that fails is missing alone', async () => {
    await become(`case "$*" in *--stats*) echo broken >&2; exit 1;; esac; ${WELL}`);
    const samples = await scrape(serving);
    expect([samples.get('ipvs_up'), samples.get('ipvs_services')]).toEqual(['1', '13']);
    expect([...samples.keys()].filter((series) => /^ipvs_connections_total\{/.test(series))).toEqual([]);
    await expect
      .poll(() => problemsShown(serving))
      .toContain(`${ipvsadm} -Ln --stats --exact exited with status 1: broken`);
  });

  test('back, and every state was logged once', async () => {
    await become(WELL);
    for (let round = 0; round < 2; round += 1) expect((await scrape(serving)).get('ipvs_up')).toBe('1');
    const [, [, first = ''] = []] = Object.entries(FAULTS)[0] ?? [];
    expect(loggedAbout(serving, '').filter((line) => line.startsWith('ipvs'))).toEqual([
      'ipvs: source read',
      `ipvs: source failed: ${first.replace('%', ipvsadm)}`,
      `ipvs: source read in part: ${ipvsadm} -Ln --stats --exact exited with status 1: broken`,
      'ipvs: source read',
    ]);
  });

  test('no process is left behind', async () => {
    const children = (): Promise<string> =>
      readFile(`/proc/${serving.pid}/task/${serving.pid}/children`, 'utf8');
    await expect.poll(children).toBe('');
  });
});

describe('auto', () => {
  test('reads /proc in its place, tells that ipvsadm fails, and not that it is not installed', async () => {
    await become(FAULTS['without rights']?.[0] ?? '');
    const path = await configure('auto', {
      source: 'auto',
      command: [ipvsadm],
      proc_directory: directory.path,
      ...BOUNDS,
    });
    const serving = await serveVipscope('serve', `--config.file=${path}`);
    try {
      for (let round = 0; round < 3; round += 1) {
        const samples = await scrape(serving);
        expect([samples.get('ipvs_up'), samples.get('ipvs_services')]).toEqual(['1', '13']);
      }
      await rm(ipvsadm);
      await scrape(serving);
      const why = FAULTS['without rights']?.[1].replace('%', ipvsadm);
      expect(loggedAbout(serving, '').filter((line) => line.startsWith('ipvs'))).toEqual([
        `ipvs: source read in part: ${why}; read from ${directory.path} instead`,
        'ipvs: source read',
      ]);
    } finally {
      await serving.stop();
    }
  });

  test('with neither PATH nor kernel module IPVS is absent, which is no failure', async () => {
    const path = await configure('absent', { source: 'auto', proc_directory: '/nowhere' });
    const serving = await serveVipscopeBy(['env', '-u', 'PATH'], 'serve', `--config.file=${path}`);
    try {
      const samples = await scrape(serving);
      expect(samples.get('ipvs_up')).toBe('0');
      expect(samples.get('vipscope_collector_success{collector="ipvs",source=""}')).toBe('1');
      await expect
        .poll(() => reasonsShown(serving))
        .toEqual(['/nowhere/ip_vs_stats does not exist: the kernel module ip_vs is not loaded']);
    } finally {
      await serving.stop();
    }
  });

  test('ipvsadm is looked up in PATH', async () => {
    await become(WELL);
    const path = await configure('path', { source: 'ipvsadm', ...BOUNDS });
    const found = await serveVipscopeBy(
      ['env', `PATH=${directory.path}:/usr/bin:/bin`],
      'serve',
      `--config.file=${path}`,
    );
    const missing = await serveVipscopeBy(['env', 'PATH=/nowhere'], 'serve', `--config.file=${path}`);
    try {
      expect((await scrape(found)).get('ipvs_services')).toBe('13');
      expect((await scrape(missing)).get('ipvs_up')).toBe('0');
      await expect.poll(() => reasonsShown(missing)).toEqual(['ipvsadm is not installed or not in PATH']);
    } finally {
      await Promise.all([found.stop(), missing.stop()]);
    }
  });
});

import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { runVipscope, serveVipscope } from './support/vipscope.ts';

let directory: TempDir;
let good: string;

beforeAll(async () => {
  directory = await makeTempDir('cli');
  await writeFile(
    directory.file('stats.csv'),
    '# pxname,svname,scur,status,type,\nweb,FRONTEND,3,OPEN,0,\nweb,a,2,UP,2,\nweb,BACKEND,2,UP,1,\n',
  );
  good = directory.file('good.yml');
  await writeFile(
    good,
    'node: ds1\nhaproxy: [{ name: saved, file: stats.csv }]\nipvs: { source: "off" }\nvip: { addresses: [192.0.2.1] }\n',
  );
});
afterAll(() => directory.remove());

test('help and version go to stdout with status 0', async () => {
  const help = await runVipscope('--help');
  expect([help.code, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toMatch(/^Usage: vipscope serve\|snapshot\|demo/);
  expect((await runVipscope('--version')).stdout).toMatch(
    /^vipscope \d+\.\d+\.\d+, Node\.js \d+\.\d+\.\d+\n$/,
  );
});

test.each([
  [['sevre'], 'vipscope: there is no command "sevre"; commands are serve, snapshot, demo, scenario\n'],
  [
    ['snapshot', '--format=yaml'],
    'vipscope: --format is "yaml"; it takes text, json, xml, csv, html, metrics, vs.xml\n',
  ],
  [
    ['snapshot', '--timeout=soon'],
    'vipscope: --timeout is "soon"; it takes a duration such as 500ms, 10s or 1m\n',
  ],
  [['serve', '--log.level=loud'], 'vipscope: --log.level is "loud"; it takes debug, info, warn, error\n'],
  [['serve', '--config.check'], 'vipscope: --config.check needs --config.file, the file to check\n'],
  [['serve', '--config.file=/nowhere.yml'], 'vipscope: /nowhere.yml: it does not exist\n'],
])('%j is wrong usage: one line and status 2', async (args, message) => {
  expect(await runVipscope(...args)).toEqual({ code: 2, stdout: '', stderr: message });
});

test('a configuration is checked, all its mistakes at once, with the place of each', async () => {
  expect(await runVipscope('serve', `--config.file=${good}`, '--config.check')).toEqual({
    code: 0,
    stdout: `${good} is valid\n`,
    stderr: '',
  });
  const bad = directory.file('bad.yml');
  await writeFile(bad, 'nodes: ds1\nhaproxy:\n  - { name: a, file: x, socket: y }\n');
  const { code, stderr } = await runVipscope('serve', `--config.file=${bad}`, '--config.check');
  expect(code).toBe(2);
  expect(stderr.split('\n').map((line) => line.replace(`${bad}:`, ''))).toEqual([
    expect.stringMatching(/^vipscope: 1:1: .*nodes.*node/),
    expect.stringMatching(/^vipscope: 3:\d+: .*socket/),
    '',
  ]);
});

test('snapshot fails when no source can be read, and says why on stderr', async () => {
  const config = directory.file('gone.yml');
  await writeFile(
    config,
    'haproxy: [{ name: gone, socket: /nowhere.sock }]\nipvs: { source: "off" }\nvip: { file: /nowhere }\n',
  );
  const { code, stderr } = await runVipscope('snapshot', `--config.file=${config}`);
  expect(code).toBe(1);
  expect(stderr).toContain('reason="/nowhere.sock does not exist"');
});

test('snapshot leaves a notify FIFO and the positions of serve alone', async () => {
  const config = directory.file('beside.yml');
  const fifo = directory.file('notify.fifo');
  expect((await runProgram(['mkfifo', fifo])).code).toBe(0);
  await writeFile(
    directory.file('keepalived.log'),
    'Fri Nov 20 09:42:18 2026: (VI_1) Entering MASTER STATE\n',
  );
  await writeFile(
    config,
    `state_directory: .\nkeepalived:\n  - { name: fifo, notify_fifo: ${fifo} }\n  - { name: log, log_file: keepalived.log }\nipvs: { source: "off" }\n`,
  );
  const before = await readdir(directory.path);
  const { code, stdout, stderr } = await runVipscope(
    'snapshot',
    `--config.file=${config}`,
    '--format=metrics',
  );
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining('left out: a snapshot would take its lines from serve'),
  ]);
  expect(stdout).toContain('keepalived_vrrp_state{source="log",iname="VI_1"} 2\n');
  expect(stdout).not.toContain('source="fifo"');
  expect(await readdir(directory.path)).toEqual(before);
});

test('an address in use is one line and status 1', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { code, stderr } = await runVipscope(
      'serve',
      `--config.file=${good}`,
      `--web.listen-address=127.0.0.1:${port}`,
    );
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `vipscope: cannot listen on 127.0.0.1:${port}: another program listens there; "ss -ltnp" names it, --web.listen-address chooses another address`,
    );
  } finally {
    server.close();
  }
});

test('serve reloads on SIGHUP and POST, keeps a good configuration over a bad one, and ends on SIGTERM', async () => {
  const config = directory.file('reload.yml');
  const write = (node: string) =>
    writeFile(
      config,
      `node: ${node}\nhaproxy: [{ name: saved, file: stats.csv }]\nipvs: { source: "off" }\n`,
    );
  await write('before');
  const serving = await serveVipscope('serve', `--config.file=${config}`);
  try {
    expect((await serving.get('/config')).text).toContain('node: before');
    await write('after');
    serving.signal('SIGHUP');
    await expect.poll(async () => (await serving.get('/config')).text).toContain('node: after');
    await writeFile(config, 'nodes: bad\n');
    const refused = await fetch(`${serving.url}/-/reload`, { method: 'POST' });
    expect([refused.status, await refused.text()]).toEqual([500, expect.stringContaining(`${config}:1:1:`)]);
    expect((await serving.get('/config')).text).toContain('node: after');
    const metrics = (await serving.get('/metrics')).text;
    expect(metrics).toContain('\nvipscope_config_last_reload_successful 0\n');
    expect(metrics).toContain('\nhaproxy_up{source="saved"} 1\n');
  } finally {
    await serving.stop();
  }
  expect(serving.ended()).toBe(0);
  expect(serving.output()).toContain('msg="vipscope ends"');
});

test('a dead source costs only itself and is logged once, not at every scrape', async () => {
  const config = directory.file('dead.yml');
  await writeFile(
    config,
    'haproxy:\n  - { name: saved, file: stats.csv }\n  - { name: dead, socket: dead.sock }\nipvs: { source: "off" }\n',
  );
  const serving = await serveVipscope('serve', `--config.file=${config}`);
  try {
    for (let scrape = 0; scrape < 5; scrape += 1) {
      const { text } = await serving.get('/metrics');
      expect(text).toContain('\nhaproxy_up{source="saved"} 1\nhaproxy_up{source="dead"} 0\n');
    }
    expect(serving.output().match(/source failed/g)).toHaveLength(1);
    expect((await serving.get('/')).text).toContain('dead.sock does not exist');
  } finally {
    await serving.stop();
  }
});

test('demo says that it is one, and leaves nothing behind, though Ctrl-C comes twice', async () => {
  const leftBefore = (await readdir(tmpdir())).filter((name) => name.startsWith('vipscope-demo-'));
  const demo = await serveVipscope('demo');
  try {
    await expect.poll(async () => (await demo.get('/-/ready')).status).toBe(200);
    const { text } = await demo.get('/metrics');
    expect(text).toContain('\nvipscope_demo 1\n');
    expect(text).toMatch(/^keepalived_vrrp_state\{source="ds[12]",iname="VI_1"\} 2$/m);
    expect(text).not.toMatch(/^vipscope_collector_success\{.*\} 0$/m);
    expect((await demo.get('/')).text).toContain('Demo.');
    expect((await demo.get('/config')).text).toMatch(
      /^# Demo: all that is read is a recording\.\nnode: ds2\n/,
    );
  } finally {
    demo.signal('SIGINT');
    demo.signal('SIGINT');
    await demo.stop();
  }
  expect(demo.ended()).toBe(0);
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith('vipscope-demo-'));
  expect(left).toEqual(leftBefore);
});

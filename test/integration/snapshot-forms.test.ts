// needs: script
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elementsOf, readXml, textOf } from '../view/support/read-xml.ts';
import { runProgram, startProcess } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { runVipscope, vipscope } from './support/vipscope.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const TEXT_BYTES = 8_000_000;
const FILES = ['status.json', 'vs.html', 'vs.xml', 'vs.xsl'];

let directory: TempDir;
let config: string;

beforeAll(async () => {
  directory = await makeTempDir('forms');
  await writeFile(
    directory.file('stats.csv'),
    '# pxname,svname,scur,status,type,\nweb,FRONTEND,3,OPEN,0,\nweb,a,2,UP,2,\nweb,b,0,DOWN,2,\nweb,BACKEND,2,UP,1,\n',
  );
  await writeFile(
    directory.file('keepalived.log'),
    `${new Date().toISOString().slice(0, 19)}+00:00 ds1 Keepalived_vrrp[7]: (VI_1) Entering MASTER STATE\n`,
  );
  config = directory.file('vipscope.yml');
  await writeFile(
    config,
    [
      'node: ds1',
      'haproxy: [{ name: saved, file: stats.csv }]',
      'keepalived: [{ name: log, log_file: keepalived.log }]',
      'ipvs: { source: "off" }',
      'vip: { addresses: [192.0.2.1] }',
      '',
    ].join('\n'),
  );
});
afterAll(() => directory?.remove());

function snapshot(...args: readonly string[]) {
  return runVipscope('snapshot', `--config.file=${config}`, ...args);
}

/** Its standard output, where it ended well and without a word. */
async function form(name: string): Promise<string> {
  const { code, stdout, stderr } = await snapshot(`--format=${name}`);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

/** Words that run it in a terminal of its own, which script(1) makes. */
function inTerminal(prefix: string, ...args: readonly string[]): string[] {
  const words = vipscope('snapshot', `--config.file=${config}`, ...args).map((word) => `'${word}'`);
  return ['script', '-qec', `exec ${prefix} ${words.join(' ')}`, '/dev/null'];
}

test('text has the rows, what is wrong first, and what the logs told', async () => {
  const text = await form('text');
  expect(text).toMatch(/^web\/a +saved +UP +2/m);
  expect(text).toMatch(/^web\/b +saved +DOWN +0/m);
  expect(text).toMatch(/^VI_1 +log +MASTER/m);
  expect(text).toMatch(/^\S+Z +ds1 +vrrp +VI_1 .*MASTER STATE$/m);
  expect(text.indexOf('web/b')).toBeGreaterThan(text.indexOf('WARNING'));
  expect(text).not.toContain('\u001b');
});

test('metrics, JSON, XML and CSV are of the same collection', async () => {
  expect(await form('metrics')).toContain(
    '\nhaproxy_server_current_sessions{source="saved",proxy="web",server="a"} 2\n',
  );
  const document = JSON.parse(await form('json')) as {
    node: string;
    nodes: { haproxys: { source: string }[] }[];
  };
  expect([document.node, document.nodes[0]?.haproxys[0]?.source]).toEqual(['ds1', 'saved']);
  const root = readXml(await form('xml'));
  expect(elementsOf(root, 'row').map(({ attributes }) => [attributes['name'], attributes['status']])).toEqual(
    [
      ['FRONTEND', 'OPEN'],
      ['a', 'UP'],
      ['b', 'DOWN'],
      ['BACKEND', 'UP'],
    ],
  );
  const rows: Record<string, string>[] = parse(await form('csv'), { columns: true });
  expect(rows.find(({ name }) => name === 'b')).toMatchObject({
    layer: 'haproxy',
    group: 'web',
    state: 'DOWN',
  });
  expect(readXml(await form('vs.xml')).name).toBe('ipvs');
});

test('html is complete in itself: with its style, without scripts, and it asks for nothing', async () => {
  const html = await form('html');
  expect(html).toMatch(/^<!doctype html>\n/i);
  expect(html).toContain('<style>');
  expect(html).not.toMatch(/<script|<link[^>]+stylesheet|src="/);
});

test('--out writes vs.xml, vs.xsl, vs.html and status.json for a web server, over the old ones, and nothing else', async () => {
  const out = directory.file('www');
  await mkdir(out);
  await writeFile(directory.file('www/index.html'), 'mine');
  await writeFile(directory.file('www/vs.xml'), 'old', { mode: 0o600 });
  expect(await snapshot(`--out=${out}`)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await readdir(out)).toSorted()).toEqual(['index.html', ...FILES]);
  for (const name of FILES) expect((await stat(`${out}/${name}`)).mode & 0o777).toBe(0o644);
  const old = await readFile(`${out}/vs.xml`, 'utf8');
  expect(old).toMatch(/<\/ipvs><\?vipscope node="ds1" taken="[\d-]+T[\d:.]+Z"\?>$/);
  expect(textOf(readXml(old))).toBe('');
  expect(JSON.parse(await readFile(`${out}/status.json`, 'utf8'))).toMatchObject({ node: 'ds1' });
  expect(await readFile(`${out}/index.html`, 'utf8')).toBe('mine');
});

test('--out that cannot be written is one line and status 1', async () => {
  const none = directory.file('none');
  expect(await snapshot(`--out=${none}`)).toEqual({
    code: 1,
    stdout: '',
    stderr: `vipscope: ${none} does not exist; make it first\n`,
  });
  expect((await snapshot(`--out=${config}`)).stderr).toBe(`vipscope: ${config} is not a directory\n`);
});

test('killed at any time, it leaves whole files', async () => {
  const out = directory.file('killed');
  await mkdir(out);
  // What --out writes files with, writing large ones without end.
  const program = `
    const { publishFiles } = await import('${join(ROOT, 'dist', 'sources', 'publish-files.js')}');
    for (let round = 0; ; round += 1) {
      const text = String(round % 10).repeat(${TEXT_BYTES});
      await publishFiles('${out}', { 'vs.xml': text, 'vs.html': text });
    }`;
  for (let kill = 0; kill < 8; kill += 1) {
    const before = await stat(`${out}/vs.html`).catch(() => undefined);
    const running = await startProcess([process.execPath, '--input-type=module', '-e', program], {
      readyWhen: async () => (await stat(`${out}/vs.html`)).ino !== before?.ino,
      timeoutMs: 20_000,
    });
    // At another moment of a round each time.
    await new Promise((resolve) => setTimeout(resolve, kill * 7));
    running.signal('SIGKILL');
    await expect.poll(() => running.ended()).toBe('SIGKILL');
    for (const name of ['vs.xml', 'vs.html']) {
      const text = await readFile(`${out}/${name}`, 'latin1');
      expect(text === (text[0] ?? '').repeat(TEXT_BYTES)).toBe(true);
    }
  }
});

test.each([
  [['--watch=often'], '--watch is "often"; it takes seconds from 0.1 to 3600, such as 2'],
  [['--watch=0'], '--watch is "0"; it takes seconds from 0.1 to 3600, such as 2'],
  [
    ['--watch=2', '--format=json'],
    '--format and --watch do not go together: --out writes its own forms, --watch shows text',
  ],
  [
    ['--out=.', '--format=json'],
    '--format and --out do not go together: --out writes its own forms, --watch shows text',
  ],
])('%j is wrong usage', async (args, message) => {
  expect(await snapshot(...args)).toEqual({ code: 2, stdout: '', stderr: `vipscope: ${message}\n` });
});

test('a terminal gets colours, unless its user wants none', async () => {
  const output = async (prefix: string) => (await runProgram(inTerminal(prefix))).stdout;
  expect(await output('env TERM=xterm')).toContain('\u001b[1;31mDOWN\u001b[0m');
  expect(await output('env NO_COLOR=1 TERM=xterm')).not.toContain('\u001b');
  expect(await output('env TERM=dumb')).not.toContain('\u001b');
});

test('--watch goes on until Ctrl-C, which ends it with status 0', async () => {
  const argv = vipscope('snapshot', `--config.file=${config}`, '--watch=0.1');
  const times = (text: string) => new Set(text.match(/^ds1 .+$/gm)).size;
  const running = await startProcess(argv, {
    readyWhen: (started) => Promise.resolve(times(started.output()) >= 2),
    timeoutMs: 20_000,
  });
  running.signal('SIGINT');
  await expect.poll(() => running.ended()).toBe(0);
  expect(running.output()).not.toContain('\u001b');
});

test('a terminal is written over, with no more than it has room for', async () => {
  // Behind the last one script(1) may tell that it was ended.
  const screens = (output: string) => output.split('\u001b[H').slice(1, -1);
  const running = await startProcess(inTerminal('env TERM=xterm', '--watch=0.1'), {
    readyWhen: (started) => Promise.resolve(screens(started.output()).length > 2),
    timeoutMs: 20_000,
  });
  await running.stop();
  // script(1) gives a terminal of no size, which counts as one of 80 columns and 24 lines.
  for (const screen of screens(running.output())) expect(screen.split('\n').length).toBeLessThanOrEqual(24);
});

test('--out where this user may not write is one line', async () => {
  const out = directory.file('locked');
  await mkdir(out);
  await chmod(out, 0o555);
  await chmod(directory.path, 0o755);
  const argv = vipscope('snapshot', `--config.file=${config}`, `--out=${out}`);
  const launcher = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : [];
  const { code, stderr } = await runProgram([...launcher, ...argv]);
  expect([code, stderr]).toEqual([
    1,
    `vipscope: ${out}/vs.xml may not be written by this user; grant it write access to the directory\n`,
  ]);
});

import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from './support/free-port.ts';
import { runProgram, startProcess } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { vipscope } from './support/vipscope.ts';

const ROWS = 5000;
const HEADER = '# pxname,svname,scur,status,type,\n';

let directory: TempDir;
let snapshot: string[];

beforeAll(async () => {
  directory = await makeTempDir('output');
  const rows = Array.from({ length: ROWS }, (_, index) => `web${index},a,${index},UP,2,\n`);
  await writeFile(directory.file('saved.csv'), HEADER + rows.join(''));
  await writeFile(
    directory.file('v.yml'),
    'haproxy: [{ name: saved, file: saved.csv }]\nipvs: { source: "off" }\n',
  );
  snapshot = vipscope('snapshot', `--config.file=${directory.file('v.yml')}`, '--format=metrics');
});

afterAll(() => directory?.remove());

/** Runs a shell script with the words of a command as its arguments. */
function shell(script: string, words: readonly string[]) {
  return runProgram(['sh', '-c', script, 'sh', ...words]);
}

test('a snapshot of some megabytes comes whole through a slow pipe', async () => {
  const { stdout, stderr } = await shell('"$@" | (sleep 0.2; grep -c current_sessions{)', snapshot);
  expect([stdout.trim(), stderr]).toEqual([String(ROWS), '']);
});

test('a reader that has enough ends it without a word', async () => {
  const { stdout, stderr } = await shell('("$@"; echo $? >&2) | head -c 6', snapshot);
  expect([stdout, stderr]).toEqual(['# HELP', '1\n']);
});

test('a full disk is one line and status 1', async () => {
  const { code, stderr } = await shell('"$@" > /dev/full', snapshot);
  expect([code, stderr]).toEqual([
    1,
    'vipscope: cannot write the output: ENOSPC: no space left on device, write\n',
  ]);
});

test.each([
  ['a full disk', '2> /dev/full'],
  ['a closed one', '2>&-'],
  ['a pipe whose reader is gone', '2> >(exec true)'],
])('serving goes on when the log goes to %s', async (_where, redirection) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const words = vipscope(
    'serve',
    `--config.file=${directory.file('v.yml')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  );
  const running = await startProcess(['bash', '-c', `exec "$@" ${redirection}`, 'bash', ...words], {
    readyWhen: async () => (await fetch(`${url}/metrics`)).ok,
    timeoutMs: 20_000,
  });
  try {
    const reload = await fetch(`${url}/-/reload`, { method: 'POST' });
    expect([reload.status, (await fetch(`${url}/metrics`)).status]).toEqual([200, 200]);
  } finally {
    await running.stop();
  }
  expect(running.ended()).toBe(0);
});

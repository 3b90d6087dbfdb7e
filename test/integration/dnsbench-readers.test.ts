import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
import { accounted, addressQueries, dnsbench, serverOf } from './support/dnsbench.ts';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

let directory: TempDir;
let queries: string;
let responder: RunningResponder;

beforeAll(async () => {
  directory = await makeTempDir('readers');
  queries = directory.file('queries.txt');
  await writeFile(queries, addressQueries(1000));
  responder = await startResponder();
});

afterAll(async () => {
  await responder?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [...serverOf(responder), '-d', queries, ...args];

test.each([
  ['a line for each query', ['-v']],
  ['a line for each interval', ['-S0.1']],
])(
  'a reader that has enough of %s ends the run without a word, and files are written',
  async (_of, flags) => {
    const file = directory.file('kept.json');
    const script = '"$@" | head -n 8 >&2; echo $PIPESTATUS';
    const args = dnsbench(...load(...flags, '-l', '60', `--json=${file}`));
    const { stdout, stderr } = await runProgram(['bash', '-c', script, 'bash', ...args]);
    expect(stdout).toBe('1\n');
    expect(stderr.split('\n')).toHaveLength(9);
    expect(stderr).not.toContain('Error');
    expect(accounted(fromJson(readFileSync(file, 'utf8'), file)).windowSeconds).toBeLessThan(60);
  },
);

test('a file that may not grow takes a part of the lines, and why there is no more is told once', async () => {
  const limited = 'ulimit -f 64; exec "$@" > "$0"';
  const args = dnsbench(...load('-v', '-l', '60'));
  expect(await runProgram(['bash', '-c', limited, directory.file('full'), ...args])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'dnsbench: cannot write the output: EFBIG: file too large, write\n',
  });
});

test('a reader that is slow does not keep a signal from ending the run', async () => {
  const [program = '', ...args] = dnsbench(...load('-v', '-l', '60', '--workers=1'));
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const ended = new Promise((resolve) => child.once('close', resolve));
    let octets = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      octets += chunk.length;
      child.stdout.pause();
      setTimeout(() => child.stdout.resume(), 50);
    });
    await expect.poll(() => octets).toBeGreaterThan(300_000);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  } finally {
    child.kill('SIGKILL');
  }
});

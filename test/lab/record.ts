/**
 * Records, once a second, what a vipscope on ds2 would read: the frames that `vipscope demo` plays.
 * Runs in ds2's network namespace: record.ts LAB-DIRECTORY RECORDING.jsonl SECONDS
 */
import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleepMs } from 'node:timers/promises';
import { promisify } from 'node:util';
import { askUnixSocket } from '../../src/sources/unix-socket.ts';

const [lab = '', recording = '', seconds = '0'] = process.argv.slice(2);
const run = promisify(execFile);

async function output(program: string, ...args: string[]): Promise<string> {
  return (await run(program, args, { timeout: 5000 })).stdout;
}

/** Each file of a frame, and how its content is had; what fails is not there in that second. */
const FILES: Readonly<Record<string, () => Promise<string>>> = {
  'ipvsadm.txt': async () =>
    (
      await Promise.all([
        output('ipvsadm', '-Ln'),
        output('ipvsadm', '-Ln', '--stats', '--exact'),
        output('ipvsadm', '-Ln', '--rate'),
        output('ipvsadm', '-L', '--timeout'),
      ])
    ).join(''),
  'ip-addr.json': () => output('ip', '-j', 'addr'),
  'haproxy-ds1.txt': () => haproxy('ds1'),
  'haproxy-ds2.txt': () => haproxy('ds2'),
  'named-rs1.stats': () => namedStats('rs1'),
  'named-rs2.stats': () => namedStats('rs2'),
  'keepalived-ds1.log': () => readFile(join(lab, 'ds1', 'keepalived.log'), 'utf8'),
  'keepalived-ds2.log': () => readFile(join(lab, 'ds2', 'keepalived.log'), 'utf8'),
};

function haproxy(director: string): Promise<string> {
  const limits = { signal: AbortSignal.timeout(2000), maxBytes: 1 << 20 };
  return askUnixSocket(join(lab, director, 'haproxy.sock'), 'show info;show stat', limits);
}

async function namedStats(server: string): Promise<string> {
  await output('ip', 'netns', 'exec', server, 'rndc', '-c', join(lab, server, 'rndc.conf'), 'stats');
  const text = await readFile(join(lab, server, 'named.stats'), 'utf8');
  return text.slice(text.lastIndexOf('+++ Statistics Dump +++'));
}

const startedMs = Date.now();
for (let second = 0; second < Number(seconds); second += 1) {
  const dueMs = startedMs + second * 1000;
  await sleepMs(Math.max(0, dueMs - Date.now()));
  const atMs = Date.now();
  const files = await Promise.all(
    Object.entries(FILES).map(async ([name, read]) => [name, await read().catch(() => null)] as const),
  );
  await appendFile(recording, `${JSON.stringify({ atMs, files: Object.fromEntries(files) })}\n`);
}

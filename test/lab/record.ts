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
let second = 0;

async function output(program: string, ...args: string[]): Promise<string> {
  return (await run(program, args, { timeout: 5000 })).stdout;
}

/** They do not change; asking once spares this slow kernel a process a second. */
const timeouts = await output('ipvsadm', '-L', '--timeout');

/** Each file of a frame, and how its content is had; what fails is not there in that second. */
const FILES: Readonly<Record<string, () => Promise<string>>> = {
  'ipvsadm.txt': async () =>
    (
      await Promise.all([
        output('ipvsadm', '-Ln'),
        output('ipvsadm', '-Ln', '--stats', '--exact'),
        output('ipvsadm', '-Ln', '--rate', '--exact'),
      ])
    ).join('') + timeouts,
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

function rndcStats(server: string): string[] {
  return ['netns', 'exec', server, 'rndc', '-c', join(lab, server, 'rndc.conf'), 'stats'];
}

/** Each server is asked for a dump every other second, in turn, as rndc is dear in this kernel. */
async function namedStats(server: 'rs1' | 'rs2'): Promise<string> {
  const isAsked = (server === 'rs1' ? 0 : 1) === second % 2;
  // A server that is dead leaves its last dump behind.
  if (isAsked) await output('ip', ...rndcStats(server)).catch(() => '');
  const text = await readFile(join(lab, server, 'named.stats'), 'utf8');
  return text.slice(text.lastIndexOf('+++ Statistics Dump +++'));
}

await Promise.all([output('ip', ...rndcStats('rs1')), output('ip', ...rndcStats('rs2'))]);
const startedMs = Date.now();
while (second < Number(seconds)) {
  await sleepMs(Math.max(0, startedMs + second * 1000 - Date.now()));
  const atMs = Date.now();
  const files = await Promise.all(
    Object.entries(FILES).map(async ([name, read]) => [name, await read().catch(() => null)] as const),
  );
  await appendFile(recording, `${JSON.stringify({ atMs, files: Object.fromEntries(files) })}\n`);
  // A second that this kernel was too slow for is left out, so that the story keeps its length.
  second = Math.max(second + 1, Math.floor((Date.now() - startedMs) / 1000));
}

// needs: root
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
import {
  accounted,
  addressQueries,
  dnsbench,
  runDnsbench,
  seen,
  serverOf,
  startDnsbench,
} from './support/dnsbench.ts';
import { residentBytes } from './support/leaks.ts';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

// Root, to become a user without any rights.
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all'];
const ROOT = join(import.meta.dirname, '..', '..');
const MEBIBYTE = 2 ** 20;
const QUERY = 'a.example.test A\n';

let directory: TempDir;
let responder: RunningResponder;

beforeAll(async () => {
  directory = await makeTempDir('bad');
  responder = await startResponder();
  await writeFile(directory.file('queries'), addressQueries(100));
});

afterAll(async () => {
  await responder?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [
  ...serverOf(responder),
  '-d',
  directory.file('queries'),
  ...args,
];

describe('one line says what is wrong, before anything is sent', () => {
  test.each([
    [['-q', '0'], '-q is "0"; write a whole number from 1 to 65536'],
    [['-p', '65536'], '-p is "65536"; write a whole number from 1 to 65535'],
    [['-l', '0'], '-l is "0"; write a time from 1ms to 8760h such as 5, 0.5, 20ms or 2m'],
    [['--workers=257'], '--workers is "257"; write a whole number from 1 to 256'],
    [['--rate=-5'], '--rate is "-5"; write queries a second from 0.001 to 100000000, such as 20000'],
    [['--nope'], 'there is no option "--nope"; see dnsbench --help'],
    [['-m', 'doh'], '-m is "doh"; write udp, tcp or dot'],
    [['--rate=5', '--find-max=1%'], '--rate 5 and --find-max 1% exclude each other: each sets the rate'],
    [['-v', '--json'], '-v and --json exclude each other: both write to standard output'],
    [['-1', '--runs=3'], '-1 and --runs 3 exclude each other: the one is a single run'],
    [
      ['-s', '::1', '-f', 'inet'],
      '-f inet and -s ::1 exclude each other: the address is of the other family',
    ],
    [['--queries-per-connection=5'], '--queries-per-connection needs --mode tcp or dot'],
    [['merge.json'], 'unexpected argument "merge.json" after -d; the file of queries goes after -d'],
  ])('%j: exit status 2', async (args, message) => {
    const before = (await responder.stats()).received;
    expect(await runDnsbench(load(...args))).toEqual({
      code: 2,
      stdout: '',
      stderr: `dnsbench: ${message}\n`,
    });
    expect((await responder.stats()).received).toBe(before);
  });

  test.each([
    [
      'a host that nobody knows',
      ['-s', 'no.such.host.invalid'],
      /^server no\.such\.host\.invalid: no address is known for it \(\w+\); name a host or an address with -s$/,
    ],
    [
      'a source address of another machine',
      ['-a', '192.0.2.1'],
      /^worker \d: bind 192\.0\.2\.1 port 0: EADDRNOTAVAIL/,
    ],
    [
      'an address for metrics of another machine',
      ['--metrics', '192.0.2.1:9153'],
      /192\.0\.2\.1:9153.*this host does not have the address/,
    ],
    ['a file of expectations that is not there', ['--expect', '/nope'], /^\/nope does not exist/],
  ])('%s: exit status 1', async (_name, args, message) => {
    const { code, stderr } = await runDnsbench(load(...args));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^dnsbench: [^\n]+\n$/);
    expect(stderr.slice('dnsbench: '.length, -1)).toMatch(message);
  });

  test('a source port that is taken', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    const { code, stderr } = await runDnsbench(load('-a', '127.0.0.1', '-x', String(port), '--workers=1'));
    socket.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^dnsbench: worker 1: bind 127\\.0\\.0\\.1 port ${port}: EADDRINUSE[^\n]*\n$`),
    );
  });
});

describe('input', () => {
  const reading = async (path: string): Promise<[number | string, string]> => {
    const { code, stderr } = await runDnsbench([...serverOf(responder), '-d', path]);
    return [code, stderr];
  };

  test('a file that is not there', async () => {
    expect(await reading('/nope')).toEqual([1, 'dnsbench: /nope does not exist\n']);
  });

  test('a directory', async () => {
    const path = directory.file('directory');
    mkdirSync(path);
    expect(await reading(path)).toEqual([1, `dnsbench: ${path} is a directory, not a file\n`]);
  });

  test('an empty file', async () => {
    expect(await reading('/dev/null')).toEqual([1, 'dnsbench: /dev/null is empty\n']);
  });

  test('a file that this user may not read', async () => {
    const path = directory.file('secret');
    await writeFile(path, QUERY, { mode: 0o600 });
    await runProgram(['chmod', '755', directory.path]);
    const argv = dnsbench(...serverOf(responder), '-d', path);
    const { code, stderr } = await runProgram([...AS_NOBODY, ...argv]);
    expect([code, stderr]).toEqual([1, `dnsbench: ${path} may not be read by this user\n`]);
  });

  test('nothing but bytes that mean nothing', async () => {
    const path = directory.file('garbage');
    // Every byte there is, equally often, in an order that looks like chance and is none.
    await writeFile(
      path,
      Uint8Array.from({ length: MEBIBYTE }, (_none, n) => Math.imul(n * n, 0x9e3779b1) >>> 24),
    );
    const [code, stderr] = await reading(path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^dnsbench: \S+garbage: no query in \d+ lines; \S+garbage:1:\d+: \P{Cc}+\n$/u);
  });

  test('bytes that mean nothing among queries: some are told, all are counted, the queries are sent', async () => {
    const path = directory.file('mixed');
    const garbage = Array.from({ length: 50 }, () => `\u0001\u001b[31m ${'?'.repeat(9)}\n`).join('');
    await writeFile(path, `${garbage}${QUERY}`);
    const { code, stdout, stderr } = await runDnsbench([...serverOf(responder), '-d', path, '--json']);
    expect(code).toBe(0);
    expect(seen(accounted(fromJson(stdout, 'stdout')))).toMatchObject({ sent: 1, answered: 1 });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('dnsbench: 40 more lines like these were skipped');
    expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
  });

  test('a line of 1 GiB: told, skipped, and never held in memory', async () => {
    const running = startDnsbench(...serverOf(responder), '--json');
    const chunk = Buffer.alloc(MEBIBYTE, 'a');
    let most = 0;
    for (let written = 0; written < 1024; written += 1) {
      if (!running.stdin.write(chunk)) await once(running.stdin, 'drain');
      if (written % 64 === 0) most = Math.max(most, residentBytes(running.pid));
    }
    most = Math.max(most, residentBytes(running.pid));
    running.stdin.end(`\n${QUERY}`);
    const { code, stdout, stderr } = await running.finished;
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'dnsbench: stdin:1: line of more than 65536 bytes\n',
    });
    expect(seen(accounted(fromJson(stdout, 'stdout')))).toMatchObject({ sent: 1, answered: 1 });
    expect(most).toBeGreaterThan(30 * MEBIBYTE);
    expect(most).toBeLessThan(300 * MEBIBYTE);
  });
});

describe('a machine that does not give what is asked for', () => {
  test('file descriptors: exit status 1 and one line that says what to do', async () => {
    const argv = dnsbench(...load('--workers=1', '--sockets=1000'));
    // Enough for the program itself, which reads many of its modules at a time.
    const { code, stdout, stderr } = await runProgram(['prlimit', '--nofile=400', '--', ...argv]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^dnsbench: worker 1: socket: EMFILE \(too many open files: raise `ulimit -n`, or use fewer --sockets\)\n$/,
    );
    expect(stdout).not.toContain('Statistics');
  });

  test('buffers: a user without rights runs with what the kernel allows, and sees how much that is', async () => {
    const allowed = (name: string): number =>
      Number(readFileSync(`/proc/sys/net/core/${name}`, 'utf8').trim());
    const asked = 4 * Math.max(allowed('rmem_max'), allowed('wmem_max'));
    const argv = dnsbench(...serverOf(responder), `-b${asked / 1024}`, '--workers=1');
    const { code, stdout, stderr } = await runProgram([...AS_NOBODY, ...argv], QUERY);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('  Queries completed:    1 queries\n');
    expect(grantedIn(stdout)).toEqual([allowed('rmem_max'), allowed('wmem_max')]);
    const byRoot = await runProgram(argv, QUERY);
    expect(grantedIn(byRoot.stdout)).toEqual([asked, asked]);
  });

  test('no koffi: queries go by node:dgram, and why is said', async () => {
    const program = installedWithout('koffi');
    const argv = [process.execPath, program, ...load('--runs=2')];
    const { code, stdout, stderr } = await runProgram(argv);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^dnsbench: queries go by dgram, which is slower: koffi cannot be loaded: Cannot find module 'koffi'\n$/,
    );
    expect(stdout).toContain('  Queries completed:    200 queries\n');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      " Transport: dgram: koffi cannot be loaded: Cannot find module 'koffi' ",
    );
  });
});

/** The line `Buffers granted: 4,194,304 bytes to receive, 4,194,304 to send`. */
function grantedIn(report: string): number[] {
  const [, receive = '', send = ''] =
    /^ {2}Buffers granted: +([\d,]+) bytes to receive, ([\d,]+) to send$/m.exec(report) ?? [];
  return [receive, send].map((count) => Number(count.replaceAll(',', '')));
}

/** An installation that lacks a package. @returns its program */
function installedWithout(missing: string): string {
  const place = directory.file('installed');
  mkdirSync(join(place, 'node_modules'), { recursive: true });
  cpSync(join(ROOT, 'dist'), join(place, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(place, 'package.json'));
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (name !== missing) symlinkSync(join(ROOT, 'node_modules', name), join(place, 'node_modules', name));
  return join(place, 'dist', 'bin', 'dnsbench.js');
}

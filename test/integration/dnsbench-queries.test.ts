// needs: named, rndc
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { addressQueries, measure, runDnsbench, seen, serverOf } from './support/dnsbench.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const ZONE = `$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
two A 192.0.2.1
two A 192.0.2.2
* A 192.0.2.1
`;
const LINES = 101;
const SECRET = Buffer.from('a key of a test, and of nothing else').toString('base64');

let directory: TempDir;
/** It logs every query that it is asked. */
let named: RunningNamed;
let log: string;

beforeAll(async () => {
  directory = await makeTempDir('queries');
  log = directory.file('queries.log');
  named = await startNamed(directory, 'named', {
    options: 'recursion no; querylog yes; server-id "named-01";',
    zones: `logging { channel asked { file "${log}"; }; category queries { asked; }; };
key "own" { algorithm hmac-sha256; secret "${SECRET}"; };
zone "example.test" { type primary; file "zone"; };`,
    files: { zone: ZONE },
    ownLogging: true,
  });
  await writeFile(directory.file('lines'), addressQueries(LINES));
});

beforeEach(() => {
  read = logged().length;
});

afterAll(async () => {
  await named?.stop();
  await directory?.remove();
});

const LOGGED = /: query: (\S+) (\S+) (\S+) (\S+) \(/;
/** Lines of the log that a test has looked at, or that were there before it. */
let read = 0;

const logged = (): string[] => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : []);

/** Queries that named has logged since the last call, once there are that many: `name class type flags` of each. */
async function asked(count: number): Promise<string[]> {
  await expect.poll(() => logged().length - read).toBe(count);
  const lines = logged().slice(read);
  read += count;
  return lines.map((line) => LOGGED.exec(line)?.slice(1).join(' ') ?? line);
}

const names = (questions: readonly string[]): string[] =>
  questions.map((question) => question.split(' ')[0] ?? '');

/** How often each comes, by what it is. */
function tally(items: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

const eachOf = (count: number, times: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_none, n) => [`n${n}.example.test`, times]));

const load = (...args: readonly string[]): string[] => [
  ...serverOf(named),
  '-d',
  directory.file('lines'),
  ...args,
];

describe('to the end of the file', () => {
  test.each([
    ['one worker', ['--workers=1'], 1],
    ['two', ['--workers=2'], 1],
    ['seven', ['--workers=7', '-q3'], 1],
    ['several runs', ['--workers=3', '--runs=3'], 3],
    ['once, whatever the time limit', ['-1', '-l', '60'], 1],
    ['in random order', ['--shuffle', '--workers=2', '--runs=2'], 2],
    ['with a rate', ['--rate=400', '--workers=3'], 1],
    ['by node:dgram', ['--transport=dgram', '--workers=2', '--runs=2'], 2],
  ])('%s: each query is asked exactly as often as it should', async (_name, args, times) => {
    const result = await measure(...load(...args));
    const sent = LINES * times;
    expect(seen(result)).toEqual({ sent, answered: sent, answeredInWindow: sent });
    expect(result.endedBy).toBe('end-of-input');
    expect(result.passes).toBe(times);
    expect(tally(names(await asked(sent)))).toEqual(eachOf(LINES, times));
  });

  test('more workers than queries: those that have none are no harm', async () => {
    const args = [...serverOf(named), '--workers=6', '--runs=2', '--json'];
    const { code, stdout } = await runDnsbench(args, addressQueries(4));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { sent: 8, answered: 8 }, passes: 2 });
    expect(tally(names(await asked(8)))).toEqual(eachOf(4, 2));
  });

  test('one worker with one query at a time keeps the order, pass for pass', async () => {
    await measure(...load('--workers=1', '-q1', '--runs=2'));
    const pass = Object.keys(eachOf(LINES, 1));
    expect(names(await asked(LINES * 2))).toEqual([...pass, ...pass]);
  });

  test('segments of several hosts are the whole, once', async () => {
    for (const segment of ['1/3', '2/3', '3/3']) {
      const result = await measure(...load('--segment', segment, '--workers=2'));
      expect(result.totals.sent).toBeGreaterThanOrEqual(33);
      expect(result.totals.sent).toBeLessThanOrEqual(34);
    }
    expect(tally(names(await asked(LINES)))).toEqual(eachOf(LINES, 1));
  });
});

describe('what is read', () => {
  test('several files, one of them standard input, as one', async () => {
    await writeFile(directory.file('b'), 'b.example.test A\n');
    const files = ['-d', directory.file('b'), '-d', '-'];
    const { code, stderr } = await runDnsbench([...load(...files), '--json'], 'c.example.test A');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(tally(names(await asked(LINES + 2)))).toEqual({
      ...eachOf(LINES, 1),
      'b.example.test': 1,
      'c.example.test': 1,
    });
  });

  test('a dash that a document put in place of -, and glued values', async () => {
    const args = ['\u2013s127.0.0.1', `-p${named.port}`, '\u2013d', directory.file('b')];
    await writeFile(directory.file('b'), 'b.example.test A\n');
    const { code, stdout, stderr } = await runDnsbench([...args, '-q1', '\u2014runs=2', '--qps-only']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d{6}\n$/);
    expect(stderr).toMatch(/^(dnsbench: [^\n]*\u2013[^\n]*\n)+/);
    expect(names(await asked(2))).toEqual(['b.example.test', 'b.example.test']);
  });

  test('types of any number, repeat counts, weights, comments, escapes, line ends of all systems', async () => {
    const text = [
      '; a comment',
      'a.example.test A',
      'a.example.test TYPE65280\r',
      '',
      'b.example.test aaaa x3',
      'c.example.test MX w=2',
      'version.bind CH TXT',
      'a\\.b\\032c.example.test A',
      `${'l'.repeat(63)}.example.test A`,
      '. NS',
    ];
    const { code, stderr } = await runDnsbench([...serverOf(named), '-q1', '--workers=1'], text.join('\n'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(tally((await asked(11)).map((question) => question.replace(/ \S+$/, '')))).toEqual({
      'a.example.test IN A': 1,
      'a.example.test IN TYPE65280': 1,
      'b.example.test IN AAAA': 3,
      'c.example.test IN MX': 2,
      'version.bind CH TXT': 1,
      'a\\.b\\032c.example.test IN A': 1,
      [`${'l'.repeat(63)}.example.test IN A`]: 1,
      '. IN NS': 1,
    });
  });

  test('bad lines are named and skipped, and the others are sent', async () => {
    const bad = ['b.example.test NOTYPE', `${'l'.repeat(64)}.example.test A`, 'c.example.test'];
    const text = `a.example.test A\n${bad.join('\n')}\nd.example.test A\n`;
    const { code, stderr } = await runDnsbench([...serverOf(named), '-q1', '--workers=1'], text);
    expect(code).toBe(0);
    expect(stderr.split('\n').map((line) => line.slice(0, 20))).toEqual([
      'dnsbench: stdin:2:16',
      'dnsbench: stdin:3:1:',
      'dnsbench: stdin:4:15',
      '',
    ]);
    expect(names(await asked(2))).toEqual(['a.example.test', 'd.example.test']);
  });

  test('a directive in the middle sends what follows elsewhere', async () => {
    const other: RunningResponder = await startResponder();
    try {
      const lines = addressQueries(10).split('\n');
      const text = [...lines.slice(0, 4), `#port ${other.port}`, ...lines.slice(4)].join('\n');
      const args = [...serverOf(named).slice(0, 2), '-p', String(named.port), '--workers=1', '--json'];
      const { code, stderr } = await runDnsbench(args, text);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(tally(names(await asked(4)))).toEqual(eachOf(4, 1));
      expect((await other.stats()).received).toBe(6);
    } finally {
      await other.stop();
    }
  });
});

describe('how it is asked, in the words of named', () => {
  test.each([
    ['nothing', [], '+'],
    ['-R', ['-R'], '-'],
    ['-e', ['-e'], '+E(0)'],
    ['-D', ['-D'], '+E(0)D'],
    ['--cookie', ['--cookie'], '+E(0)K'],
    ['-y', ['-y', `hmac-sha256:own:${SECRET}`], '+S'],
    ['all of them', ['-R', '-D', '--cookie', '--edns=1232', '-y', `hmac-sha256:own:${SECRET}`], '-SE(0)DK'],
  ])('%s', async (_name, args, flags) => {
    const text = 'a.example.test A\n';
    const { code, stdout, stderr } = await runDnsbench([...serverOf(named), ...args, '--json'], text);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ totals: { sent: 1, answered: 1 } });
    expect(await asked(1)).toEqual([`a.example.test IN A ${flags}`]);
  });

  test('--prefix random: no name comes twice', async () => {
    const result = await measure(...load('--prefix=random:8', '--runs=3', '--workers=2'));
    expect(result.totals.answered).toBe(LINES * 3);
    const all = names(await asked(LINES * 3));
    expect(new Set(all.map((name) => name.slice(0, 9))).size).toBe(LINES * 3);
    expect(all.filter((name) => !/^[a-z0-9]{8}\.n\d+\.example\.test$/.test(name))).toEqual([]);
    expect(tally(all.map((name) => name.slice(9)))).toEqual(eachOf(LINES, 3));
  });

  test('--prefix number: it counts up', async () => {
    await measure(...load('--prefix=number:6', '--workers=2'));
    const labels = names(await asked(LINES)).map((name) => name.split('.')[0] ?? '');
    expect(new Set(labels).size).toBe(LINES);
    expect(labels.filter((label) => !/^\d{6}$/.test(label))).toEqual([]);
  });
});

describe('what is answered', () => {
  test('--verify holds each answer against its line', async () => {
    const text = `a.example.test A = NOERROR aa 192.0.2.1
two.example.test A = 192.0.2.2 192.0.2.1
x.ns.example.test A = NXDOMAIN
b.example.test A = 192.0.2.7
elsewhere.test A = NOERROR
c.example.test A
`;
    const args = [...serverOf(named), '--verify', '-q1', '--workers=1', '--runs=2'];
    const { code, stdout } = await runDnsbench([...args, '--json'], text);
    expect(code).toBe(0);
    const { totals, mismatches } = JSON.parse(stdout);
    expect(totals).toMatchObject({ sent: 12, answered: 12, verified: 12, mismatched: 4 });
    expect(mismatches).toEqual([
      'b.example.test A: expected 192.0.2.7, got 192.0.2.1',
      'elsewhere.test A: expected NOERROR, got REFUSED',
    ]);
    const judged = await runDnsbench([...args, '--fail-on', 'mismatched>0'], text);
    expect(judged).toMatchObject({
      code: 1,
      stderr: 'dnsbench: mismatched is 4, which breaks mismatched>0\n',
    });
    await asked(24);
  });

  test('--expect takes what should come from a file', async () => {
    await writeFile(
      directory.file('expected'),
      'n1.example.test A = 192.0.2.1\nn2.example.test A = 192.0.2.2\n',
    );
    const result = await measure(...load('--expect', directory.file('expected')));
    expect(result.totals).toMatchObject({ answered: LINES, verified: LINES, mismatched: 1 });
    await asked(LINES);
  });

  test('--nsid and --by-answer tell who answered what', async () => {
    const byServer = await measure(...load('--nsid'));
    expect(byServer.countedBy).toEqual({ what: 'nsid', counts: [['named-01', LINES]], others: 0 });
    const byAnswer = await measure(...load('--by-answer'));
    expect(byAnswer.countedBy).toEqual({ what: 'answer', counts: [['192.0.2.1', LINES]], others: 0 });
    await asked(LINES * 2);
  });
});

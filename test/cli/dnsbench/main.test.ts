import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../../src/cli/dnsbench/main.ts';
import { OutputError } from '../../../src/cli/write-all.ts';
import { toJson } from '../../../src/loadgen/result/json.ts';
import { plainResult } from '../../loadgen/support/plain-result.ts';
import { chunksOf, type FakeIo, fakeIo, tempDir } from './support/fake-io.ts';

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

async function outcomeOf(argv: readonly string[], io: FakeIo = fakeIo()): Promise<Outcome> {
  const status = await main(argv, io);
  return { status, out: io.out(), error: io.error() };
}

/** Files of results. @returns their paths */
function resultFiles(...results: readonly ReturnType<typeof plainResult>[]): string[] {
  const directory = tempDir();
  return results.map((result, place) => {
    const path = join(directory, `${'abc'[place]}.json`);
    writeFileSync(path, toJson(result));
    return path;
  });
}

describe('words about itself', () => {
  test.each([
    ['dnsbench', ['--help']],
    ['dnsbench', ['-h']],
    ['queryperf', ['-h']],
    ['dnsperf', ['-h']],
    ['dnsbench', ['report', '--help']],
    ['dnsbench', ['merge', '--help']],
  ])('%s %j', async (programName, argv) => {
    const { status, out, error } = await outcomeOf(argv, fakeIo({ programName }));
    expect([status, error]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: \S.*\n/);
    expect(out.endsWith('\n')).toBe(true);
  });

  test('version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await outcomeOf(['--version'])).toEqual({
      status: 0,
      out: `dnsbench ${version}, Node.js ${process.versions.node}\n`,
      error: '',
    });
  });
});

describe('a command line that is wrong', () => {
  test.each<[readonly string[], string]>([
    [
      ['report', 'a', 'b', 'c'],
      'dnsbench: report takes one result or two, not 3; dnsbench merge adds more\n',
    ],
    [
      ['report', '--html', 'x.html', 'a', 'b'],
      'dnsbench: report --html takes one result; two are compared as text or --json\n',
    ],
    [['merge'], 'dnsbench: merge needs results, files that --json=FILE wrote; see dnsbench merge --help\n'],
    [
      ['report'],
      'dnsbench: report needs results, files that --json=FILE wrote; see dnsbench report --help\n',
    ],
  ])('%j', async (argv, error) => {
    expect(await outcomeOf(argv)).toEqual({ status: 2, out: '', error });
  });

  test.each([[['-p', 'x']], [['--no-such-option']], [['--rate', '5', '--find-max', '1%']], [['-s', 'a b']]])(
    '%j is told in one line',
    async (argv) => {
      const { status, out, error } = await outcomeOf(argv);
      expect([status, out]).toEqual([2, '']);
      expect(error).toMatch(/^dnsbench: [^\n]+\n$/);
    },
  );
});

describe('an input that is wrong', () => {
  test('a file that is not there', async () => {
    const { status, error } = await outcomeOf(['-d', '/nowhere/queries.txt']);
    expect([status, error]).toEqual([1, 'dnsbench: /nowhere/queries.txt does not exist\n']);
  });

  test('a file of expectations that is not there, told before any of the input is read', async () => {
    const unread = () => {
      throw new Error('it is read');
    };
    const { status, error } = await outcomeOf(
      ['--expect', '/nowhere/expected'],
      fakeIo({ standardInput: unread }),
    );
    expect([status, error]).toEqual([1, 'dnsbench: /nowhere/expected does not exist\n']);
  });

  test('a key file that is not there', async () => {
    const { status, error } = await outcomeOf(['--tsig-file', '/nowhere/key']);
    expect([status, error]).toEqual([
      2,
      'dnsbench: --tsig-file cannot be read: /nowhere/key does not exist\n',
    ]);
  });

  test('nothing in it that can be sent', async () => {
    const io = fakeIo({ standardInput: () => chunksOf('; a comment\nwww.abc.local NOSUCH\n') });
    const { status, error } = await outcomeOf(['-s', '127.0.0.1'], io);
    expect(status).toBe(1);
    expect(error.split('\n').filter((line) => line !== '' && !line.startsWith('dnsbench: '))).toEqual([]);
    expect(error).toContain('stdin:2:');
  });

  test('a server that nobody knows', async () => {
    const io = fakeIo({ standardInput: () => chunksOf('www.abc.local A\n') });
    const { status, error } = await outcomeOf(['-s', 'dns.invalid'], io);
    expect(status).toBe(1);
    expect(error).toMatch(/^dnsbench: server dns\.invalid: no address is known for it \([A-Z_]+\); /);
  });

  test('an address for metrics that is taken', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      const io = fakeIo({ standardInput: () => chunksOf('www.abc.local A\n') });
      const { status, error } = await outcomeOf(['-s', '127.0.0.1', '--metrics', `127.0.0.1:${port}`], io);
      expect(status).toBe(1);
      expect(error).toContain(`127.0.0.1:${port}`);
      expect(error).toMatch(/^dnsbench: [^\n]+\n$/);
    } finally {
      server.close();
    }
  });

  test('a signal while it is read ends at once', async () => {
    let io = fakeIo();
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('www.abc.local A\n');
      io.signal('SIGINT');
      await new Promise(() => undefined);
    };
    io = fakeIo({ standardInput: endless });
    const { status, error } = await outcomeOf(['-s', '127.0.0.1'], io);
    expect([status, error]).toEqual([130, '']);
  });
});

describe('output that cannot be written', () => {
  const failing = (brokenPipe: boolean) =>
    fakeIo({
      writeOut: () => {
        throw new OutputError('write EPIPE', { brokenPipe });
      },
    });

  test('a full disk is told', async () => {
    const { status, error } = await outcomeOf(['--help'], failing(false));
    expect([status, error]).toEqual([1, 'dnsbench: cannot write the output: write EPIPE\n']);
  });

  test('a reader that has enough is not', async () => {
    const { status, error } = await outcomeOf(['--help'], failing(true));
    expect([status, error]).toEqual([1, '']);
  });

  test('what nobody expects goes on to the caller', async () => {
    const io = fakeIo({
      writeOut: () => {
        throw new TypeError('a mistake');
      },
    });
    await expect(main(['--help'], io)).rejects.toThrow(new TypeError('a mistake'));
  });
});

describe('report', () => {
  test('one result again, with its report', async () => {
    const [a = ''] = resultFiles(plainResult());
    const { status, out, error } = await outcomeOf(['report', a]);
    expect([status, error]).toEqual([0, '']);
    expect(out.match(/^ {2}Queries per second: {3}2191\.380570 qps$/gm)).toHaveLength(1);
  });

  test('one result as JSON is the result', async () => {
    const result = plainResult();
    const [a = ''] = resultFiles(result);
    const { status, out } = await outcomeOf(['report', '--json', a]);
    expect([status, out]).toEqual([0, toJson(result)]);
  });

  test('that of an interrupted run is no failure', async () => {
    const [a = ''] = resultFiles(plainResult({ endedBy: 'interrupted' }));
    expect((await outcomeOf(['report', a])).status).toBe(0);
  });

  test('two results side by side', async () => {
    const [a = '', b = ''] = resultFiles(plainResult(), plainResult({ qps: 4_000 }));
    const { status, out, error } = await outcomeOf(['report', a, b]);
    expect([status, error]).toEqual([0, '']);
    expect(out).toContain(`A  ${a}: 192.0.2.1:53 over udp`);
    expect(out).toContain(`B  ${b}: 192.0.2.1:53 over udp`);
    expect(out).toContain('+82.5 %');
  });

  test('two results as JSON', async () => {
    const [a = '', b = ''] = resultFiles(plainResult(), plainResult({ qps: 4_000 }));
    const { status, out } = await outcomeOf(['report', '--json', a, b]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ version: 1, a, b });
  });

  test('two results as text, and as JSON in a file', async () => {
    const [a = '', b = ''] = resultFiles(plainResult(), plainResult({ qps: 4_000 }));
    const file = `${a}.compared`;
    const { status, out } = await outcomeOf(['report', `--json=${file}`, a, b]);
    expect(status).toBe(0);
    expect(out).toContain('+82.5 %');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ a, b });
  });

  test('a page of one', async () => {
    const [a = ''] = resultFiles(plainResult());
    const { status } = await outcomeOf(['report', `--html=${a}.html`, a]);
    expect(status).toBe(0);
    expect(readFileSync(`${a}.html`, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  test('colours on a terminal alone, and not against NO_COLOR', async () => {
    const [a = '', b = ''] = resultFiles(plainResult(), plainResult({ qps: 4_000 }));
    const escapes = async (io: FakeIo) => (await outcomeOf(['report', a, b], io)).out.includes('\u001b[');
    expect(await escapes(fakeIo({ isOutputTerminal: true }))).toBe(true);
    expect(await escapes(fakeIo({ isOutputTerminal: true, environment: { NO_COLOR: '' } }))).toBe(true);
    expect(await escapes(fakeIo({ isOutputTerminal: true, environment: { NO_COLOR: '1' } }))).toBe(false);
    expect(await escapes(fakeIo())).toBe(false);
  });

  test('a file that is not there', async () => {
    expect(await outcomeOf(['report', '/nowhere/a.json'])).toEqual({
      status: 1,
      out: '',
      error: 'dnsbench: /nowhere/a.json does not exist\n',
    });
  });

  test.each([
    ['', 'is empty; dnsbench --json writes a result'],
    ['{', 'is not a result that dnsbench --json has written: it is no JSON document'],
    ['[]', 'is not a result that dnsbench --json has written: it has no version'],
    [
      '{"version":99}',
      'has version 99 of the format, and this dnsbench reads up to 1; a newer dnsbench reads it',
    ],
  ])('a file with %j in it', async (text, error) => {
    const path = join(tempDir(), 'a.json');
    writeFileSync(path, text);
    expect(await outcomeOf(['report', path])).toEqual({
      status: 1,
      out: '',
      error: `dnsbench: ${path}: ${error}\n`,
    });
  });
});

describe('merge', () => {
  test('the queries of both', async () => {
    const files = resultFiles(plainResult({ runId: 'a' }), plainResult({ runId: 'b' }));
    const { status, out, error } = await outcomeOf(['merge', ...files]);
    expect([status, error]).toEqual([0, '']);
    expect(out).toMatch(/^ {2}Queries sent: {9}6 queries$/m);
  });

  test('one that is named twice is no second run', async () => {
    const [a = '', again = ''] = resultFiles(plainResult({ runId: 'a' }), plainResult({ runId: 'a' }));
    expect(await outcomeOf(['merge', a, again])).toEqual({
      status: 1,
      out: '',
      error: `dnsbench: ${a} and ${again} hold the same run; name each once\n`,
    });
  });

  test('what may make their sum mean less is told beside a number too', async () => {
    const files = resultFiles(
      plainResult({ runId: 'a' }),
      plainResult({ runId: 'b', settings: { server: 'other' } }),
    );
    const { error } = await outcomeOf(['merge', '--qps-only', ...files]);
    expect(error).toMatch(/^dnsbench: server differs: /m);
  });

  test('parts of one input are one input', async () => {
    const part = (index: number) => ({ segment: { index, count: 2 }, queries: index });
    const files = resultFiles(
      plainResult({ runId: 'a', settings: part(1) }),
      plainResult({ runId: 'b', settings: part(2) }),
    );
    const { out, error } = await outcomeOf(['merge', '--json', ...files]);
    const { settings } = JSON.parse(out) as { settings: { queries: number; segment?: unknown } };
    expect([settings.queries, settings.segment, error]).toEqual([3, undefined, '']);
  });

  test('the rate of a search is the one that it found', async () => {
    const [a = ''] = resultFiles(plainResult({ findMax: { qps: 40_000, steps: [] } }));
    const { out } = await outcomeOf(['merge', '--qps-only', a]);
    expect(out).toBe('40000.000000\n');
  });

  test('their rate alone', async () => {
    const files = resultFiles(plainResult({ runId: 'a' }), plainResult({ runId: 'b' }));
    const { status, out } = await outcomeOf(['merge', '--qps-only', ...files]);
    expect(status).toBe(0);
    expect(out).toMatch(/^\d+\.\d{6}\n$/);
  });

  test('a bound that is broken', async () => {
    const files = resultFiles(plainResult({ runId: 'a' }), plainResult({ runId: 'b' }));
    const { status, error } = await outcomeOf(['merge', '--fail-on', 'sent<7', ...files]);
    expect([status, error]).toEqual([1, 'dnsbench: sent is 6, which breaks sent<7\n']);
  });

  test('a file that cannot be written, told after the report', async () => {
    const files = resultFiles(plainResult({ runId: 'a' }), plainResult({ runId: 'b' }));
    const { status, out, error } = await outcomeOf(['merge', '--csv=/nowhere/x.csv', ...files]);
    expect(status).toBe(1);
    expect(out).toContain('Queries sent:');
    expect(error).toBe(
      "dnsbench: --csv /nowhere/x.csv cannot be written: ENOENT: no such file or directory, open '/nowhere/x.csv'\n",
    );
  });
});

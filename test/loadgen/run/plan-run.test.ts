import { describe, expect, test } from 'vitest';
import type { LoadedQueries } from '../../../src/loadgen/queries/load-queries.ts';
import type { Stage } from '../../../src/loadgen/queries/query-pool.ts';
import { planRun } from '../../../src/loadgen/run/plan-run.ts';
import { RunError } from '../../../src/loadgen/run/run-error.ts';
import { settingsOf } from '../options/support/parse.ts';
import { questionOf } from '../support/engine-bench.ts';
import { poolOf } from '../support/pool.ts';

function loadedWith(leading: LoadedQueries['leading'] = {}, stages: readonly Stage[] = []): LoadedQueries {
  const pool = { ...poolOf(questionOf('a.test'), questionOf('b.test')), stages };
  return { pool, leading, problems: { total: 0, first: [] }, lines: 2 };
}

function plan(argv: string, loaded = loadedWith()) {
  return planRun(settingsOf(argv.split(' ')), loaded);
}

describe('what holds for all queries', () => {
  test.each([
    ['-s 127.0.0.1', { target: 0, outstanding: 100, timeoutUs: 5e6 }],
    ['-q 7 -t 2', { target: 0, outstanding: 7, timeoutUs: 2e6 }],
    ['--rate 1000', { target: 0, outstanding: 65_536, timeoutUs: 5e6 }],
    ['--rate 1000 -q 50', { target: 0, outstanding: 50, timeoutUs: 5e6 }],
    ['--find-max 1%', { target: 0, outstanding: 65_536, timeoutUs: 1e6 }],
    ['--find-max 1% -t 3', { target: 0, outstanding: 65_536, timeoutUs: 3e6 }],
    ['--compat dnsperf -Q 1000', { target: 0, outstanding: 100, timeoutUs: 5e6 }],
  ])('%s', async (argv, stage) => {
    expect((await plan(argv)).sockets.stages).toEqual([stage]);
  });

  test('one pass, or as many as the time takes', async () => {
    expect((await plan('-s 127.0.0.1')).runs).toBe(1);
    expect((await plan('-l 5')).runs).toBe(Number.POSITIVE_INFINITY);
    expect((await plan('-l 5 --runs 3')).runs).toBe(3);
  });

  test('sockets and where they begin', async () => {
    const { sockets } = await plan('-s 127.0.0.1 --sockets 3 --local-port 40000 -a 127.0.0.2 -b 64');
    expect(sockets).toMatchObject({
      targets: [{ address: '127.0.0.1', port: 53, scopeId: 0 }],
      sockets: 3,
      localPort: 40_000,
      localAddress: '127.0.0.2',
      bufferBytes: 65_536,
    });
  });
});

describe('directives before the first query', () => {
  const leading = { server: '127.0.0.9', port: 5353, outstanding: 3, timeoutSeconds: 2 };

  test('hold where the command line says nothing', async () => {
    const { sockets, summary } = await plan('-l 1', loadedWith(leading));
    expect(sockets.targets).toEqual([{ address: '127.0.0.9', port: 5353, scopeId: 0 }]);
    expect(sockets.stages).toEqual([{ target: 0, outstanding: 3, timeoutUs: 2e6 }]);
    expect([summary.server, summary.outstanding, summary.timeoutSeconds]).toEqual(['127.0.0.9', 3, 2]);
  });

  test.each(['--rate 1000', '--find-max 1%'])('hold with %s too', async (argv) => {
    const { sockets } = await plan(argv, loadedWith(leading));
    expect(sockets.stages).toEqual([{ target: 0, outstanding: 3, timeoutUs: 2e6 }]);
  });

  test('do not hold where it does', async () => {
    const { sockets } = await plan('-s 127.0.0.1 -p 54 -q 9 -t 4', loadedWith(leading));
    expect(sockets.targets).toEqual([{ address: '127.0.0.1', port: 54, scopeId: 0 }]);
    expect(sockets.stages).toEqual([{ target: 0, outstanding: 9, timeoutUs: 4e6 }]);
  });
});

test('directives in the middle make stages, and servers that are listed once', async () => {
  const stages = [
    { firstQuery: 1, server: '127.0.0.2', outstanding: 5 },
    { firstQuery: 2, port: 54, timeoutSeconds: 1 },
    { firstQuery: 3, server: '127.0.0.1', port: 53 },
  ];
  const { sockets } = await plan('-s 127.0.0.1 -q 10', loadedWith({}, stages));
  expect(sockets.targets).toEqual([
    { address: '127.0.0.1', port: 53, scopeId: 0 },
    { address: '127.0.0.2', port: 53, scopeId: 0 },
    { address: '127.0.0.1', port: 54, scopeId: 0 },
  ]);
  expect(sockets.stages).toEqual([
    { target: 0, outstanding: 10, timeoutUs: 5e6 },
    { target: 1, outstanding: 5, timeoutUs: 5e6 },
    { target: 2, outstanding: 10, timeoutUs: 1e6 },
    { target: 0, outstanding: 10, timeoutUs: 5e6 },
  ]);
});

describe('transport', () => {
  test.each([
    ['--transport dgram', 'dgram', ''],
    ['-m tcp', 'stream', ''],
  ])('%s', async (argv, transport, reason) => {
    const { summary, ...rest } = await plan(argv);
    expect([rest.transport, summary.transport, summary.transportReason]).toEqual([
      transport,
      transport,
      reason,
    ]);
  });

  test.each([
    ['-m dot -s 127.0.0.1', undefined],
    ['-m dot -s localhost -f inet', 'localhost'],
    ['-m dot -s 127.0.0.1 --tls-server-name dns.example', 'dns.example'],
  ])('%s: name of the server', async (argv, serverName) => {
    const { stream } = await plan(argv);
    expect([stream?.tls?.serverName, stream?.tls?.insecure]).toEqual([serverName, false]);
  });

  test('a file of certificates that is not there', async () => {
    const error: unknown = await plan('-m dot --tls-ca /nowhere/ca.pem').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RunError);
    expect(error).toMatchObject({
      message: '--tls-ca: /nowhere/ca.pem does not exist',
    });
  });
});

test('a server of a directive that is nowhere ends the run before it begins', async () => {
  const stages = [{ firstQuery: 1, server: '2001:db8::1' }];
  await expect(plan('-f inet', loadedWith({}, stages))).rejects.toThrow(
    'server 2001:db8::1: is an IPv6 address, and -f inet allows IPv4 alone',
  );
});

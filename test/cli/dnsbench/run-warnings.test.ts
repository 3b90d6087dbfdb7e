import { describe, expect, test } from 'vitest';
import { runNotes, runWarnings } from '../../../src/cli/dnsbench/run-warnings.ts';
import { planRun } from '../../../src/loadgen/run/plan-run.ts';
import { settingsOf } from '../../loadgen/options/support/parse.ts';
import { questionOf } from '../../loadgen/support/engine-bench.ts';
import { poolOf } from '../../loadgen/support/pool.ts';

function plan(...argv: string[]) {
  const pool = poolOf(questionOf('www.abc.local'));
  return planRun(settingsOf(argv), { pool, leading: {}, problems: { total: 0, first: [] }, lines: 1 });
}

describe('a server that may be a stranger', () => {
  const own = [
    ...['127.0.0.1', '127.255.255.255', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.255.1'],
    ...['169.254.0.1', '100.64.0.1', '100.127.255.255', '::1', 'fd00::1', 'fcff::1', 'fe80::1%1'],
    ...['::ffff:10.0.0.1'],
  ];
  const strangers = ['172.15.255.255', '172.32.0.1', '100.128.0.1', '8.8.8.8', '2001:db8::1', 'fec0::1'];

  test.each(own)('%s is none', async (server) => {
    expect(runWarnings(await plan('-s', server))).toEqual([]);
  });

  test.each(strangers)('%s is one', async (server) => {
    expect(runWarnings(await plan('-s', server))).toEqual([
      `${server} is no private address: it may get more than 100,000 queries/s; be sure that it is yours`,
    ]);
  });

  test.each([
    [['--rate', '100000'], 0],
    [['--rate', '100001'], 1],
    [['--ramp', '0:100000:10'], 0],
    [['--ramp', '200000:5:10'], 1],
    [['--find-max', '1%'], 1],
    [['-l', '5'], 1],
  ])('with %j', async (argv, warnings) => {
    expect(runWarnings(await plan('-s', '8.8.8.8', ...argv))).toHaveLength(warnings);
  });
});

test('queries that go by a slower way are told of', async () => {
  const { summary, ...rest } = await plan('-s', '127.0.0.1');
  const slower = {
    ...summary,
    transport: 'dgram',
    transportReason: "sendmmsg is Linux's, this is darwin",
  } as const;
  expect(runWarnings({ ...rest, summary: slower })).toEqual([
    "queries go by dgram, which is slower: sendmmsg is Linux's, this is darwin",
  ]);
});

test.each([
  ['localhost', ['server localhost is 127.0.0.1']],
  ['127.0.0.1', []],
])('what the address of %s is', async (server, notes) => {
  expect(runNotes(await plan('-s', server, '-f', 'inet'))).toEqual(notes);
});

test('an interface is no other name', async () => {
  expect(runNotes(await plan('-s', 'fe80::1%1'))).toEqual([]);
});

// needs: linux.uml, modprobe, ip, ipvsadm, haproxy, named, rndc, dig, keepalived, dnsperf, prometheus, curl, promtool, root
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../integration/support/process.ts';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';
import { runInUml } from './uml.ts';

/** Booted once: a real haproxy, two named, two keepalived and IPVS, scraped by a real Prometheus. */
let lab: TempDir;
let kernelConsole = '';

beforeAll(async () => {
  lab = await makeTempDir('stack');
  const run = await runInUml('stack.sh', [lab.file('lab')], 240);
  kernelConsole = run.console;
  expect(run.status, run.console).toBe(0);
}, 270_000);

afterAll(() => lab.remove());

interface Answer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value: readonly [number, string];
    }[];
  };
}

/** What Prometheus answered: each series as the labels asked for and its value. */
function answer(name: string, ...labels: readonly string[]): (string | undefined)[][] {
  const { data } = JSON.parse(readFileSync(lab.file(`lab/results/${name}.json`), 'utf8')) as Answer;
  return data.result.map(({ metric, value }) => [...labels.map((label) => metric[label]), value[1]]).sort();
}

test.each(['whole', 'rs1-dead', 'ds1-left'])(
  '%s: Prometheus scraped vipscope and no collector failed',
  (phase) => {
    expect(answer(`${phase}-up`)).toEqual([['1']]);
    expect(answer(`${phase}-failed`, 'collector', 'source')).toEqual([]);
  },
);

test('with everything up, each layer tells the same of the two real servers', () => {
  expect(answer('whole-backends', 'proto', 'local_address', 'local_port', 'remote_address')).toEqual([
    ['UDP', '192.168.56.185', '53', '192.168.56.183', '1'],
    ['UDP', '192.168.56.185', '53', '192.168.56.184', '1'],
  ]);
  expect(answer('whole-real-servers', 'vs', 'rs')).toEqual([
    ['udp/192.168.56.185:53', 'udp/192.168.56.183:53', '1'],
    ['udp/192.168.56.185:53', 'udp/192.168.56.184:53', '1'],
  ]);
  expect(answer('whole-haproxy', 'source', 'proxy', 'server', 'state')).toEqual([
    ['local', 'Listen-10000', 'rs1:53', 'UP', '1'],
    ['local', 'Listen-10000', 'rs2:53', 'UP', '1'],
  ]);
  expect(answer('whole-vrrp', 'iname', 'state')).toEqual([['VI_1', 'MASTER', '1']]);
  expect(answer('whole-transitions', 'iname', 'state')).toEqual([
    ['VI_1', 'BACKUP', '1'],
    ['VI_1', 'FAULT', '0'],
    ['VI_1', 'MASTER', '1'],
    ['VI_1', 'STOP', '0'],
  ]);
  expect(answer('whole-vip', 'address')).toEqual([['192.168.56.185', '1']]);
  expect(Number(answer('whole-packets')[0]?.[0])).toBeGreaterThan(100);
  expect(answer('whole-bind', 'source').map(([source]) => source)).toEqual(['rs1', 'rs2']);
});

test('a real server that dies leaves the table of IPVS, is down for HAProxy, and is removed in the log', () => {
  expect(answer('rs1-dead-backends', 'remote_address')).toEqual([['192.168.56.184', '1']]);
  expect(answer('rs1-dead-real-servers', 'rs')).toEqual([
    ['udp/192.168.56.183:53', '0'],
    ['udp/192.168.56.184:53', '1'],
  ]);
  expect(answer('rs1-dead-haproxy', 'server', 'state')).toEqual([
    ['rs1:53', 'DOWN', '1'],
    ['rs2:53', 'UP', '1'],
  ]);
  expect(answer('rs1-dead-vip', 'address')).toEqual([['192.168.56.185', '1']]);
});

test('a director that leaves has neither VIP nor table, and its log says so', () => {
  expect(answer('ds1-left-vip', 'address')).toEqual([['192.168.56.185', '0']]);
  expect(answer('ds1-left-backends')).toEqual([]);
  expect(answer('ds1-left-vrrp', 'state')).toEqual([['STOP', '1']]);
  expect(answer('ds1-left-transitions', 'state').find(([state]) => state === 'MASTER')).toEqual([
    'MASTER',
    '1',
  ]);
});

test('the whole output passes promtool without a word, and vipscope ends in order', async () => {
  const metrics = readFileSync(lab.file('lab/results/metrics.txt'), 'utf8');
  expect(await runProgram(['promtool', 'check', 'metrics'], metrics)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(kernelConsole).toContain('vipscope ended with 0');
  expect(readFileSync(lab.file('lab/results/page.html'), 'utf8')).toContain('keepalived.log');
});

// needs: haproxy, promtool
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHaproxyCollector } from '../../src/exporter/collectors/haproxy.ts';
import { type HaproxyInstance, haproxyCell } from '../../src/model/haproxy.ts';
import { HAPROXY_PASSWORD, startHaproxy, type TestHaproxy } from './support/haproxy.ts';
import { collect, collected, haproxySource, type Place, render } from './support/haproxy-collect.ts';
import { runProgram } from './support/process.ts';

let haproxy: TestHaproxy;

beforeAll(async () => {
  haproxy = await startHaproxy();
});

afterAll(async () => {
  await haproxy.stop();
});

function socket(): Place {
  return { kind: 'socket', path: haproxy.socket };
}

describe('every state of a server', () => {
  test('over the socket', async () => {
    const { stats, infos } = await collected(socket());
    expect(infos.map((info) => info.get('Name'))).toEqual(['HAProxy']);
    expect(infos[0]?.get('description')).toBe('a "test", no more');
    expect(infos[0]?.get('Pid')).toBe(String(haproxy.process.pid));
    const rows = stats.rows.filter(({ proxy }) => proxy === 'app' || proxy === 'tcp');
    expect(
      rows.map((row) => [
        `${row.scope} ${row.name}`,
        row.status.state,
        row.checkStatus?.code,
        row.agentStatus?.code,
      ]),
    ).toEqual([
      ['server up', 'UP', 'L7OK', undefined],
      ['server down', 'DOWN', 'L4CON', undefined],
      ['server draining', 'DRAIN', 'L7OK', undefined],
      ['server maintained', 'MAINT', undefined, undefined],
      ['server unchecked', 'NO CHECK', undefined, undefined],
      ['server agent', 'UP', 'L7OK', 'L7OK'],
      ['server tracking', 'UP', undefined, undefined],
      ['backend BACKEND', 'UP', undefined, undefined],
      ['frontend FRONTEND', 'OPEN', undefined, undefined],
      ['server up', 'UP', 'L4OK', undefined],
      ['backend BACKEND', 'UP', undefined, undefined],
    ]);
    const weight = (name: string): string =>
      rows.filter((row) => row.name === name).map((row) => haproxyCell(stats, row, 'weight'))[0] ?? '';
    expect([weight('up'), weight('agent')]).toEqual(['10', '10']);
  });

  test('over HTTP and from a file it is the same', async () => {
    const overSocket = await collected(socket());
    const overHttp = await collected({ kind: 'url', url: `${haproxy.url};csv`, password: HAPROXY_PASSWORD });
    const path = haproxy.directory.file('stats.csv');
    await writeFile(path, await haproxy.ask('show stat'));
    const fromFile = await collected({ kind: 'file', path });
    const what = ({ stats }: HaproxyInstance): unknown =>
      stats.rows.map(({ scope, proxy, name, status, process }) => [scope, proxy, name, status.text, process]);
    expect(what(overHttp)).toEqual(what(overSocket));
    expect(what(fromFile)).toEqual(what(overSocket));
    expect(overHttp.infos).toEqual([]);
  });
});

test('promtool finds nothing to complain about', async () => {
  const page = render(await collected(socket()));
  expect(await runProgram(['promtool', 'check', 'metrics'], page)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

describe('what goes wrong', () => {
  test.each([
    ['no password', undefined],
    ['a wrong password', 'guess'],
  ])('%s', async (_title, password) => {
    const url = `${haproxy.url};csv`;
    expect(await collect({ kind: 'url', url, ...(password && { password }) })).toEqual({
      kind: 'failed',
      reason: `${url} answered HTTP 401: it wants a user name and password; set username and password_file`,
    });
  });

  test('the page for people', async () => {
    const outcome = await collect({ kind: 'url', url: haproxy.url, password: HAPROXY_PASSWORD });
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining(`${haproxy.url} answered with the HTML page; end the url with ;csv; `),
    });
  });

  test('a haproxy that hangs, and goes on', async () => {
    haproxy.process.signal('SIGSTOP');
    const collector = createHaproxyCollector({ ...haproxySource(socket()), timeoutMs: 300 });
    expect(await collector.collect(new AbortController().signal)).toEqual({
      kind: 'failed',
      reason: `${haproxy.socket} did not answer in time`,
    });
    haproxy.process.signal('SIGCONT');
    expect((await collected(socket())).stats.rows.length).toBeGreaterThan(10);
  });

  // The last one: nothing answers behind it.
  test('a haproxy that is gone', async () => {
    await haproxy.process.stop();
    expect(await collect(socket())).toEqual({
      kind: 'failed',
      reason: `${haproxy.socket} refused the connection; nothing listens there`,
    });
    const url = `${haproxy.url};csv`;
    expect(await collect({ kind: 'url', url, password: HAPROXY_PASSWORD })).toEqual({
      kind: 'failed',
      reason: `${url} refused the connection; nothing listens there`,
    });
    await haproxy.directory.remove();
    expect(await collect(socket())).toEqual({ kind: 'failed', reason: `${haproxy.socket} does not exist` });
  });
});

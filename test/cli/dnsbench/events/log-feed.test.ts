import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogFeed } from '../../../../src/cli/dnsbench/events/log-feed.ts';

const OWN_CLOCK = "its times are taken for this host's clock";
let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'log-feed-'));
  path = join(directory, 'keepalived.log');
});

afterEach(() => rm(directory, { recursive: true }));

const feedOf = (): LogFeed => new LogFeed({ path, hostname: 'bench', nowMs: Date.now });

function line(host: string, state: string): string {
  return `${new Date().toISOString()} ${host} Keepalived_vrrp[801]: (VI_1) Entering ${state} STATE\n`;
}

test('lines from before and from now, by the host that wrote them, over a rotation', async () => {
  await writeFile(path, line('ds1', 'MASTER'));
  const feed = feedOf();
  expect(await feed.begin()).toBeUndefined();
  await appendFile(path, `${line('ds2', 'BACKUP')}foreign line\n`);
  await rename(path, `${path}.1`);
  await writeFile(path, line('ds2', 'MASTER'));
  const { events, remarks, node } = await feed.end();
  expect(events.map((event) => [event.node, event.from, event.to])).toEqual([
    ['ds1', undefined, 'MASTER'],
    ['ds2', undefined, 'BACKUP'],
    ['ds2', 'BACKUP', 'MASTER'],
  ]);
  expect({ remarks, node }).toEqual({ remarks: [OWN_CLOCK], node: undefined });
});

test('a log that is not there is told, and followed once it is', async () => {
  const feed = feedOf();
  expect(await feed.begin()).toBe(`${path} does not exist`);
  await writeFile(path, line('ds1', 'MASTER'));
  const { events, remarks, node } = await feed.end();
  expect(events).toHaveLength(1);
  expect({ remarks, node }).toEqual({ remarks: [OWN_CLOCK], node: 'ds1' });
});

test('lines are of the node that was said, whatever host they name', async () => {
  await writeFile(path, line('localhost', 'MASTER'));
  const feed = new LogFeed({ path, node: 'ds1', hostname: 'bench', nowMs: Date.now });
  await feed.begin();
  const { events, node } = await feed.end();
  expect({ node, states: events.map(({ to }) => to) }).toEqual({ node: 'ds1', states: ['MASTER'] });
});

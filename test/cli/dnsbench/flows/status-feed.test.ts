import { expect, test } from 'vitest';
import { stackReading } from '../../../../src/cli/dnsbench/flows/stack-reading.ts';
import { StatusFeed } from '../../../../src/cli/dnsbench/flows/status-feed.ts';
import type { IpvsCounters } from '../../../../src/model/ipvs.ts';
import { nodeJson } from '../../../../src/view/status/document/document.ts';
import type { NodeStatus, VirtualServerStatus } from '../../../../src/view/status/node-status.ts';

const NOW_SECONDS = 1_795_186_105;
const AHEAD_SECONDS = 50;
const TARGET = { address: '192.168.56.185', port: 53 };

function counters(incomingPackets: number, more: Partial<IpvsCounters> = {}): IpvsCounters {
  return {
    connections: 16,
    incomingPackets,
    outgoingPackets: 0,
    incomingBytes: 0,
    outgoingBytes: 0,
    ...more,
  };
}

function virtualServer(
  protocol: string,
  address: string,
  port: number,
  more: Partial<VirtualServerStatus> = {},
): VirtualServerStatus {
  const key = `${protocol.toLowerCase()}/${address}:${port}`;
  return { key, protocol, address, port, flags: [], realServers: [], ...more };
}

/** A director and its named, collected at a time by its clock, which is ahead. */
function statusAt(atSeconds: number, packets: number, dumpedAtSeconds = atSeconds): NodeStatus {
  const byItsClock = atSeconds + AHEAD_SECONDS;
  return {
    node: 'ds1',
    demo: false,
    takenAtSeconds: byItsClock,
    sources: [
      {
        ...{
          subsystem: 'ipvs',
          source: 'ipvs',
          target: 'ipvsadm',
          state: 'ok',
          problemCount: 0,
          problems: [],
        },
        ...{ durationSeconds: 0.2, finishedAtSeconds: byItsClock + 0.2 },
      },
    ],
    vips: [],
    hostAddresses: ['10.0.0.1'],
    keepaliveds: [],
    ipvs: {
      virtualServers: [
        virtualServer('UDP', '192.168.56.185', 53, {
          scheduler: 'wrr',
          flags: ['ops'],
          counters: counters(packets),
          realServers: [
            {
              key: '192.168.56.183:53',
              address: '192.168.56.183',
              port: 53,
              weight: 3,
              counters: counters(packets),
            },
          ],
        }),
        virtualServer('TCP', '192.168.56.185', 53, { counters: counters(1) }),
        virtualServer('UDP', '192.168.56.186', 53, { counters: counters(1) }),
        virtualServer('UDP', '192.168.56.185', 5353, { counters: counters(1) }),
      ],
      timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
      syncDaemons: [],
    },
    haproxys: [],
    binds: [
      {
        ...{
          source: 'named',
          requests: 0,
          queriesByType: {},
          rcodes: {},
          views: [],
          zones: [],
          zoneCount: 0,
        },
        dumpTimeSeconds: dumpedAtSeconds + AHEAD_SECONDS,
        nameServer: { Requestv4: packets, Response: packets },
      },
    ],
  };
}

test('of all that a node tells, the virtual server of the run and its nameds, by the clock here', () => {
  const status = statusAt(NOW_SECONDS, 500);
  expect(stackReading(status, TARGET, AHEAD_SECONDS)).toEqual({
    node: 'ds1',
    addresses: ['10.0.0.1'],
    table: {
      atSeconds: NOW_SECONDS,
      udpTimeoutSeconds: 300,
      virtualServers: [
        {
          key: 'udp/192.168.56.185:53',
          scheduler: 'wrr',
          flags: ['ops'],
          counters: { connections: 16, packets: 500 },
          realServers: [
            {
              key: '192.168.56.183:53',
              address: '192.168.56.183',
              weight: 3,
              counters: { connections: 16, packets: 500 },
            },
          ],
        },
      ],
    },
    nameds: [{ source: 'named', dumpedAtSeconds: NOW_SECONDS, counters: { Requestv4: 500, Response: 500 } }],
  });
});

test('another spelling of an address, all ports, rounded figures, a table that was not read', () => {
  const status = statusAt(NOW_SECONDS, 1);
  const table = (virtual: VirtualServerStatus, sources = status.sources) => {
    const ipvs = { virtualServers: [virtual], syncDaemons: [] };
    return stackReading({ ...status, ipvs, sources }, { address: '2001:db8:0::1', port: 53 }, 0).table;
  };
  const all = virtualServer('UDP', '2001:db8::1', 0, { counters: counters(12_300, { rounded: true }) });
  expect(table(all)?.virtualServers).toEqual([{ key: 'udp/2001:db8::1:0', flags: [], realServers: [] }]);
  expect(table(virtualServer('UDP', '2001:db8::2', 53))?.virtualServers).toEqual([]);
  expect(table(all, [])).toBeUndefined();
});

/** Answers each question with the next of these, the last one ever again. */
function feedOf(...answers: readonly (NodeStatus | Error)[]) {
  const asked: string[] = [];
  let nowMs = NOW_SECONDS * 1_000;
  const feed = new StatusFeed({
    url: 'http://ds1:9053',
    target: TARGET,
    intervalMs: 600_000,
    freshWithinMs: 50,
    wallMs: () => nowMs,
    fetch: (url) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(url);
      // Each answer is of a time of its own; without that a feed would wait for ever for a later one.
      nowMs += 20;
      if (answer instanceof Error || answer === undefined) return Promise.reject(answer);
      const nowSeconds = nowMs / 1_000 - 0.01 + AHEAD_SECONDS;
      return Promise.resolve(nodeJson({ node: answer, events: [], nowSeconds }));
    },
  });
  return { feed, asked };
}

test('counts from the last answer before the window to the first one after the end', async () => {
  const { feed, asked } = feedOf(
    statusAt(NOW_SECONDS - 9, 100),
    statusAt(NOW_SECONDS + 5, 700, NOW_SECONDS - 1),
    statusAt(NOW_SECONDS + 6, 900),
    statusAt(NOW_SECONDS + 7, 1_000),
  );
  await feed.begin();
  feed.opened(NOW_SECONDS);
  const { figures, remarks } = await feed.end(NOW_SECONDS + 5);
  expect(asked).toEqual(Array(3).fill('http://ds1:9053/status.json?scope=node'));
  expect(remarks).toEqual([]);
  expect(figures?.directors[0]?.packets).toEqual({ grown: 800 });
  expect(figures?.nameds[0]?.requests).toEqual({ grown: 800 });
});

test('a named that dumps seldom is waited for, and not for long', async () => {
  const old = NOW_SECONDS - 60;
  const { feed, asked } = feedOf(statusAt(NOW_SECONDS - 9, 100, old), statusAt(NOW_SECONDS + 9, 700, old));
  await feed.begin();
  feed.opened(NOW_SECONDS);
  const { figures } = await feed.end(NOW_SECONDS + 5);
  expect(asked.length).toBeGreaterThan(2);
  expect(figures?.directors[0]?.packets).toEqual({ grown: 600 });
  expect(figures?.nameds[0]?.requests.doubt).toBe(
    'its last figures are from 65.0 s before the end of the run',
  );
});

test('one that is dead has no figures; one that dies has those from before', async () => {
  const dead = feedOf(new Error('refused'));
  await dead.feed.begin();
  dead.feed.opened(NOW_SECONDS);
  expect(await dead.feed.end(NOW_SECONDS)).toEqual({
    source: 'http://ds1:9053',
    remarks: ['it told no figures, at last: refused'],
  });
  const dying = feedOf(statusAt(NOW_SECONDS - 9, 100), new Error('gone'));
  await dying.feed.begin();
  dying.feed.opened(NOW_SECONDS);
  const { figures, remarks } = await dying.feed.end(NOW_SECONDS + 1);
  expect(figures?.directors[0]?.packets).toMatchObject({ grown: 0, doubt: expect.stringContaining('ds1') });
  expect(remarks[0]).toMatch(/^its figures were not told \d times, at last: gone$/);
});

test('one that answers only when the run is on has nothing to compare with', async () => {
  const { feed } = feedOf(new Error('not yet'), statusAt(NOW_SECONDS + 9, 100));
  await feed.begin();
  feed.opened(NOW_SECONDS);
  const { figures, remarks } = await feed.end(NOW_SECONDS + 5);
  expect(figures).toBeUndefined();
  expect(remarks[0]).toBe('it told no figures before the run');
});

test('what is no status is no figure', async () => {
  const feed = new StatusFeed({
    url: 'http://web',
    target: TARGET,
    intervalMs: 600_000,
    wallMs: () => NOW_SECONDS * 1_000,
    fetch: () => Promise.resolve('<html>'),
  });
  await feed.begin();
  expect((await feed.end(NOW_SECONDS)).remarks[0]).toMatch(
    /^it told no figures, at last: .*no JSON document$/,
  );
});

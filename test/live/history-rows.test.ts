import { expect, test } from 'vitest';
import { History } from '../../src/live/history.ts';
import type { HaproxyRowStatus, NodeStatus } from '../../src/view/status/node-status.ts';
import { exampleEvent, largeStatus } from '../view/support/example-status.ts';

const ROW_BUDGET = 4000;
const SECONDS = 40;
const LARGE = largeStatus(40, 600);

/** A large node of which these HAProxy rows have another figure each second. */
function nodeAt(second: number, changes: (row: number) => boolean): NodeStatus {
  const [node] = LARGE.nodes;
  if (node === undefined) throw new Error('a large status without a node');
  let at = -1;
  const rowAt = (row: HaproxyRowStatus): HaproxyRowStatus => {
    at += 1;
    return changes(at) ? { ...row, cells: { ...row.cells, stot: second } } : row;
  };
  const haproxys = node.haproxys.map((instance) => ({
    ...instance,
    proxies: instance.proxies.map((proxy) => ({ ...proxy, rows: proxy.rows.map(rowAt) })),
  }));
  return { ...node, takenAtSeconds: second, haproxys };
}

function historyOf(changes: (row: number) => boolean): History {
  const history = new History({ lengthSeconds: 900, rowBudget: ROW_BUDGET });
  for (let second = 1; second <= SECONDS; second += 1) {
    const node = history.share(nodeAt(second, changes));
    history.add({ takenAtSeconds: second, nodes: [node], peers: [], events: [] });
    expect(history.size().rows).toBeLessThanOrEqual(ROW_BUDGET);
  }
  return history;
}

test('a large stack that does not change is there at each second', () => {
  expect(historyOf(() => false).size().moments).toBe(SECONDS);
});

test('one that changes in a few rows is so for longer than one that changes in all', () => {
  const [few, all] = [historyOf((row) => row % 100 === 0), historyOf(() => true)];
  expect(few.size().moments).toBe(SECONDS);
  expect(all.size().moments).toBeLessThan(10);
  expect(all.range()).toEqual({ fromSeconds: 1, toSeconds: SECONDS });
});

test('a peer with few rows and much text in them does not make history boundless', () => {
  const history = new History({ lengthSeconds: 900, rowBudget: ROW_BUDGET });
  const [own] = LARGE.nodes;
  if (own === undefined) throw new Error('a large status without a node');
  const events = (second: number) => [
    { ...exampleEvent(second, { kind: 'state', subject: 'VI_1' }), line: 'x'.repeat(100_000) },
  ];
  for (let second = 1; second <= SECONDS; second += 1) {
    const peer = { ...own, node: 'ds2', hostAddresses: [`${second} ${'x'.repeat(1_000_000)}`] };
    const nodes = [own, peer].map((node) => history.share({ ...node, takenAtSeconds: second }));
    history.add({ takenAtSeconds: second, nodes, peers: [], events: events(second) });
    expect(history.size().rows).toBeLessThanOrEqual(ROW_BUDGET);
  }
  expect(history.size().moments).toBeLessThan(10);
});

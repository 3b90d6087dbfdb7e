import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NodeStatus } from '../../../src/view/status/node-status.ts';
import { shareData } from '../../../src/view/status/share-data.ts';
import { newRows, shareRows } from '../../../src/view/status/share-rows.ts';
import { exampleNode } from '../support/example-node.ts';

function copyOf(node: NodeStatus): NodeStatus {
  return structuredClone(node);
}

/** The node one second later, with the figures of one HAProxy server changed. */
function later(node: NodeStatus): NodeStatus {
  const copy = copyOf(node);
  const [instance] = copy.haproxys;
  const [proxy] = instance?.proxies ?? [];
  if (instance === undefined || proxy === undefined) throw new Error('no proxy');
  const rows = proxy.rows.map((row) =>
    row.name === 'server1' ? { ...row, cells: { ...row.cells, stot: 1 } } : row,
  );
  const haproxys = [{ ...instance, proxies: [{ ...proxy, rows }] }];
  return { ...copy, takenAtSeconds: node.takenAtSeconds + 1, haproxys };
}

test('all of a status is shared where only its time is another', () => {
  const before = exampleNode('ds1');
  const now = { ...copyOf(before), takenAtSeconds: before.takenAtSeconds + 1 };
  const shared = shareRows(now, before);
  expect(shared).toEqual(now);
  const { takenAtSeconds: _, ...parts } = shared;
  for (const [name, part] of Object.entries(parts)) expect(part).toBe(before[name as keyof NodeStatus]);
  expect(newRows(shared, before)).toBe(0);
});

test('a row that changed costs that row', () => {
  const before = exampleNode('ds1');
  const shared = shareRows(later(before), before);
  expect(shared).toEqual(later(before));
  expect(shared.ipvs).toBe(before.ipvs);
  const [rows, known] = [shared, before].map(({ haproxys }) => haproxys[0]?.proxies[0]?.rows ?? []);
  expect(rows?.map((row, at) => row === known?.[at])).toEqual([true, false, true, true, true]);
  expect(newRows(shared, before)).toBe(1);
});

test('rows that moved are shared, and counted as known', () => {
  const before = exampleNode('ds1');
  const now = copyOf(before);
  const ipvs = now.ipvs && { ...now.ipvs, virtualServers: [...now.ipvs.virtualServers].reverse() };
  const shared = shareRows({ ...now, ipvs }, before);
  expect(shared.ipvs?.virtualServers).toEqual(ipvs?.virtualServers);
  expect(new Set(shared.ipvs?.virtualServers)).toEqual(new Set(before.ipvs?.virtualServers));
  expect(newRows(shared, before)).toBe(0);
});

test('the first status of a node is all new', () => {
  const node = exampleNode('ds1');
  expect(shareRows(node, undefined)).toBe(node);
  expect(newRows(node, undefined)).toBe(newRows(node, exampleNode('ds1')));
  expect(newRows(node, undefined)).toBeGreaterThan(10);
});

const anyData = fc.oneof(
  fc.jsonValue(),
  fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', '__proto__'), value: fc.jsonValue() })),
  fc.dictionary(fc.constantFrom('__proto__', 'toString', 'a', 'b'), fc.jsonValue()),
);

test('what is shared is always equal to what it stands for', () => {
  fc.assert(
    fc.property(anyData, anyData, (now, before) => {
      const text = JSON.stringify(sorted(now));
      expect(JSON.stringify(sorted(shareData<unknown>(now, before)))).toBe(text);
      expect(JSON.stringify(sorted(now))).toBe(text);
      const copy: unknown = JSON.parse(JSON.stringify(now));
      if (typeof copy === 'object' && copy !== null) expect(shareData<unknown>(copy, now)).toBe(now);
    }),
  );
});

/** Data with the fields of each object in one order. */
function sorted(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sorted);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(([name, value]) => [name, sorted(value)] as const);
  return entries.sort(([one], [other]) => (one < other ? -1 : 1)).map((entry) => [...entry]);
}

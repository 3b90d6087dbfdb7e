import { expect, test } from 'vitest';
import { exampleStatus, HOSTILE, hostileStatus, largeStatus } from './example-status.ts';

test('the hostile status has the shape of the example, and its texts are hostile', () => {
  const status = hostileStatus();
  expect(status.nodes.map(({ vips, ipvs }) => [vips.length, ipvs?.virtualServers.length])).toEqual(
    exampleStatus().nodes.map(({ vips, ipvs }) => [vips.length, ipvs?.virtualServers.length]),
  );
  expect(status.nodes[0]?.ipvs?.virtualServers[0]?.key).toBe(`${HOSTILE}udp/192.168.56.185:53`);
  expect(status.nodes[0]?.binds[0]?.rcodes[`${HOSTILE}NOERROR`]).toBe(1_200_000);
  expect(status.nodes[0]?.haproxys[0]?.proxies[0]?.rows[0]?.scope).toBe('frontend');
  expect(status.events[0]?.timeNs).toBe(exampleStatus().events[0]?.timeNs);
});

test('the large status has as many rows as asked for', () => {
  const [node] = largeStatus(2405, 12_001).nodes;
  expect(node?.ipvs?.virtualServers.flatMap(({ realServers }) => realServers)).toHaveLength(2405);
  expect(node?.haproxys[0]?.proxies.flatMap(({ rows }) => rows)).toHaveLength(12_001);
});

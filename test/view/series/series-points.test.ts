import { expect, test } from 'vitest';
import { MAX_DRAWN, seriesPoints } from '../../../src/view/series/series-points.ts';
import type { NodeStatus } from '../../../src/view/status/node-status.ts';
import {
  exampleNode,
  exampleRealServer,
  exampleRow,
  exampleVirtualServer,
  VIP,
} from '../support/example-node.ts';

function texts(node: NodeStatus): string[] {
  return seriesPoints(node).map(({ group, id, label, value }) => `${group} ${id} "${label}" ${value}`);
}

test('the figures of a node, sums first', () => {
  expect(texts(exampleNode('ds1'))).toEqual([
    'ipvs ipvs/ds1/packets "ds1" 620',
    'ipvs ipvs/ds1/connections "ds1" 620',
    'haproxy haproxy/ds1/lb1/sessions "lb1" 4',
    ...['packets', 'connections'].flatMap((figure) => [
      `ipvs ipvs/ds1/udp/${VIP}:53/${figure} "udp/${VIP}:53" 310`,
      `ipvs ipvs/ds1/tcp/${VIP}:53/${figure} "tcp/${VIP}:53" 310`,
    ]),
    'haproxy haproxy/ds1/lb1/Listen-10000/frontend/FRONTEND/sessions "lb1 Listen-10000 frontend" 4',
    'haproxy haproxy/ds1/lb1/Listen-10000/backend/BACKEND/sessions "lb1 Listen-10000 backend" 4',
    'bind bind/ds1/rs1/requests "rs1" 155',
    'rcodes bind/ds1/rs1/rcode/NOERROR "rs1 NOERROR" 154',
    'rcodes bind/ds1/rs1/rcode/NXDOMAIN "rs1 NXDOMAIN" 1',
    ...['packets', 'connections'].flatMap((figure) => [
      `ipvs ipvs/ds1/udp/${VIP}:53/192.168.56.183:53/${figure} "udp/${VIP}:53 192.168.56.183:53" 155`,
      `ipvs ipvs/ds1/udp/${VIP}:53/192.168.56.184:53/${figure} "udp/${VIP}:53 192.168.56.184:53" 155`,
      `ipvs ipvs/ds1/tcp/${VIP}:53/192.168.56.183:53/${figure} "tcp/${VIP}:53 192.168.56.183:53" 155`,
    ]),
    'spark haproxy/ds1/lb1/Listen-10000/server/server1/sessions "lb1 Listen-10000/server1" 4',
    'spark haproxy/ds1/lb1/Listen-10000/server/server2/sessions "lb1 Listen-10000/server2" 0',
    'spark haproxy/ds1/lb1/Listen-10000/server/spare/sessions "lb1 Listen-10000/spare" 0',
  ]);
});

test('what is not known makes no point', () => {
  const node = exampleNode('ds1');
  const [bind] = node.binds;
  if (bind === undefined) throw new Error('no BIND');
  const { rates: _, ...first } = bind;
  const row = exampleRow('frontend', 'FRONTEND', 'OPEN', 'good', {});
  const { scur: __, ...cells } = row.cells;
  const haproxys = [{ source: 'lb1', proxies: [{ name: 'www', rows: [{ ...row, cells }] }] }];
  const server = exampleVirtualServer('UDP', VIP, 53, []);
  const ipvs = { virtualServers: [{ ...server, rates: undefined }], syncDaemons: [] };
  expect(texts({ ...node, ipvs, haproxys, binds: [first] })).toEqual([]);
  expect(texts({ ...node, ipvs: undefined, haproxys: [], binds: [] })).toEqual([]);
});

test('a graph has no more lines than can be told apart', () => {
  const reals = Array.from({ length: 40 }, (_, at) => exampleRealServer(`10.0.0.${at}`, 80));
  const virtualServers = Array.from({ length: 30 }, (_, at) =>
    exampleVirtualServer('TCP', `10.1.0.${at}`, 80, reals),
  );
  const points = seriesPoints({ ...exampleNode('ds1'), ipvs: { virtualServers, syncDaemons: [] } });
  // With the line of the sum, of packets and of connections.
  expect(points.filter(({ group }) => group === 'ipvs')).toHaveLength(2 * (MAX_DRAWN + 1));
  expect(points.filter(({ id }) => id.startsWith('ipvs/'))).toHaveLength(2 * (1 + 30 + 30 * 40));
  expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
});

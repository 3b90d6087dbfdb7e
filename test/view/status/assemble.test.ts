import { expect, test } from 'vitest';
import { assembleStatus } from '../../../src/view/status/assemble.ts';
import { exampleNode, TAKEN_AT_SECONDS, VIP } from '../support/example-node.ts';
import { exampleStatus } from '../support/example-status.ts';

test('the status of the stack is what was known and what that comes to', () => {
  const nodes = [exampleNode('ds1'), exampleNode('ds2')];
  const { peers, events } = exampleStatus();
  const status = assembleStatus({ takenAtSeconds: TAKEN_AT_SECONDS, nodes, peers }, events);
  expect(status).toMatchObject({ node: 'ds1', demo: false, takenAtSeconds: TAKEN_AT_SECONDS });
  expect(status.nodes).toBe(nodes);
  expect(status.peers).toBe(peers);
  expect(status.events).toBe(events);
  expect(status.vips.map(({ address }) => address)).toEqual([VIP]);
  expect(status.drifts).toMatchObject([{ virtual: `udp/${VIP}:53`, what: 'weight' }]);
});

test('a moment without a node, as before the first collection', () => {
  const status = assembleStatus({ takenAtSeconds: TAKEN_AT_SECONDS, nodes: [], peers: [] }, []);
  expect(status).toMatchObject({ node: '', demo: false, vips: [], drifts: [] });
});

// needs: linux.uml, modprobe, pgrep, ip, ipvsadm, haproxy, named, dig, keepalived, prometheus, curl, tcpdump, root
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failures, LabResults } from './results.ts';

/** Scenarios of which it is known beforehand what they cost, and whom. */
const SCENARIOS = [
  'path-cut',
  'weights-wrr',
  'weights-rr',
  'one-in-a-hundred',
  'stuck-flows',
  'haproxy-pair',
] as const;
let lab: LabResults;

beforeAll(async () => {
  lab = await LabResults.run(SCENARIOS, 300);
}, 320_000);

afterAll(() => lab?.remove());

test.each(SCENARIOS)('%s: every assertion passed', (name) => {
  expect(failures(lab.scenario(name)), lab.console).toEqual([]);
});

test('shares follow the weights under wrr, and rr is known to ignore them', () => {
  expect(lab.load('weights-wrr').stack.shares).toMatchObject({ scheduler: 'wrr', verdict: 'within' });
  expect(lab.load('weights-rr').stack.shares).toMatchObject({ scheduler: 'rr', verdict: 'within' });
  expect(lab.load('weights-rr').stack.shares?.text).toMatch(/rr ignores/);
});

test('queries that were dropped before rs2 are found on that hop, to the last one', () => {
  const dropped = Number(lab.text('dropped.txt'));
  expect(dropped).toBeGreaterThan(10);
  const { totals, stack } = lab.load('one-in-a-hundred');
  expect(totals.timedOut).toBe(dropped);
  expect(stack.conservation?.hops.filter(({ lost }) => lost > 0)).toMatchObject([
    { hop: 'ds1 → 192.168.56.184:53', lost: dropped },
  ]);
});

test('source ports that stick to a removed real server are told, and to which', () => {
  expect(lab.load('stuck-flows').stack.stuck).toMatchObject([{ realServer: '192.168.56.183:53' }]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choicesOf } from '../../../src/view/assets/graph-choice.js';
import { idsOf, ipvsName, linesOf, sumOfKnown } from '../../../src/view/assets/series.js';

const VS = 'ipvs/ds1/udp/192.0.2.1:53';
const IDS = [
  `${VS}/packets`,
  `${VS}/connections`,
  `${VS}/10.0.0.1:53/connections`,
  'ipvs/ds2/udp/192.0.2.1:53/connections',
  'ipvs/ds1/tcp/[2001:db8::1]:53/connections',
  'bind/rs1/default/requests',
];

function series(values: Readonly<Record<string, readonly (number | null)[]>>) {
  return Object.fromEntries(
    Object.entries(values).map(([id, own]) => [
      id,
      { group: id.split('/')[0] ?? '', label: id.split('/')[3] ?? '', values: own },
    ]),
  );
}

const ALL = series(Object.fromEntries(IDS.map((id) => [id, [1]])));

test('names of IPVS series', () => {
  expect(ipvsName(`${VS}/10.0.0.1:53/connections`)).toEqual({
    node: 'ds1',
    virtualServer: 'udp/192.0.2.1:53',
    isRealServer: true,
    figure: 'connections',
  });
  expect(ipvsName('ipvs/ds1/connections')).toMatchObject({ node: 'ds1', isRealServer: false });
  expect(ipvsName('bind/rs1/default/rcode/SERVFAIL')).toBeUndefined();
});

test('a graph draws its group; the one of IPVS one figure of virtual servers, or of the real servers of one', () => {
  expect(idsOf(ALL, 'bind')).toEqual(['bind/rs1/default/requests']);
  expect(idsOf(ALL, 'ipvs', { figure: 'connections' })).toEqual([IDS[1], IDS[3], IDS[4]]);
  expect(idsOf(ALL, 'ipvs', { figure: 'connections', virtualServer: 'udp/192.0.2.1:53' })).toEqual([IDS[2]]);
});

test('what there is to choose', () => {
  expect(choicesOf(IDS)).toEqual({
    figures: ['packets', 'connections'],
    virtualServers: ['udp/192.0.2.1:53'],
  });
});

test('the largest have a line each, the rest one together', () => {
  const known = series({
    'haproxy/n/s/a': [1, null],
    'haproxy/n/s/b': [9],
    'haproxy/n/s/c': [5],
    'haproxy/n/s/d': [2],
  });
  expect(linesOf(known, Object.keys(known), 'others', 3)).toEqual([
    { label: 'b', ids: ['haproxy/n/s/b'], isOthers: false },
    { label: 'c', ids: ['haproxy/n/s/c'], isOthers: false },
    { label: 'others (2)', ids: ['haproxy/n/s/d', 'haproxy/n/s/a'], isOthers: true },
  ]);
});

test('equal labels are told apart by what differs in their ids', () => {
  const labels = (...ids: string[]) => {
    const known = Object.fromEntries(
      ids.map((id, index) => [id, { group: 'ipvs', label: 'v', values: [-index] }]),
    );
    return linesOf(known, ids, 'others').map(({ label }) => label);
  };
  expect(labels('ipvs/ds1/udp/v/connections', 'ipvs/ds2/udp/v/connections')).toEqual(['ds1 v', 'ds2 v']);
  expect(labels('haproxy/ds1/master/v/sessions', 'haproxy/ds1/slave/v/sessions')).toEqual([
    'master v',
    'slave v',
  ]);
  expect(labels('ipvs/ds1/udp/v/connections')).toEqual(['v']);
});

test('each series is in one line, and there are at most so many lines', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.option(fc.nat())), { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (values, most) => {
        const known = series(Object.fromEntries(values.map((own, index) => [`bind/n/s/${index}`, own])));
        const lines = linesOf(known, Object.keys(known), 'others', most);
        expect(lines.length).toBeLessThanOrEqual(most);
        expect(lines.flatMap(({ ids }) => ids).sort()).toEqual(Object.keys(known).sort());
      },
    ),
  );
});

test('a sum is of what is known', () => {
  expect(sumOfKnown([1, null, undefined, 2])).toBe(3);
  expect(sumOfKnown([null, undefined])).toBeNull();
});

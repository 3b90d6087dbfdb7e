import { expect, test } from 'vitest';
import { type Conservation, conserve, type OwnCounts } from '../../../src/loadgen/ledger/conservation.ts';
import { sumDirectors } from '../../../src/loadgen/ledger/directors-sum.ts';
import type { DirectorFigures, NamedFigures } from '../../../src/loadgen/ledger/node-figures.ts';
import { director, named, RS1, RS2, realServer } from './support/stack-facts.ts';

const OWN: OwnCounts = {
  sent: 10_000,
  answered: 10_000,
  late: 0,
  duplicate: 0,
  socketDrops: 0,
  asksNsid: false,
};
const DIRECTOR = director('wrr', [realServer(RS1, 3, [12, 7_500]), realServer(RS2, 1, [4, 2_500])]);
const [TO_RS1, TO_RS2] = [`ds1 → ${RS1}:53`, `ds1 → ${RS2}:53`];

function conserved(
  own: Partial<OwnCounts>,
  nameds: { readonly rs1?: NamedFigures; readonly rs2?: NamedFigures } = {},
  { of = DIRECTOR, silent = [] }: { readonly of?: DirectorFigures; readonly silent?: string[] } = {},
): Conservation {
  const { rs1 = named('rs1', [7_500, 7_500]), rs2 = named('rs2', [2_500, 2_500]) } = nameds;
  const found = conserve(
    { ...OWN, ...own },
    {
      directors: sumDirectors([of]),
      servers: [
        { key: `${RS1}:53`, nameds: [rs1] },
        { key: `${RS2}:53`, nameds: [rs2] },
      ],
      silent,
    },
  );
  if (found === undefined) throw new Error('somebody counted');
  return found;
}

const HINT =
  "named counts health checks and other clients, too: with --nsid dnsbench's own queries are told apart";

/** Hops that are not as they should be. */
function wrong({ hops }: Conservation): unknown[] {
  return hops
    .filter(({ lost, more, unknown }) => lost > 0 || more > 0 || unknown !== undefined)
    .map(({ hop, lost, more, unknown }) => [hop, unknown ?? lost - more]);
}

test('where nothing is lost every hop has the same count before and behind it', () => {
  const all = conserved({});
  expect(wrong(all)).toEqual([]);
  expect(all).toMatchObject({ unanswered: 0, placed: 0, findings: [] });
  expect(all.hops.map(({ fromCount, toCount }) => [fromCount, toCount])).toEqual([
    [10_000, 10_000],
    [10_000, 10_000],
    [7_500, 7_500],
    [7_500, 7_500],
    [2_500, 2_500],
    [2_500, 2_500],
    [10_000, 10_000],
  ]);
});

test.each<[string, Conservation, string, number, string]>([
  [
    'before the director',
    conserved({ sent: 10_050 }),
    'dnsbench → ds1',
    50,
    '50 lost, 4.98 ‰ of 10050: dnsbench → ds1 (sent to in packets)',
  ],
  [
    'between director and real server',
    conserved({ answered: 9_975 }, { rs2: named('rs2', [2_475, 2_475]) }),
    TO_RS2,
    25,
    `25 lost, 10 ‰ of 2500: ${TO_RS2} (in packets to requests received)`,
  ],
  [
    'within a named',
    conserved(
      { answered: 9_990 },
      { rs1: named('rs1', [7_500, 7_490], { dropped: [{ counter: 'RateDropped', grown: 10 }] }) },
    ),
    `named rs1/named of ${RS1}:53`,
    10,
    `10 lost, 1.33 ‰ of 7500: named rs1/named of ${RS1}:53 (requests received to answers sent)`,
  ],
  [
    'on the way back',
    conserved({ answered: 9_900, late: 40 }),
    'real servers → dnsbench',
    60,
    '60 lost, 6 ‰ of 10000: real servers → dnsbench (answers sent to answers received)',
  ],
])('queries that are lost %s', (_where, all, hop, lost, finding) => {
  expect(wrong(all)).toEqual([[hop, lost]]);
  expect(all).toMatchObject({ unanswered: lost, placed: lost, findings: [finding, HINT] });
});

test('what others asked is no gain of the hops behind it', () => {
  const all = conserved({}, { rs1: named('rs1', [7_512, 7_512]) });
  expect(wrong(all)).toEqual([[TO_RS1, -12]]);
  expect(all.findings).toEqual([`others asked too: +12: ${TO_RS1}`, HINT]);
});

test('others hide losses without NSID, and do not with it', () => {
  const rs2 = named('rs2', [2_495, 2_495], { withNsid: { grown: 2_475 } });
  const mixed = conserved({ answered: 9_975 }, { rs2 });
  expect(wrong(mixed)).toEqual([
    [TO_RS2, 5],
    ['real servers → dnsbench', 20],
  ]);
  expect(mixed.findings.at(-1)).toBe(HINT);
  const rs1 = named('rs1', [7_500, 7_500], { withNsid: { grown: 7_500 } });
  const apart = conserved({ answered: 9_975, asksNsid: true }, { rs1, rs2 });
  expect(wrong(apart)).toEqual([[TO_RS2, 25]]);
  expect(apart.hops.flatMap(({ remarks }) => remarks)).toEqual(['others asked too: +20']);
});

test('a query that came twice', () => {
  const twice = conserved(
    { duplicate: 3, asksNsid: true },
    {
      rs1: named('rs1', [7_503, 7_503], { withNsid: { grown: 7_503 } }),
      rs2: named('rs2', [2_500, 2_500], { withNsid: { grown: 2_500 } }),
    },
  );
  expect(wrong(twice)).toEqual([[TO_RS1, -3]]);
  expect(twice.findings).toEqual([`3 came twice: ${TO_RS1}`]);
});

test('counters that began anew, and what nobody reads, make a hop unknown and no loss', () => {
  const restarted = conserved(
    { answered: 9_975 },
    { rs2: named('rs2', [400, 400], { requests: { grown: 400, doubt: 'its counters began anew' } }) },
  );
  expect(wrong(restarted)[0]).toEqual([TO_RS2, 'requests received: its counters began anew']);
  expect(restarted.findings).toContain(`${TO_RS2} is not known: requests received: its counters began anew`);

  const unread = conserve(OWN, {
    directors: sumDirectors([DIRECTOR]),
    servers: [{ key: `${RS1}:53`, nameds: [] }],
    silent: [],
  });
  const reason = `nobody tells the counters of a named on ${RS1}:53`;
  expect(unread && wrong(unread)).toEqual([
    [TO_RS1, reason],
    ['real servers → dnsbench', reason],
  ]);
});

test('a director that tells nothing may have had what another one misses', () => {
  const all = conserved({ sent: 12_000, answered: 12_000 }, {}, { silent: ['http://ds2:9053'] });
  expect(wrong(all)[0]).toEqual(['dnsbench → ds1', 'in packets: http://ds2:9053 told no figures']);
});

test('without a director, one server; without any counter, nothing', () => {
  const direct = conserve(
    { ...OWN, answered: 9_990 },
    {
      directors: undefined,
      servers: [{ key: `${RS1}:53`, nameds: [named('rs1', [9_990, 9_990])] }],
      silent: [],
    },
  );
  expect(direct && wrong(direct)).toEqual([[`dnsbench → ${RS1}:53`, 10]]);
  const servers = [{ key: `${RS1}:53`, nameds: [] }];
  expect(conserve(OWN, { directors: undefined, servers, silent: [] })).toBeUndefined();
});

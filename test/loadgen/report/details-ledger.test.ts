import { expect, test } from 'vitest';
import { attribute } from '../../../src/loadgen/ledger/attribute.ts';
import type { Ledger } from '../../../src/loadgen/ledger/disturbance.ts';
import { ledgerSection } from '../../../src/loadgen/report/details-ledger.ts';
import { PLAIN } from '../../../src/loadgen/report/format-painter.ts';
import { disturbance, event, flowLoss } from '../ledger/support/ledger-facts.ts';
import { plainResult } from '../support/plain-result.ts';

const EVENTS = [
  event('ds2', 13.6, 'vrrp election VI_1', { detail: 'advertisement timeout' }),
  event('ds2', 13.61, 'vrrp state VI_1 MASTER', { from: 'BACKUP' }),
  event('ds2', 13.63, 'vrrp garp VI_1'),
  event('ds1', 40, 'vrrp state VI_1 MASTER', { from: 'BACKUP' }),
];
const DISTURBANCES = [
  disturbance(10, 13.7, {
    outageByStampsSeconds: 3.9,
    latency: { before: { meanSeconds: 0.0002, maxSeconds: 0.001 } },
    flows: [flowLoss(0, 10, 13.7, 'rs1'), { ...flowLoss(1, 10, 13.7, 'rs2'), isStuck: true }],
  }),
  disturbance(25, 26, { isPartial: true, offered: 1_200, flows: [flowLoss(0, 25, 26)], flowsAffected: 1 }),
  disturbance(39.9, 40.1),
];
const LEDGER: Ledger = {
  sliceSeconds: 0.01,
  flows: 2,
  disturbances: DISTURBANCES,
  disturbancesLeftOut: 0,
  background: { lost: 3, ratio: 0.0001 },
  lossesLeftOut: 0,
};

function linesOf(ledger: Ledger): readonly string[] {
  return ledgerSection(plainResult({ startedAtSeconds: 1_795_186_105, ledger }), PLAIN).lines;
}

test('a block for each disturbance: what was lost, why, and for how long', () => {
  const entries = attribute(DISTURBANCES, EVENTS, [
    {
      director: 'ds2',
      instances: [
        { instance: 'VI_1', version: 2, advertIntervalSeconds: 1, priority: 100, downTimerAdverts: 3 },
      ],
      realServers: [],
    },
  ]);
  const feeds = [
    {
      source: 'http://ds2:9053',
      node: 'ds2',
      events: 3,
      clock: { offsetSeconds: -0.5, errorSeconds: 0.002 },
      remarks: [],
    },
    { source: 'http://ds1:9053', events: 0, remarks: ['it never answered'] },
  ];
  const lines = linesOf({ ...LEDGER, entries, events: EVENTS, eventsLeftOut: 0, feeds });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
      1. 14:48:35.000 UTC, 10 s into the run
         Cause     VI_1 went to ds2
         because   a director noticed, another director took over, the addresses
                   were announced, the first good answer came right after that, all
                   flows were hit
         Lost      1,850 queries lost
         Outage    3.9 s by time stamps, 3.7 s by loss
         Budget    EXCEEDED: allowed 3.61 s (3 × advert_int 1 s + skew 0.61 s) and
                   200 ms to take effect
         Phases    detect 3.6 s ± 2 ms, then elect 10 ms, then announce 20 ms, then
                   first answer 70 ms ± 2 ms
         Flows     2 of 2 (1 of rs1, 1 of rs2); 1 flow stayed away while others were
                   answered
         Latency   before 200 µs (max 1 ms), during –, after –
         Events    +3.6 s ± 2 ms: ds2 vrrp VI_1 election (advertisement timeout)
                   +3.61 s ± 2 ms: ds2 vrrp VI_1 BACKUP → MASTER
                   +3.63 s ± 2 ms: ds2 vrrp VI_1 garp

      2. 14:48:50.000 UTC, 25 s into the run
         Cause     nothing known
         Lost      500 queries lost of 1,200 sent meanwhile, some flows went on
         Outage    1 s by time stamps, 1 s by loss
         Flows     1 of 2
         Latency   before –, during –, after –

      3. 14:49:04.900 UTC, 39.9 s into the run
         Cause     fail-back, VI_1 went back to ds1
         because   another director took over, the first good answer came right
                   after that, all flows were hit
         Lost      100 queries lost
         Outage    202 ms by time stamps, 200 ms by loss
         Budget    none is due: the other director serves meanwhile
         Phases    elect 100 ms ± 2 ms, then first answer 100 ms ± 2 ms
         Flows     2 of 2
         Latency   before –, during –, after –
         Events    +100 ms ± 2 ms: ds1 vrrp VI_1 BACKUP → MASTER

      Background:           3 queries lost now and then, 0.01 %
      Told by:              http://ds2:9053: is ds2, 3 events, clock 500 ms behind ±
                            2 ms
      Told by:              http://ds1:9053: 0 events, it never answered
    "
  `);
});

test('without events there is no word of causes', () => {
  const text = linesOf(LEDGER).join('\n');
  expect(text).toContain('Outage');
  expect(text).not.toContain('Cause');
});

test('a run without a disturbance says so, and of very many the first are listed', () => {
  expect(linesOf({ ...LEDGER, disturbances: [] })[0]).toBe('  no disturbance');
  const many = Array.from({ length: 30 }, (_, at) => disturbance(at * 10, at * 10 + 1));
  expect(linesOf({ ...LEDGER, disturbances: many, disturbancesLeftOut: 5 })).toContain(
    '  15 more disturbances not listed',
  );
});

test('what logs say cannot steer a terminal', () => {
  const hostile = EVENTS.map((one) => ({ ...one, detail: '\u001b[2J\u202e' }));
  const entries = attribute(DISTURBANCES, hostile);
  expect(linesOf({ ...LEDGER, entries, events: hostile }).join('')).not.toMatch(/\p{Cc}|\u202e/u);
});

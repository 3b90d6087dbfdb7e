import { expect, test } from 'vitest';
import { attribute } from '../../../../src/loadgen/ledger/attribute.ts';
import type { Ledger } from '../../../../src/loadgen/ledger/disturbance.ts';
import { eventsTable, feedsTable, ledgerTable } from '../../../../src/loadgen/report/html/ledger-tables.ts';
import { timeCharts } from '../../../../src/loadgen/report/html/time-charts.ts';
import { disturbance, event } from '../../ledger/support/ledger-facts.ts';
import { PLAIN_INTERVAL, plainResult } from '../../support/plain-result.ts';

const HOSTILE = '<script>alert(1)</script>';
const EVENTS = [
  event('ds1', -5, 'vrrp state VI_1 MASTER'),
  event('ds2', 13.6, 'vrrp state VI_1 MASTER', { detail: HOSTILE, line: HOSTILE }),
];
const DISTURBANCES = [disturbance(10, 13.7)];
const LEDGER: Ledger = {
  sliceSeconds: 0.01,
  flows: 2,
  disturbances: DISTURBANCES,
  disturbancesLeftOut: 0,
  background: { lost: 0, ratio: 0 },
  lossesLeftOut: 0,
};
const ATTRIBUTED: Ledger = {
  ...LEDGER,
  entries: attribute(DISTURBANCES, EVENTS),
  events: EVENTS,
  eventsLeftOut: 0,
  feeds: [
    {
      source: HOSTILE,
      node: 'ds2',
      events: 1,
      clock: { offsetSeconds: 1.7, errorSeconds: 0.01 },
      remarks: [],
    },
  ],
};

test('a row for each disturbance, with its cause where it is known', () => {
  const table = ledgerTable(plainResult({ ledger: ATTRIBUTED }))?.markup ?? '';
  expect(table).toContain('<bdi>VI_1 went to ds2</bdi>');
  expect(table).toContain('<th scope="col" class="prose">Cause</th>');
  expect(ledgerTable(plainResult({ ledger: LEDGER }))?.markup).not.toContain('Cause');
  expect(ledgerTable(plainResult({}))).toBeUndefined();
});

test('events with their lines, and feeds with their clocks; none of it is markup', () => {
  const result = plainResult({ ledger: ATTRIBUTED });
  const markup = [eventsTable(result), feedsTable(result), ledgerTable(result)]
    .map((table) => table?.markup ?? '')
    .join('');
  expect(markup).not.toContain('<script>');
  expect(markup).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(markup).toContain('1.7000 s ± 10 ms');
});

test('events of the run are marks on every chart of it', () => {
  const charts = timeCharts(plainResult({ ledger: ATTRIBUTED, intervals: [PLAIN_INTERVAL] }));
  expect(charts.length).toBeGreaterThan(0);
  for (const { marks } of charts) expect(marks).toEqual([{ at: 13.6, tone: 'neutral' }]);
});

test('disturbances are bands on every chart of it', () => {
  const charts = timeCharts(plainResult({ ledger: LEDGER, intervals: [PLAIN_INTERVAL] }));
  expect(charts.length).toBeGreaterThan(0);
  for (const { bands } of charts) expect(bands).toEqual([[10, DISTURBANCES[0]?.lastLostSeconds]]);
  for (const { bands } of timeCharts(plainResult({ intervals: [PLAIN_INTERVAL] })))
    expect(bands).toBeUndefined();
});

import { expect, test } from 'vitest';
import { parseLoadResult } from '../../../src/scenario/load/load-reading.ts';

const RESULT = {
  startedAtSeconds: 1000,
  windowSeconds: 4,
  totals: { sent: 400, answered: 250, timedOut: 150, interrupted: 0, late: 3 },
  intervals: [
    { fromSeconds: 0, toSeconds: 1, sent: 100, answered: 100, timedOut: 0 },
    { fromSeconds: 1, toSeconds: 2, sent: 100, answered: 50, timedOut: 50 },
    { fromSeconds: 2, toSeconds: 3, sent: 100, answered: 0, timedOut: 100 },
    { fromSeconds: 3, toSeconds: 4, sent: 100, answered: 100, timedOut: 0 },
  ],
};
const DISTURBANCE = {
  firstLostSeconds: 1.5,
  lastLostSeconds: 2.99,
  lost: 150,
  outageByStampsSeconds: 1.52,
  outageByLossSeconds: 1.5,
  isPartial: false,
};

test('disturbances are those of the ledger, with their causes', () => {
  const entry = {
    disturbance: 0,
    cause: { kind: 'vrrp', text: 'VI_1 went to ds2', candidates: [{ kind: 'vrrp', subject: 'VI_1' }] },
    isFailBack: true,
  };
  const text = JSON.stringify({ ...RESULT, ledger: { disturbances: [DISTURBANCE], entries: [entry] } });
  expect(parseLoadResult(text)).toMatchObject({
    hasLedger: true,
    disturbances: [
      {
        ...DISTURBANCE,
        outageSeconds: 1.52,
        cause: 'vrrp',
        subject: 'VI_1',
        causeText: 'VI_1 went to ds2',
        isFailBack: true,
      },
    ],
  });
});

test('without events a cause is unknown', () => {
  const text = JSON.stringify({ ...RESULT, ledger: { disturbances: [DISTURBANCE] } });
  expect(parseLoadResult(text).disturbances).toMatchObject([
    { cause: 'unknown', isFailBack: false, lost: 150 },
  ]);
});

test('without a ledger intervals in a row that lost something are one disturbance', () => {
  expect(parseLoadResult(JSON.stringify(RESULT))).toMatchObject({
    hasLedger: false,
    disturbances: [
      {
        firstLostSeconds: 1,
        lastLostSeconds: 3,
        lost: 150,
        outageSeconds: 1.5,
        cause: 'unknown',
        isPartial: true,
      },
    ],
  });
});

test.each([
  ['', 'the load printed no result; it must print what dnsbench --json does'],
  ['Statistics:', "the load's result is no JSON document; it must be what dnsbench --json prints"],
  ['{"startedAtSeconds":1}', "the load's result: windowSeconds: "],
])('%j is refused in one line', (text, message) => {
  expect(() => parseLoadResult(text)).toThrow(message);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../../src/loadgen/ledger/attribute.ts';
import type { DirectorTiming } from '../../../src/loadgen/ledger/budget.ts';
import type { LedgerEvent } from '../../../src/loadgen/ledger/ledger-event.ts';
import { disturbance, event, flowLoss } from './support/ledger-facts.ts';

const RS1 = 'udp/192.168.56.185:53_192.168.56.183:53';
const rs1 = (node: string, at: number, kind: string, tone: LedgerEvent['tone'] = 'bad'): LedgerEvent => ({
  ...event(node, at, `keepalived ${kind} ${RS1}`, { tone }),
  subject: RS1.replace('_', ' '),
});

const DIRECTORS: readonly DirectorTiming[] = ['ds1', 'ds2'].map((director, at) => ({
  director,
  instances: [
    { instance: 'VI_1', version: 2, advertIntervalSeconds: 1, priority: 100 - 50 * at, downTimerAdverts: 3 },
  ],
  realServers: [
    {
      address: '192.168.56.183',
      port: 53,
      checks: [
        {
          type: 'MISC_CHECK',
          delayLoopSeconds: 2,
          timeoutSeconds: 3,
          retries: 0,
          delayBeforeRetrySeconds: 1,
        },
      ],
    },
  ],
}));

const CRASH = [
  event('ds2', 13.6, 'vrrp election VI_1'),
  event('ds2', 13.61, 'vrrp state VI_1 MASTER', { from: 'BACKUP' }),
  event('ds2', 13.63, 'vrrp garp VI_1'),
];

describe('a director that dies', () => {
  const crash = disturbance(10, 13.7);

  test('is found by who took over, with its phases and its budget', () => {
    const [entry] = attribute([crash], CRASH, DIRECTORS);
    expect(entry?.cause).toMatchObject({ kind: 'vrrp', text: 'VI_1 went to ds2', event: 1 });
    expect(entry?.isFailBack).toBe(false);
    expect(entry?.phases.map(({ name, event: at }) => [name, at])).toEqual([
      ['detect', 0],
      ['elect', 1],
      ['announce', 2],
      ['first-answer', undefined],
    ]);
    expect(entry?.phases.map(({ seconds }) => Number(seconds.toFixed(3)))).toEqual([3.6, 0.01, 0.02, 0.07]);
    expect(entry?.phases.every(({ isOrdered }) => isOrdered)).toBe(true);
    expect(entry?.clockErrorSeconds).toBe(0.002);
    // By the priority of the one that took over: 50.
    expect(entry?.budget).toEqual({
      allowedSeconds: 3 + 206 / 256,
      rule: '3 × advert_int 1 s + skew 0.8 s',
      isExceeded: false,
    });
  });

  test('what two collections saw differ by counts where no line says when it was', () => {
    const owner = event('ds2', 13.62, 'vip role 192.168.56.185 owner', { earliestSeconds: 8.6 });
    const events = [CRASH[0], CRASH[1], owner, CRASH[2]].filter((one) => one !== undefined);
    const [entry] = attribute([crash], events);
    expect(entry?.phases.map(({ event: at }) => at)).toEqual([0, 1, 3, undefined]);
    const [without] = attribute([crash], events.slice(0, 3));
    expect(without?.phases.map(({ isOrdered }) => isOrdered)).toEqual([true, true, false, false]);
  });

  test('a longer outage than the configuration allows is marked', () => {
    const [entry] = attribute([{ ...crash, outageByStampsSeconds: 4.1 }], CRASH, DIRECTORS);
    expect(entry?.budget?.isExceeded).toBe(true);
  });

  test('lines in whole seconds are not ordered within their second, and say so', () => {
    const spans = CRASH.map((one) => ({ ...one, atSeconds: 13, earliestSeconds: 13, latestSeconds: 14 }));
    const [entry] = attribute([crash], spans);
    expect(entry?.phases.map(({ isOrdered }) => isOrdered)).toEqual([true, false, false, false]);
    expect(entry?.phases.map(({ errorSeconds }) => Number(errorSeconds.toFixed(3)))).toEqual([
      0.502, 1, 1, 0.502,
    ]);
    const sum = entry?.phases.reduce((total, { seconds }) => total + seconds, 0);
    expect(sum).toBeCloseTo(3.7, 9);
  });

  test('one that says goodbye has the smaller budget', () => {
    const goodbye = [
      event('ds1', 9.9, 'vrrp priority-zero VI_1'),
      event('ds2', 10.5, 'vrrp state VI_1 MASTER'),
    ];
    const [entry] = attribute([disturbance(10, 10.6)], goodbye, DIRECTORS);
    expect(entry?.cause.text).toBe('VI_1 was given over to ds2');
    expect(entry?.budget?.rule).toBe('priority 0 sent, skew 0.8 s');
  });
});

test('who had just become master before is not who took over', () => {
  const earlier = [
    event('ds1', 8.5, 'vrrp state VI_1 MASTER'),
    event('ds2', 9, 'vrrp state VI_1 BACKUP', { from: 'INIT' }),
  ];
  const [entry] = attribute([disturbance(10, 13.7)], [...earlier, ...CRASH]);
  expect(entry?.cause).toMatchObject({ text: 'VI_1 went to ds2', event: 3 });
  expect(entry?.phases.map(({ event: at }) => at)).toEqual([2, 3, 4, undefined]);
});

describe('fail-back', () => {
  const back = event('ds1', 40, 'vrrp state VI_1 MASTER');

  test('is the return to who had the addresses before, and has no budget', () => {
    const entries = attribute(
      [disturbance(10, 13.7), disturbance(39.9, 40.1)],
      [event('ds1', -5, 'vrrp state VI_1 MASTER'), ...CRASH, back],
      DIRECTORS,
    );
    expect(entries.map(({ isFailBack }) => isFailBack)).toEqual([false, true]);
    expect(entries[1]?.cause.text).toBe('VI_1 went back to ds1');
    expect(entries[1]?.budget).toBeUndefined();
  });

  test('one that comes soon after a failover does not make that a fail-back', () => {
    const soon = [...CRASH, { ...back, atSeconds: 18, earliestSeconds: 18, latestSeconds: 18 }];
    const entries = attribute([disturbance(10, 13.7), disturbance(17.9, 18.1)], soon);
    expect(entries.map(({ isFailBack, events }) => [isFailBack, events])).toEqual([
      [false, [0, 1, 2]],
      [true, [3]],
    ]);
  });

  test('a master that hears of its successor has not noticed anything before', () => {
    const heard = event('ds2', 40.02, 'vrrp election VI_1');
    const [, entry] = attribute([disturbance(10, 13.7), disturbance(39.9, 40.1)], [...CRASH, back, heard]);
    expect(entry?.phases.map(({ name }) => name)).toEqual(['elect', 'first-answer']);
  });

  test('is known of two directors though nobody saw the first one as master', () => {
    const entries = attribute([disturbance(10, 13.7), disturbance(39.9, 40.1)], [...CRASH, back]);
    expect(entries.map(({ isFailBack }) => isFailBack)).toEqual([false, true]);
  });

  test('a third director that takes over is another failover', () => {
    const third = event('ds3', 40, 'vrrp state VI_1 MASTER');
    const [entry] = attribute(
      [disturbance(39.9, 40.1)],
      [event('ds1', -5, 'vrrp state VI_1 MASTER'), ...CRASH, third],
    );
    expect(entry).toMatchObject({ isFailBack: false, cause: { text: 'VI_1 went to ds3' } });
  });
});

describe('a real server that dies', () => {
  const partial = disturbance(20, 24.2, {
    isPartial: true,
    flows: [flowLoss(0, 20, 24.2, 'rs1'), flowLoss(2, 20, 24.2, 'rs1')],
  });
  const events = [rs1('ds1', 24, 'check'), rs1('ds1', 24.1, 'removed'), rs1('ds2', 24.4, 'removed')];

  test('is found by the event that ends it', () => {
    const [entry] = attribute([partial], events, DIRECTORS);
    expect(entry?.cause).toMatchObject({
      kind: 'real-server',
      text: '192.168.56.183:53 removed',
      event: 1,
      candidates: [{ subject: '192.168.56.183:53', events: [0, 1, 2], speaksAgainst: [] }],
    });
    expect(entry?.cause.candidates[0]?.speaksFor).toContain(
      'all flows that were hit had been answered by rs1',
    );
    expect(entry?.phases.map(({ name }) => name)).toEqual(['detect', 'remove', 'first-answer']);
    expect(entry?.phases[0]?.seconds).toBeCloseTo(4, 9);
    expect(entry?.budget).toEqual({
      allowedSeconds: 5,
      rule: 'delay_loop 2 s + misc_timeout 3 s',
      isExceeded: false,
    });
  });

  test('one that was back before its check failed is found by the check that failed later', () => {
    const [entry] = attribute(
      [{ ...partial, lastLostSeconds: 21, firstGoodSeconds: 21.01 }],
      events.slice(0, 1),
    );
    expect(entry?.cause.kind).toBe('real-server');
  });

  test('it is not the cause where flows of others were hit as much', () => {
    const flows = ['rs1', 'rs2', 'rs3'].map((origin, at) => flowLoss(at, 20, 24.2, origin));
    const [entry] = attribute([disturbance(20, 24.2, { flows })], [rs1('ds1', 26, 'check')]);
    expect(entry?.cause.kind).toBe('unknown');
  });

  test('beside a failover it is one of two candidates', () => {
    const crash = disturbance(10, 13.7);
    const [entry] = attribute([crash], [rs1('ds2', 12, 'removed'), ...CRASH]);
    expect(entry?.cause.candidates.map(({ kind }) => kind)).toEqual(['vrrp', 'real-server']);
    expect(entry?.cause.candidates[1]?.speaksAgainst).toEqual(['all flows were hit']);
  });
});

test('a HAProxy server that went down is named with what its check said', () => {
  const down = event('lb1', 12, 'haproxy state www/web1 DOWN', { tone: 'bad', detail: 'L4CON in 0ms' });
  const [entry] = attribute([disturbance(10, 12.1, { isPartial: true })], [down]);
  expect(entry?.cause).toMatchObject({ kind: 'haproxy', text: 'www/web1 DOWN (L4CON in 0ms)' });
});

test('where nothing happened nothing is known, and what happened long before is not it', () => {
  const entries = attribute([disturbance(10, 13.7), disturbance(20, 21)], CRASH);
  expect(entries.map(({ cause }) => cause.kind)).toEqual(['vrrp', 'unknown']);
  expect(entries[1]).toMatchObject({
    cause: { text: 'nothing known', candidates: [] },
    phases: [],
    events: [],
    clockErrorSeconds: 0,
  });
});

test('the end of one disturbance is not the beginning of the next', () => {
  const entries = attribute([disturbance(10, 13.7), disturbance(14.5, 15)], CRASH);
  expect(entries[1]?.cause.kind).toBe('unknown');
});

test('phases are never negative and add up to what the client saw, whatever the clocks say', () => {
  const kinds = ['election VI_1', 'state VI_1 MASTER', 'garp VI_1', 'priority-zero VI_1', 'state VI_1 FAULT'];
  const anyEvent = fc
    .record({
      node: fc.constantFrom('ds1', 'ds2'),
      what: fc.constantFrom(...kinds),
      at: fc.double({ min: 5, max: 20, noNaN: true }),
      span: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ node, what, at, span }) =>
      event(node, at, `vrrp ${what}`, { latestSeconds: at + span, clockErrorSeconds: span / 2 }),
    );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 8 }), (found) => {
      const events = found.toSorted((a, b) => a.atSeconds - b.atSeconds);
      const [entry] = attribute([disturbance(10, 13.7)], events);
      const phases = entry?.phases ?? [];
      expect(phases.every(({ seconds }) => seconds >= 0)).toBe(true);
      if (phases.length > 0) {
        expect(phases.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(3.7, 9);
      }
    }),
  );
});

test('whatever a source tells, each disturbance has one entry', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'constructor',
      'toString',
      '__proto__',
      'state',
      'removed',
      'weight',
      'restart',
      'MASTER',
    ),
    fc.string(),
  );
  const layer = fc.constantFrom('vrrp', 'keepalived', 'ipvs', 'haproxy', 'bind', 'vip', 'peer');
  const anyEvent = fc
    .record({ layer, kind: word, subject: word, from: word, to: word, node: word })
    .map((fields) => ({ ...event('ds1', 12, ''), ...fields }));
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 5 }), (events) => {
      const [entry, ...more] = attribute([disturbance(10, 13.7)], events, DIRECTORS);
      expect(more).toEqual([]);
      expect(['vrrp', 'real-server', 'haproxy', 'unknown']).toContain(entry?.cause.kind);
      expect(entry?.events).toEqual(events.map((_, at) => at));
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GrowthMeter } from '../../../src/loadgen/ledger/counter-growth.ts';
import type { NodeFigures } from '../../../src/loadgen/ledger/node-figures.ts';
import { NodeMeter } from '../../../src/loadgen/ledger/node-meter.ts';
import type {
  NamedReading,
  StackReading,
  TableReading,
  VirtualReading,
} from '../../../src/loadgen/ledger/stack-reading.ts';

const KEY = 'udp/192.168.56.185:53';
const END_SECONDS = 100;

/** A table read at a time: packets by real server; each flow has ten. */
function tableAt(
  atSeconds: number,
  packets: Readonly<Record<string, number>>,
  more: Partial<VirtualReading> = {},
): TableReading {
  const counters = (count: number) => ({ packets: count, connections: Math.floor(count / 10) });
  const total = Object.values(packets).reduce((sum, count) => sum + count, 0);
  const virtual = {
    key: KEY,
    scheduler: 'wrr',
    flags: [],
    counters: counters(total),
    realServers: Object.entries(packets).map(([address, count]) => ({
      key: `${address}:53`,
      address,
      weight: 1,
      counters: counters(count),
    })),
    ...more,
  };
  return { atSeconds, virtualServers: [virtual], udpTimeoutSeconds: 300 };
}

function dumpAt(dumpedAtSeconds: number, requests: number, more: Partial<NamedReading> = {}): NamedReading {
  return {
    source: 'named',
    dumpedAtSeconds,
    counters: { Requestv4: requests, Requestv6: 1, Response: requests },
    ...more,
  };
}

function figuresOf(first: Partial<StackReading>, ...others: readonly Partial<StackReading>[]): NodeFigures {
  const whole = (reading: Partial<StackReading>) => ({ node: 'ds1', addresses: [], nameds: [], ...reading });
  const meter = new NodeMeter(whole(first));
  for (const reading of others) meter.add(whole(reading));
  return meter.figures(END_SECONDS);
}

describe('the table of a director', () => {
  test('what it counted from the first reading to the last', () => {
    const { directors } = figuresOf(
      { table: tableAt(0, { a: 1_000, b: 500 }) },
      { table: tableAt(50, { a: 1_300, b: 600 }) },
      { table: tableAt(101, { a: 1_600, b: 700 }) },
    );
    expect(directors).toMatchObject([
      {
        node: 'ds1',
        virtual: KEY,
        scheduler: 'wrr',
        udpTimeoutSeconds: 300,
        packets: { grown: 800 },
        connections: { grown: 80 },
        realServers: [
          { key: 'a:53', packets: { grown: 600 }, connections: { grown: 60 } },
          { key: 'b:53', packets: { grown: 200 }, connections: { grown: 20 } },
        ],
        changes: [],
      },
    ]);
    expect(directors[0]?.packets?.doubt).toBeUndefined();
  });

  test('servers that leave, come back and come new, and weights that change', () => {
    const [found] = figuresOf(
      { table: tableAt(0, { a: 100, b: 100 }) },
      { table: tableAt(10, { a: 150, b: 150 }) },
      { table: tableAt(20, { a: 250 }) },
      { table: tableAt(30, { a: 300, b: 10, c: 5 }, { scheduler: 'rr' }) },
      { table: tableAt(101, { a: 300, b: 30, c: 25 }, { scheduler: 'rr' }) },
    ).directors;
    expect(found?.changes).toEqual([
      { atSeconds: 20, what: 'removed', real: 'b:53' },
      { atSeconds: 30, what: 'scheduler' },
      { atSeconds: 30, what: 'added', real: 'b:53' },
      { atSeconds: 30, what: 'added', real: 'c:53' },
    ]);
    expect(found?.realServers.map(({ packets }) => packets)).toEqual([
      { grown: 200 },
      // 50 before it left, 30 since it is back.
      { grown: 80, doubt: 'its counters began anew' },
      { grown: 25 },
    ]);
  });

  test('one that is empty at first has counted from 0; one that was not read then says nothing', () => {
    const later = { table: tableAt(101, { a: 70 }) };
    const [taken] = figuresOf({ table: { atSeconds: 0, virtualServers: [] } }, later).directors;
    expect(taken).toMatchObject({ packets: { grown: 70 }, realServers: [{ packets: { grown: 70 } }] });
    expect(figuresOf({}, later).directors).toEqual([]);
  });

  test('a table that could not be read for once is no table that is empty', () => {
    const [found] = figuresOf(
      { table: tableAt(0, { a: 1 }) },
      {},
      { table: tableAt(101, { a: 9 }) },
    ).directors;
    expect(found).toMatchObject({ packets: { grown: 8 }, changes: [] });
    expect(found?.packets?.doubt).toBeUndefined();
  });

  test('figures from before the end are not all', () => {
    const [found] = figuresOf({ table: tableAt(0, { a: 1 }) }, { table: tableAt(92, { a: 9 }) }).directors;
    expect(found?.packets).toEqual({ grown: 8, doubt: 'ds1 was last read 8.0 s before the end of the run' });
  });

  test('a table without counters has none', () => {
    const { counters: _, ...bare } = { ...tableAt(0, {}).virtualServers[0] };
    const table = { atSeconds: 101, virtualServers: [{ key: KEY, flags: [], ...bare, realServers: [] }] };
    expect(figuresOf({ table }, { table }).directors[0]?.packets).toBeUndefined();
  });
});

describe('a named', () => {
  test('its requests, answers and what it dropped', () => {
    const dropping = { Requestv4: 160, Response: 140, NSIDOpt: 30, RateDropped: 10 };
    const { nameds } = figuresOf(
      { nameds: [dumpAt(-3, 100)] },
      { nameds: [dumpAt(40, 120)] },
      { nameds: [dumpAt(101, 0, { counters: { ...dropping, Requestv6: 1 } })] },
    );
    expect(nameds).toEqual([
      {
        node: 'ds1',
        source: 'named',
        requests: { grown: 60 },
        responses: { grown: 40 },
        withNsid: { grown: 30 },
        dropped: [{ counter: 'RateDropped', grown: 10 }],
      },
    ]);
  });

  test('one that was started again, seen by its counters or by its boot time', () => {
    const doubt = 'its counters began anew';
    const [less] = figuresOf({ nameds: [dumpAt(0, 100)] }, { nameds: [dumpAt(101, 40)] }).nameds;
    expect(less?.requests).toMatchObject({ doubt });
    const [more] = figuresOf(
      { nameds: [dumpAt(0, 100, { bootedAtSeconds: -50 })] },
      { nameds: [dumpAt(101, 140, { bootedAtSeconds: 30 })] },
    ).nameds;
    expect(more?.responses).toEqual({ grown: 140, doubt });
  });

  test('a dump from before the end, and one of which there was none before', () => {
    const [old] = figuresOf({ nameds: [dumpAt(0, 100)] }, { nameds: [dumpAt(88, 190)] }).nameds;
    expect(old?.requests).toEqual({
      grown: 90,
      doubt: 'its last figures are from 12.0 s before the end of the run',
    });
    expect(figuresOf({}, { nameds: [dumpAt(101, 100)] }).nameds).toEqual([]);
  });
});

test('growth is what was added, however it is read, and no less than that after a restart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000), { minLength: 1 }),
      fc.nat(1e6),
      fc.array(fc.boolean()),
      (steps, first, restarts) => {
        const meter = new GrowthMeter(first);
        let value = first;
        let isRestarted = false;
        steps.forEach((step, at) => {
          // A counter that begins anew and has grown beyond what it was cannot be told from one that went on.
          if (restarts[at] === true && value > step) {
            value = 0;
            isRestarted = true;
          }
          value += step;
          meter.add(value);
        });
        const { grown, doubt } = meter.growth();
        expect(grown).toBe(steps.reduce((sum, step) => sum + step, 0));
        expect(doubt !== undefined).toBe(isRestarted);
      },
    ),
  );
});

test('memory stays bounded whatever the table has', () => {
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`s${at}`, 1]));
  const { directors } = figuresOf({ table: tableAt(0, {}) }, { table: tableAt(101, many) });
  expect(directors[0]?.realServers).toHaveLength(1_000);
  expect(directors[0]?.changes).toHaveLength(100);
});

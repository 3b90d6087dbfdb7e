import { expect, test } from 'vitest';
import type { Disturbance, FlowLoss, Ledger } from '../../../src/loadgen/ledger/disturbance.ts';
import { stuckFlowsSection } from '../../../src/loadgen/report/details-stuck-flows.ts';
import { PLAIN } from '../../../src/loadgen/report/format-painter.ts';
import { stuckFlowsTable } from '../../../src/loadgen/report/html/stuck-flows-table.ts';
import { disturbance, flowLoss } from '../ledger/support/ledger-facts.ts';
import { plainResult } from '../support/plain-result.ts';

const HOSTILE = '<script>\u001b[31m';

function stuck(flow: number, seconds: number, more: Partial<FlowLoss> = {}): FlowLoss {
  return { ...flowLoss(flow, 10, 10 + seconds, 'rs2'), lastGoodSeconds: 10, isStuck: true, ...more };
}

function ledgerOf(...disturbances: readonly Disturbance[]): Ledger {
  return {
    sliceSeconds: 0.01,
    flows: 16,
    disturbances,
    disturbancesLeftOut: 0,
    background: { lost: 0, ratio: 0 },
    lossesLeftOut: 0,
  };
}

const { firstGoodSeconds: _never, ...gone } = stuck(7, 20, { localPort: 40_007, origin: HOSTILE });
const LEDGER = ledgerOf(
  disturbance(3, 4),
  disturbance(10, 30, { flows: [flowLoss(0, 10, 13), stuck(5, 18), stuck(2, 20), gone] }),
);

function linesOf(ledger: Ledger): readonly string[] {
  return stuckFlowsSection(plainResult({ ledger }), PLAIN).lines;
}

test('each flow that stayed away while others were answered, the longest first', () => {
  expect(`\n${linesOf(LEDGER).join('\n')}\n`).toMatchInlineSnapshot(`
    "
      disturbance 2: 3 of 16 flows unanswered for up to 20 s; 1 not answered again

      Worker  socket  lost  unanswered  from
           1       3   100        20 s  10 s  of rs2
           1       8   100      ≥ 20 s  10 s  port 40007, of <script>�[31m
           1       6   100        18 s  10 s  of rs2
    "
  `);
  expect(linesOf(LEDGER).join('')).not.toContain('\u001b');
});

test('one flow, and none', () => {
  expect(linesOf(ledgerOf(disturbance(10, 30, { flows: [stuck(2, 20)] })))[0]).toBe(
    '  disturbance 1: 1 of 16 flows unanswered for 20 s',
  );
  expect(linesOf(ledgerOf(disturbance(3, 4)))).toEqual([]);
  expect(stuckFlowsSection(plainResult(), PLAIN).lines).toEqual([]);
});

test('of very many only some are listed', () => {
  const flows = Array.from({ length: 50 }, (_none, flow) => stuck(flow, 20));
  const lines = linesOf(ledgerOf(disturbance(10, 30, { flows })));
  expect(lines.at(-1)).toBe('  34 more flows not listed');
  expect(lines.length).toBe(20);
});

test('as a table of the page, with nothing in it that is markup', () => {
  const markup = stuckFlowsTable(plainResult({ ledger: LEDGER }))?.markup ?? '';
  expect(markup).toContain('<th scope="row">worker 1, socket 8, port 40007</th>');
  expect(markup).toMatch(/at least 20.s</);
  expect(markup).toContain('&lt;script&gt;');
  expect(markup).not.toContain('<script>');
  expect(stuckFlowsTable(plainResult({ ledger: ledgerOf(disturbance(3, 4)) }))).toBeUndefined();
});

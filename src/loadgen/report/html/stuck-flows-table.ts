import { type Html, html } from '../../../text/html.ts';
import { type StuckFlow, stuckFlows } from '../../ledger/stuck-flows.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import { type Column, dataTable } from './data-table.ts';
import { duration, NONE } from './figures.ts';

const COLUMNS: readonly Column<StuckFlow>[] = [
  {
    heading: 'Flow',
    value: ({ flow, host }) =>
      html`worker ${flow.worker}, socket ${flow.socket}${flow.localPort === undefined ? '' : `, port ${flow.localPort}`}${host === undefined ? undefined : html` of <bdi>${host}</bdi>`}`,
  },
  { heading: 'Disturbance', isFigure: true, value: ({ disturbance }) => disturbance },
  { heading: 'Lost', isFigure: true, value: ({ flow }) => countText(flow.lost) },
  { heading: 'First loss', isFigure: true, value: ({ flow }) => duration(flow.firstLostSeconds) },
  {
    heading: 'Unanswered',
    isFigure: true,
    value: ({ unansweredSeconds, cameBack }) =>
      `${cameBack ? '' : 'at least '}${duration(unansweredSeconds)}`,
  },
  {
    heading: 'Answered before by',
    value: ({ flow }) => (flow.origin === undefined ? NONE : html`<bdi><code>${flow.origin}</code></bdi>`),
  },
];

/** A row for each flow that stayed without answers while others had theirs. */
export function stuckFlowsTable({ ledger }: RunResult): Html | undefined {
  const rows = stuckFlows(ledger?.disturbances ?? []);
  return rows.length === 0 ? undefined : dataTable('Stuck flows', COLUMNS, rows);
}

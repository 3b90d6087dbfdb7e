import { type Html, html } from '../../../text/html.ts';
import type { Hop } from '../../ledger/hop.ts';
import type { RealServerShare } from '../../ledger/shares.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import {
  differenceWords,
  growthWords,
  intervalWords,
  moreFlowsWords,
  shareWords,
  stuckReasonWords,
  virtualWords,
} from '../stack-words.ts';
import { type Column, dataTable, factTable } from './data-table.ts';
import { NONE } from './figures.ts';

const SERVER_COLUMNS: readonly Column<RealServerShare>[] = [
  { heading: 'Real server', value: ({ server }) => html`<bdi>${server}</bdi>` },
  { heading: 'Answers as', value: ({ name }) => html`<bdi>${name ?? NONE}</bdi>` },
  {
    heading: 'Weight',
    isFigure: true,
    value: ({ weight }) => (weight === undefined ? NONE : countText(weight)),
  },
  { heading: 'Flows', isFigure: true, value: ({ flows }) => growthWords(flows) },
  { heading: 'Queries', isFigure: true, value: ({ queries }) => growthWords(queries) },
  {
    heading: 'Answers',
    isFigure: true,
    value: ({ answers }) => (answers === undefined ? NONE : countText(answers)),
  },
  { heading: 'Share', isFigure: true, value: ({ share }) => shareWords(share) },
  { heading: 'Expected', isFigure: true, value: ({ expectedShare }) => shareWords(expectedShare) },
  { heading: '95 %', isFigure: true, value: (server) => intervalWords(server) },
  {
    heading: 'Verdict',
    value: ({ isWithin }) => (isWithin === undefined ? NONE : isWithin ? 'within' : 'outside'),
  },
];

/** How queries were shared out, and by whom. */
export function sharesTables({ stack, startedAtSeconds }: RunResult): Html | undefined {
  const { shares } = stack ?? {};
  if (shares === undefined) return undefined;
  const facts = [
    ['Virtual server', html`<bdi>${virtualWords(shares)}</bdi>`],
    ['Shares', html`<bdi>${shares.text}</bdi>`],
    ['Interval', moreFlowsWords(shares) ?? NONE],
    ...(stack?.stuck ?? []).map(
      (reason) =>
        [
          `Stuck flows of disturbance ${reason.disturbance}`,
          html`<bdi>${stuckReasonWords(reason, startedAtSeconds)}</bdi>`,
        ] as const,
    ),
  ] as const;
  return html`${factTable('Shares of real servers', facts)}${dataTable('Real servers', SERVER_COLUMNS, shares.servers)}`;
}

const HOP_COLUMNS: readonly Column<Hop>[] = [
  { heading: 'Hop', value: ({ hop }) => html`<bdi>${hop}</bdi>` },
  {
    heading: 'Before',
    isFigure: true,
    value: ({ fromCount }) => (fromCount === undefined ? NONE : countText(fromCount)),
  },
  { heading: 'Counted as', value: ({ from }) => from },
  {
    heading: 'After',
    isFigure: true,
    value: ({ toCount }) => (toCount === undefined ? NONE : countText(toCount)),
  },
  { heading: 'Counted as', value: ({ to }) => to },
  { heading: 'Difference', value: (hop) => differenceWords(hop) },
  {
    heading: 'Remarks',
    value: ({ unknown, remarks }) =>
      html`<bdi>${[...(unknown ? [unknown] : []), ...remarks].join('; ') || NONE}</bdi>`,
  },
];

/** Every counter on the way of the queries and back. */
export function conservationTables({ stack }: RunResult): Html | undefined {
  const { conservation } = stack ?? {};
  if (conservation === undefined) return undefined;
  const { hops, findings } = conservation;
  const found = html`<ul class="lines">
${findings.map(
  (finding) => html`<li><bdi>${finding}</bdi></li>
`,
)}</ul>
`;
  return html`${dataTable('Query conservation', HOP_COLUMNS, hops)}${findings.length === 0 ? undefined : found}`;
}

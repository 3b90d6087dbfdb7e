import { visibleText } from '../../text/visible.ts';
import { type StuckFlow, stuckFlows } from '../ledger/stuck-flows.ts';
import { countText, durationText, quantityText } from '../result/figure-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Section } from './details-section.ts';
import type { Painter } from './format-painter.ts';
import { type Column, tableLines, wrappedLines } from './format-table.ts';
import { stuckReasonWords } from './stack-words.ts';

/** All of them are in --json and --html. */
const MOST_LISTED = 16;
const LONGEST_NAME = 28;

const COLUMNS: readonly Column[] = [
  { heading: 'Worker', align: 'right' },
  { heading: 'socket', align: 'right' },
  { heading: 'lost', align: 'right' },
  { heading: 'unanswered', align: 'right' },
  { heading: 'from', align: 'right' },
  { heading: '', align: 'left' },
];

/** Source ports that stayed without answers while others had theirs: what a balancer left bound to a server that is gone. */
export function stuckFlowsSection(result: RunResult, { dim, red }: Painter): Section {
  const heading = 'Stuck flows';
  const { ledger } = result;
  const all = stuckFlows(ledger?.disturbances ?? []);
  if (ledger === undefined || all.length === 0) return { heading, lines: [] };
  const listed = all.slice(0, MOST_LISTED);
  const more = all.length - listed.length;
  return {
    heading,
    lines: [
      ...headlines(all, ledger.flows, result).flatMap((text) =>
        wrappedLines('  ', visibleText(text), 4).map(red),
      ),
      '',
      ...tableLines(
        COLUMNS,
        listed.map((one) => ({ cells: cellsOf(one) })),
        dim,
      ),
      ...(more > 0 ? [`  ${quantityText(more, 'more flow')} not listed`] : []),
    ],
  };
}

/** `disturbance 1: 3 of 16 flows unanswered for 20 s: real server 192.168.56.183:53 removed at 17:31:02 UTC, …` */
function headlines(
  all: readonly StuckFlow[],
  flows: number,
  { stack, startedAtSeconds }: Pick<RunResult, 'stack' | 'startedAtSeconds'>,
): string[] {
  const byDisturbance = new Map<number, StuckFlow[]>();
  for (const one of all) {
    const known = byDisturbance.get(one.disturbance);
    if (known === undefined) byDisturbance.set(one.disturbance, [one]);
    else known.push(one);
  }
  return [...byDisturbance].slice(0, MOST_LISTED).map(([disturbance, stuck]) => {
    const longest = durationText(stuck[0]?.unansweredSeconds ?? 0);
    const gone = stuck.filter(({ cameBack }) => !cameBack).length;
    const left = gone === 0 ? '' : `; ${countText(gone)} not answered again`;
    const upTo = stuck.length > 1 ? 'for up to' : 'for';
    const reason = stack?.stuck.find((one) => one.disturbance === disturbance);
    const because = reason === undefined ? '' : `: ${stuckReasonWords(reason, startedAtSeconds)}`;
    return `disturbance ${disturbance}: ${countText(stuck.length)} of ${countText(flows)} flows unanswered ${upTo} ${longest}${left}${because}`;
  });
}

function cellsOf({ flow, unansweredSeconds, cameBack }: StuckFlow): string[] {
  const { worker, socket, localPort, lost, firstLostSeconds, origin } = flow;
  const told = [
    ...(localPort === undefined ? [] : [`port ${localPort}`]),
    ...(origin === undefined ? [] : [`of ${visibleText(origin).slice(0, LONGEST_NAME)}`]),
  ].join(', ');
  return [
    countText(worker),
    countText(socket),
    countText(lost),
    `${cameBack ? '' : '≥ '}${durationText(unansweredSeconds)}`,
    durationText(firstLostSeconds),
    told,
  ];
}

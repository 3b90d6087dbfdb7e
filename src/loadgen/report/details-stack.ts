import { visibleText } from '../../text/visible.ts';
import type { Hop } from '../ledger/hop.ts';
import type { RealServerShare } from '../ledger/shares.ts';
import { countText, NO_FIGURE, quantityText } from '../result/figure-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Section } from './details-section.ts';
import type { Painter } from './format-painter.ts';
import { type Column, fieldLines, type Row, tableLines, wrappedLines } from './format-table.ts';
import {
  differenceWords,
  growthWords,
  intervalWords,
  moreFlowsWords,
  shareWords,
  virtualWords,
} from './stack-words.ts';

/** All of them are in --json and --html. */
const MOST_SERVERS = 32;
const MOST_FINDINGS = 16;
const MOST_HOPS = 64;
const LONGEST_NAME = 12;

const SERVER_COLUMNS: readonly Column[] = [
  { heading: 'Real server', align: 'left' },
  { heading: 'weight', align: 'right' },
  { heading: 'flows', align: 'right' },
  { heading: 'queries', align: 'right' },
  { heading: 'share', align: 'right' },
  { heading: 'expected', align: 'right' },
  { heading: '95 %', align: 'right' },
];

/** Each real server's share, and whether it is what its weight means. */
export function realServersSection({ stack }: RunResult, { dim, green, red }: Painter): Section {
  const heading = 'Real servers';
  if (stack === undefined) return { heading, lines: [] };
  const { shares, remarks } = stack;
  const told = remarks.flatMap((remark) => wrappedLines('  ', visibleText(remark), 4));
  if (shares === undefined) return { heading, lines: told };
  const { servers, verdict, text } = shares;
  const more = servers.length - Math.min(servers.length, MOST_SERVERS);
  const moreFlows = moreFlowsWords(shares);
  const paint = { within: green, outside: red, unknown: (line: string) => line }[verdict];
  return {
    heading,
    lines: [
      ...fieldLines('Virtual server', visibleText(virtualWords(shares))),
      ...fieldLines('Shares', visibleText(text)).map(paint),
      ...(moreFlows === undefined ? [] : fieldLines('Interval', moreFlows)),
      '',
      ...tableLines(
        SERVER_COLUMNS,
        servers.slice(0, MOST_SERVERS).map((server) => serverRow(server, red)),
        dim,
      ),
      ...(more > 0 ? [`  ${quantityText(more, 'more real server')} not listed`] : []),
      ...told,
    ],
  };
}

function serverRow(server: RealServerShare, red: (text: string) => string): Row {
  const { name, weight, flows, queries, answers, share, expectedShare, isWithin } = server;
  const called = name === undefined ? '' : ` ${visibleText(name).slice(0, LONGEST_NAME)}`;
  return {
    cells: [
      `${visibleText(server.server)}${called}`,
      weight === undefined ? NO_FIGURE : countText(weight),
      growthWords(flows),
      queries === undefined && answers !== undefined ? countText(answers) : growthWords(queries),
      shareWords(share),
      shareWords(expectedShare),
      intervalWords(server),
    ],
    ...(isWithin === false && { paint: red }),
  };
}

const HOP_COLUMNS: readonly Column[] = [
  { heading: 'Hop', align: 'left' },
  { heading: 'before', align: 'right' },
  { heading: 'after', align: 'right' },
  { heading: '', align: 'left' },
];

/** Every counter on the way of the queries and back, and where they do not agree. */
export function conservationSection({ stack }: RunResult, painter: Painter): Section {
  const heading = 'Query conservation';
  const conservation = stack?.conservation;
  if (conservation === undefined) return { heading, lines: [] };
  const { hops, findings, unanswered, placed } = conservation;
  const told = [
    ...findings,
    ...hops.flatMap(({ hop, remarks }) => remarks.map((remark) => `${hop}: ${remark}`)),
  ];
  const shown = told.slice(0, MOST_FINDINGS);
  const more = hops.length - Math.min(hops.length, MOST_HOPS);
  return {
    heading,
    lines: [
      ...tableLines(
        HOP_COLUMNS,
        hops.slice(0, MOST_HOPS).map((hop) => hopRow(hop, painter)),
        painter.dim,
      ),
      ...(more > 0 ? [`  ${quantityText(more, 'more hop')} not listed`] : []),
      '',
      ...(shown.length === 0
        ? ['  every query and every answer is accounted for, hop by hop']
        : shown.flatMap((text) => wrappedLines('  ', visibleText(text), 4).map(painter.yellow))),
      ...(told.length > shown.length
        ? [`  ${quantityText(told.length - shown.length, 'more finding')} not listed`]
        : []),
      ...(unanswered > 0 && placed === unanswered
        ? [`  all ${countText(unanswered)} queries without an answer are in these hops`]
        : []),
    ],
  };
}

function hopRow(hop: Hop, { red, yellow }: Painter): Row {
  const paint = hop.lost > 0 ? red : hop.more > 0 || hop.unknown !== undefined ? yellow : undefined;
  const difference = differenceWords(hop);
  return {
    cells: [
      visibleText(hop.hop),
      countOf(hop.fromCount),
      countOf(hop.toCount),
      difference === '0' ? '' : difference,
    ],
    ...(paint && { paint }),
  };
}

function countOf(count: number | undefined): string {
  return count === undefined ? NO_FIGURE : countText(count);
}

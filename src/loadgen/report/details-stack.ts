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
  { heading: '', align: 'right' },
  { heading: '', align: 'left' },
];

/** Every counter on the way of the queries and back, and where they do not agree. */
export function conservationSection({ stack }: RunResult, { red, yellow, dim }: Painter): Section {
  const heading = 'Query conservation';
  const conservation = stack?.conservation;
  if (conservation === undefined) return { heading, lines: [] };
  const { hops, findings, unanswered, placed } = conservation;
  const shown = findings.slice(0, MOST_FINDINGS);
  return {
    heading,
    lines: [
      ...hops.flatMap((hop) => hopLines(hop, { red, yellow, dim })),
      '',
      ...(shown.length === 0
        ? [`  every query and every answer is accounted for, hop by hop`]
        : shown.flatMap((text) => wrappedLines('  ', visibleText(text), 4).map(yellow))),
      ...(findings.length > shown.length
        ? [`  ${quantityText(findings.length - shown.length, 'more finding')} not listed`]
        : []),
      ...(unanswered > 0 && placed === unanswered
        ? [`  all ${countText(unanswered)} queries without an answer are in these hops`]
        : []),
    ],
  };
}

function hopLines(hop: Hop, { red, yellow, dim }: Pick<Painter, 'red' | 'yellow' | 'dim'>): string[] {
  const paint = hop.lost > 0 ? red : hop.more > 0 || hop.unknown !== undefined ? yellow : undefined;
  const ends: readonly Row[] = [
    { cells: [countOf(hop.fromCount), hop.from] },
    { cells: [countOf(hop.toCount), `${hop.to}: ${differenceWords(hop)}`], ...(paint && { paint }) },
  ];
  const [first = '', ...lines] = [visibleText(hop.hop), ...tableLines(HOP_COLUMNS, ends)];
  return [
    `  ${first}`,
    ...lines.map((line) => `  ${line}`),
    ...hop.remarks.flatMap((remark) => wrappedLines('      ', visibleText(remark), 6).map(dim)),
  ];
}

function countOf(count: number | undefined): string {
  return count === undefined ? NO_FIGURE : countText(count);
}

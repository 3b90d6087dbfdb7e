import { visibleText } from '../../text/visible.ts';
import { countText, durationText, percentText } from '../result/figure-text.ts';
import { ratioOf } from '../result/ratio.ts';
import type { RunResult } from '../result/run-result.ts';
import { type LatencySummary, PERCENTILE_NAMES } from '../stats/latency-summary.ts';
import type { Section } from './details-section.ts';
import type { Painter } from './format-painter.ts';
import { seenRcodes } from './format-rcodes.ts';
import { type Column, fieldLines, type Row, tableLines, wrappedLines } from './format-table.ts';

const LATENCY_ROWS: readonly { readonly name: string; readonly of: (summary: LatencySummary) => number }[] = [
  { name: 'mean', of: (summary) => summary.meanSeconds },
  ...PERCENTILE_NAMES.map((name) => ({
    name,
    of: (summary: LatencySummary) => summary.percentilesSeconds[name],
  })),
  { name: 'max', of: (summary) => summary.maxSeconds },
];

/**
 * Latencies of what was answered; with a schedule, beside them those from when it meant to send, which a stalled
 * client or server cannot make look better (coordinated omission).
 */
export function latencySection({ latency, intendedLatency }: RunResult, { dim }: Painter): Section {
  if (latency.count === 0) return { heading: 'Latency', lines: ['  nothing was answered'] };
  const columns: Column[] = [
    { heading: '', align: 'left' },
    { heading: 'from sending', align: 'right' },
    ...(intendedLatency === undefined ? [] : [{ heading: 'from schedule', align: 'right' } as const]),
  ];
  const rows = LATENCY_ROWS.map(({ name, of }): Row => {
    const intended = intendedLatency === undefined ? [] : [durationText(of(intendedLatency))];
    return { cells: [name.padEnd(20), durationText(of(latency)), ...intended] };
  });
  return { heading: 'Latency', lines: tableLines(columns, rows, dim) };
}

const RCODE_COLUMNS: readonly Column[] = [
  { heading: 'Rcode', align: 'left' },
  { heading: 'answers', align: 'right' },
  { heading: 'share', align: 'right' },
  { heading: 'p50', align: 'right' },
  { heading: 'p99', align: 'right' },
  { heading: 'max', align: 'right' },
];

function rcodeLines({ rcodes, latencyByRcode, totals }: RunResult, { dim }: Painter): string[] {
  const rows = seenRcodes(rcodes).map(([rcode, count]): Row => {
    const latency = latencyByRcode[rcode];
    const times = latency && [
      latency.percentilesSeconds.p50,
      latency.percentilesSeconds.p99,
      latency.maxSeconds,
    ];
    return {
      cells: [
        rcode,
        countText(count),
        percentText(ratioOf(count, totals.answered)),
        ...(times ?? []).map(durationText),
      ],
    };
  });
  return rows.length === 0 ? [] : tableLines(RCODE_COLUMNS, rows, dim);
}

// An NSID can be 64 KiB long, and a TXT record nearly so: the columns beside it are to stay on the line.
const LONGEST_NAME = 44;
const CLIPPED_END = 15;
/** The whole list is in --json and --html. */
const MOST_LISTED = 20;

const COUNTED_BY = { nsid: 'Server (NSID)', answer: 'First answer' } as const;

function clipped(name: string): string {
  const text = visibleText(name);
  if (text.length <= LONGEST_NAME) return text;
  // Names of one site often differ at their end.
  return `${text.slice(0, LONGEST_NAME - CLIPPED_END - 1)}…${text.slice(-CLIPPED_END)}`;
}

function countedByLines({ countedBy, totals }: RunResult, { dim }: Painter): string[] {
  if (countedBy === undefined) return [];
  const { what, counts, others } = countedBy;
  const listed = counts.slice(0, MOST_LISTED);
  const left = counts.slice(MOST_LISTED).reduce((sum, [, count]) => sum + count, others);
  const all = left > 0 ? [...listed, ['all others', left] as const] : listed;
  const columns: Column[] = [
    { heading: COUNTED_BY[what], align: 'left' },
    { heading: 'answers', align: 'right' },
    { heading: 'share', align: 'right' },
  ];
  const rows = all.map(([name, count]) => ({
    cells: [
      name === '' ? '(none)' : clipped(name),
      countText(count),
      percentText(ratioOf(count, totals.answered)),
    ],
  }));
  return ['', ...tableLines(columns, rows, dim)];
}

function verifiedLines({ totals, mismatches }: RunResult, { red, green }: Painter): string[] {
  if (totals.verified === 0) return [];
  const text = `${countText(totals.verified)} answers, ${countText(totals.mismatched)} not as expected`;
  const paint = totals.mismatched === 0 ? green : red;
  return [
    '',
    ...fieldLines('Verified', text).map(paint),
    ...mismatches.flatMap((mismatch) => wrappedLines('    ', visibleText(mismatch), 6)),
  ];
}

/** What was answered: by rcode, by server, and held against what was expected. */
export function answersSection(result: RunResult, painter: Painter): Section {
  return {
    heading: 'Answers',
    lines: [
      ...rcodeLines(result, painter),
      ...countedByLines(result, painter),
      ...verifiedLines(result, painter),
    ],
  };
}

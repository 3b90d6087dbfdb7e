import { countText, percentText } from '../result/figure-text.ts';
import { ratioOf } from '../result/ratio.ts';
import type { RunResult } from '../result/run-result.ts';
import { TOTAL_TEXTS } from '../result/total-texts.ts';
import type { TotalName } from '../result/totals.ts';
import type { Section } from './details-section.ts';
import type { Painter } from './format-painter.ts';
import { type Column, type Row, tableLines, wrappedLines } from './format-table.ts';

interface Loss {
  readonly name: string;
  readonly of: (result: RunResult) => number;
  readonly meaning: string;
}

// The kernel's own names (/proc/net/snmp), under which other tools show the same counters.
const host =
  (counter: keyof NonNullable<RunResult['kernel']>) =>
  ({ kernel }: RunResult): number =>
    kernel?.[counter] ?? 0;

/** What is not part of `sent = answered + timed out + interrupted`. */
const BESIDE: readonly TotalName[] = [
  'late',
  'duplicate',
  'unexpected',
  'truncated',
  'wrongQuestion',
  'malformed',
  'unreachable',
  'sendErrors',
  'notSent',
  'socketDrops',
];

const LOSSES: readonly Loss[] = [
  ...BESIDE.map((name): Loss => {
    const { title, meaning } = TOTAL_TEXTS[name];
    return { name: title, of: ({ totals }) => totals[name], meaning };
  }),
  { name: 'host RcvbufErrors', of: host('udpReceiveBufferErrors'), meaning: 'receive buffers, any program' },
  { name: 'host SndbufErrors', of: host('udpSendBufferErrors'), meaning: 'send buffers, any program' },
  { name: 'host InErrors', of: host('udpInErrors'), meaning: 'all on receiving, any program' },
];

const COLUMNS: readonly Column[] = [
  { heading: '', align: 'left' },
  { heading: '', align: 'right' },
  { heading: '', align: 'right' },
  { heading: '', align: 'left' },
];

/** What became of every query, and what else was seen; what was not seen at all is named in one line. */
export function accountingSection(result: RunResult, { bold, dim, red, yellow }: Painter): Section {
  const { sent, answered, timedOut, interrupted } = result.totals;
  const part = (name: string, count: number, paint: Row['paint']): Row => ({
    cells: [name, countText(count), percentText(ratioOf(count, sent))],
    ...(count === 0 || paint === undefined ? {} : { paint }),
  });
  const seen = LOSSES.filter(({ of }) => of(result) > 0);
  const unseen = LOSSES.filter(({ of }) => of(result) === 0).map(({ name }) => name);
  const rows: Row[] = [
    { cells: ['sent', countText(sent)], paint: bold },
    part('= answered', answered, undefined),
    part('+ timed out', timedOut, red),
    part('+ interrupted', interrupted, yellow),
    ...seen.map(
      ({ name, of, meaning }): Row => ({
        cells: [name, countText(of(result)), '', meaning],
        paint: yellow,
      }),
    ),
  ];
  return {
    heading: 'Accounting',
    lines: [
      ...tableLines(COLUMNS, rows),
      ...(unseen.length === 0 ? [] : wrappedLines('  none: ', unseen.join(', '), 8).map(dim)),
    ],
  };
}

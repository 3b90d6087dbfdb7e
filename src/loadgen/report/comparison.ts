import { endpointText } from '../../text/endpoint-text.ts';
import { visibleText } from '../../text/visible.ts';
import type { Comparison, ComparisonRow } from '../result/compare.ts';
import {
  countText,
  differenceText,
  durationText,
  NO_FIGURE,
  percentText,
  rateText,
} from '../result/figure-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Painter } from './format-painter.ts';
import { type Column, type Row, tableLines, WIDTH, wrappedLines } from './format-table.ts';
import { formatCtime } from './format-time.ts';

/** A run and what the reader knows it by, as the name of its file. */
export interface NamedRun {
  readonly name: string;
  readonly result: RunResult;
}

const UNIT_TEXT: Readonly<Record<ComparisonRow['unit'], (value: number) => string>> = {
  count: countText,
  qps: (value) => `${rateText(value)} qps`,
  seconds: durationText,
  ratio: percentText,
};

const COLUMNS: readonly Column[] = [
  { heading: 'Figure', align: 'left' },
  { heading: 'A', align: 'right' },
  { heading: 'B', align: 'right' },
  { heading: 'B to A', align: 'right' },
  { heading: 'better', align: 'left' },
];

const BETTER: Readonly<Record<ComparisonRow['better'], string>> = {
  a: 'A',
  b: 'B',
  same: 'same',
  neither: '',
};

function rowOf({ figure, unit, a, b, differenceRatio, better }: ComparisonRow, painter: Painter): Row {
  const text = (value: number | undefined): string =>
    value === undefined ? NO_FIGURE : UNIT_TEXT[unit](value);
  return {
    cells: [
      figure,
      text(a),
      text(b),
      differenceRatio === undefined ? '' : differenceText(differenceRatio),
      BETTER[better],
    ],
    // Better or worse is seen from A, the run that was there before.
    ...(better === 'a' ? { paint: painter.red } : better === 'b' ? { paint: painter.green } : {}),
  };
}

function runLines(letter: string, { name, result }: NamedRun, timeZone?: string): string[] {
  const { address, port, mode } = result.settings;
  const what = `${visibleText(name)}: ${endpointText(address, port)} over ${mode}, from ${formatCtime(result.startedAtSeconds, timeZone)}`;
  return wrappedLines(`  ${letter}  `, what, 5);
}

function settingLines({ settings }: Comparison, { yellow }: Painter): string[] {
  if (settings.length === 0) return [];
  const rows = settings.map(({ setting, values }): Row => ({ cells: [setting, ...values.map(visibleText)] }));
  const columns: Column[] = [
    { heading: 'Setting', align: 'left' },
    { heading: 'A', align: 'left' },
    { heading: 'B', align: 'left' },
  ];
  const lines = tableLines(columns, rows);
  // Paths and reasons may be long: then each value has a line of its own.
  const narrow = lines.every((line) => line.length <= WIDTH)
    ? lines
    : rows.flatMap(({ cells: [setting = '', a = '', b = ''] }) => [
        `  ${setting}`,
        ...wrappedLines('    A  ', a, 7),
        ...wrappedLines('    B  ', b, 7),
      ]);
  return [yellow('Not the same for both:'), '', ...narrow, ''];
}

/**
 * Two runs side by side: which they are, every figure with the difference of B to A, and the settings that differ
 * and so may be the reason.
 *
 * @param timeZone IANA name for the dates; absent: the machine's own.
 */
export function renderComparison(
  a: NamedRun,
  b: NamedRun,
  comparison: Comparison,
  painter: Painter,
  timeZone?: string,
): string {
  const rows = comparison.rows.map((row) => rowOf(row, painter));
  return [
    painter.bold('Comparison:'),
    '',
    ...runLines('A', a, timeZone),
    ...runLines('B', b, timeZone),
    '',
    ...tableLines(COLUMNS, rows, painter.dim),
    '',
    ...settingLines(comparison, painter),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

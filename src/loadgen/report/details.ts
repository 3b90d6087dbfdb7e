import { visibleText } from '../../text/visible.ts';
import type { RunResult } from '../result/run-result.ts';
import type { OutputSettings } from '../settings.ts';
import { accountingSection } from './details-accounting.ts';
import { answersSection, latencySection } from './details-answers.ts';
import { histogramSection } from './details-histogram.ts';
import { ledgerSection } from './details-ledger.ts';
import type { Section } from './details-section.ts';
import { connectionsSection, findMaxSection, workersSection } from './details-senders.ts';
import { setupSection } from './details-setup.ts';
import { conservationSection, realServersSection } from './details-stack.ts';
import { stuckFlowsSection } from './details-stuck-flows.ts';
import type { Painter } from './format-painter.ts';
import { wrappedLines } from './format-table.ts';

/** What of the output's settings the details depend on. */
export type DetailsOutput = Pick<OutputSettings, 'latencyHistogram'>;

const SECTIONS: readonly ((result: RunResult, painter: Painter, output: DetailsOutput) => Section)[] = [
  setupSection,
  latencySection,
  histogramSection,
  answersSection,
  accountingSection,
  ledgerSection,
  stuckFlowsSection,
  realServersSection,
  conservationSection,
  connectionsSection,
  findMaxSection,
  workersSection,
];

function remarkLines({ clientLimits, warnings }: RunResult, { yellow }: Painter): string[] {
  return [...clientLimits.map(({ text }) => text), ...warnings.map((text) => `warning: ${text}`)].flatMap(
    (text) => wrappedLines('  ', visibleText(text), 4).map(yellow),
  );
}

/**
 * What dialect dnsbench prints below queryperf's report: what was done, latencies, what became of every query, who
 * sent how much, and what held the client back. Read at 80 columns. No line holds `Queries per second`: scripts sum
 * the lines that do.
 */
export function renderDetails(result: RunResult, output: DetailsOutput, painter: Painter): string {
  const sections = [
    ...SECTIONS.map((section) => section(result, painter, output)),
    { heading: 'Remarks', lines: remarkLines(result, painter) },
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ heading, lines }) => [painter.bold(`${heading}:`), '', ...lines, ''])
    .map((line) => `${line}\n`)
    .join('');
}

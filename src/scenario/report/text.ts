import { displayWidth } from '../../text/display-width.ts';
import { visibleText } from '../../text/visible.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { ScenarioOutcome, ScenarioResult } from '../result/scenario-result.ts';
import type { TimelineEntry } from '../run/timeline.ts';

const TIME_WIDTH = 9;
const WHERE_WIDTH = 8;

const OUTCOMES: Readonly<Record<Judgement['outcome'], string>> = {
  passed: 'passed ',
  failed: 'FAILED ',
  skipped: 'skipped',
};

const ENDINGS: Readonly<Record<ScenarioOutcome, string>> = {
  passed: 'PASSED',
  failed: 'FAILED',
  interrupted: 'INTERRUPTED',
};

/** One line of the timeline: `  12.345 ds1      vrrp state VI_1: MASTER`. */
export function timelineLine({ atSeconds, kind, where, text }: TimelineEntry): string {
  const from = visibleText(where ?? kind);
  const padding = ' '.repeat(Math.max(0, WHERE_WIDTH - displayWidth(from)));
  return `${atSeconds.toFixed(3).padStart(TIME_WIDTH)} ${from}${padding} ${visibleText(text)}\n`;
}

/** What comes behind the timeline: each assertion with what was measured, and the outcome. */
export function summaryText({ name, assertions, outcome, failure }: ScenarioResult): string {
  const count = (wanted: Judgement['outcome']): number =>
    assertions.filter((judgement) => judgement.outcome === wanted).length;
  const counts = `${count('passed')} of ${assertions.length} assertions passed`;
  const why = failure === undefined ? '' : `: ${visibleText(failure)}`;
  return [
    '',
    ...assertions.flatMap(assertionLines),
    '',
    `${ENDINGS[outcome]} ${visibleText(name)}: ${counts}${why}`,
    '',
  ].join('\n');
}

function assertionLines({ name, step, outcome, wanted, measured }: Judgement): string[] {
  const of = step === undefined ? '' : `${step}: `;
  const lines = [`${OUTCOMES[outcome]} ${of}${name}`, `        measured ${measured}`];
  if (outcome === 'failed') lines.splice(1, 0, `        wanted   ${wanted}`);
  return lines.map(visibleText);
}

import { dataTable } from '../../loadgen/report/html/data-table.ts';
import { type Html, html } from '../../text/html.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { LoadReading } from '../load/load-reading.ts';
import type { ScenarioResult } from '../result/scenario-result.ts';

const NONE = '–';
/** Of longer timelines the rest is in result.json. */
const MOST_ROWS = 2000;

const OUTCOMES: Readonly<Record<Judgement['outcome'], Html>> = {
  passed: html`passed`,
  failed: html`<strong>FAILED</strong>`,
  skipped: html`skipped`,
};

/** Each assertion, and what was measured. */
export function assertionTable({ assertions }: ScenarioResult): Html {
  return dataTable(
    'What was expected',
    [
      {
        heading: 'Assertion',
        value: ({ name, wanted, step }) => [
          name,
          wanted === name ? undefined : html`<span class="note">wanted: ${wanted}</span>`,
          step === undefined ? undefined : html`<span class="note">step: ${step}</span>`,
        ],
      },
      { heading: 'Outcome', value: ({ outcome }) => OUTCOMES[outcome] },
      { heading: 'Measured', value: ({ measured }) => measured },
    ],
    assertions,
  );
}

/** What the steps have come to, with what their programs printed where they failed. */
export function stepTable({ steps }: ScenarioResult): Html {
  return dataTable(
    'What was done',
    [
      { heading: 'Step', value: ({ name, phase }) => (phase === 'finally' ? `${name} (finally)` : name) },
      { heading: 'Outcome', value: ({ outcome }) => outcome },
      { heading: 'Began, s', isFigure: true, value: ({ startedSeconds }) => seconds(startedSeconds) },
      { heading: 'Ended, s', isFigure: true, value: ({ finishedSeconds }) => seconds(finishedSeconds) },
      {
        heading: 'What happened',
        value: ({ text, output }) => [
          text,
          ...output.map((line) => html`<span class="note"><code>${line}</code></span>`),
        ],
      },
    ],
    steps,
  );
}

/** What was done and seen, by its time. */
export function timelineTable({ timeline, timelineLeftOut }: ScenarioResult): Html {
  const left = timelineLeftOut + Math.max(0, timeline.length - MOST_ROWS);
  return html`${dataTable(
    'What was done and seen, by its time',
    [
      { heading: 'Second', isFigure: true, value: ({ atSeconds }) => seconds(atSeconds) },
      { heading: 'Kind', value: ({ kind }) => kind },
      { heading: 'Where', value: ({ where }) => where ?? NONE },
      {
        heading: 'What',
        value: ({ text, tone }) => (tone === 'bad' ? html`<strong>${text}</strong>` : text),
      },
    ],
    timeline.slice(0, MOST_ROWS),
  )}${
    left === 0
      ? undefined
      : html`<p class="note">${left} more are left out.</p>
`
  }`;
}

/** What the load lost, by its time. */
export function disturbanceTable({ disturbances, hasLedger }: LoadReading): Html {
  if (disturbances.length === 0)
    return html`<p class="note">Nothing disturbed it.</p>
`;
  return html`${dataTable(
    'What was lost',
    [
      { heading: 'Cause', value: ({ cause, isFailBack }) => (isFailBack ? `${cause}, fail-back` : cause) },
      {
        heading: 'Of',
        value: ({ subject, causeText }) => [
          subject ?? NONE,
          causeText === undefined ? '' : html`<span class="note">${causeText}</span>`,
        ],
      },
      {
        heading: 'First lost, s',
        isFigure: true,
        value: ({ firstLostSeconds }) => seconds(firstLostSeconds),
      },
      { heading: 'Last lost, s', isFigure: true, value: ({ lastLostSeconds }) => seconds(lastLostSeconds) },
      {
        heading: 'Outage by stamps, s',
        isFigure: true,
        value: ({ outageByStampsSeconds }) => seconds(outageByStampsSeconds),
      },
      {
        heading: 'Outage by loss, s',
        isFigure: true,
        value: ({ outageByLossSeconds }) => seconds(outageByLossSeconds),
      },
      { heading: 'Lost', isFigure: true, value: ({ lost }) => lost },
    ],
    disturbances,
  )}${
    hasLedger
      ? undefined
      : html`<p class="note">As near as the load's intervals tell.</p>
`
  }`;
}

function seconds(value: number | undefined): string {
  return value === undefined ? NONE : value.toFixed(3);
}

import { type Html, html } from '../../../text/html.ts';
import type { Disturbance } from '../../ledger/disturbance.ts';
import type { LedgerEntry } from '../../ledger/ledger-entry.ts';
import type { LedgerEvent } from '../../ledger/ledger-event.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import {
  budgetWords,
  errorWords,
  eventErrorSeconds,
  eventWords,
  phaseWords,
  reasonWords,
} from '../ledger-words.ts';
import { type Column, dataTable } from './data-table.ts';
import { duration, NONE } from './figures.ts';

interface Row {
  readonly number: number;
  readonly disturbance: Disturbance;
  readonly entry: LedgerEntry | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Disturbance', value: ({ number }) => number },
  {
    heading: 'First loss',
    isFigure: true,
    value: ({ disturbance }) => duration(disturbance.firstLostSeconds),
  },
  { heading: 'Lost', isFigure: true, value: ({ disturbance }) => countText(disturbance.lost) },
  {
    heading: 'Outage by time stamps',
    isFigure: true,
    value: ({ disturbance }) => duration(disturbance.outageByStampsSeconds),
  },
  {
    heading: 'Outage by loss',
    isFigure: true,
    value: ({ disturbance }) => duration(disturbance.outageByLossSeconds),
  },
  {
    heading: 'Flows',
    isFigure: true,
    value: ({ disturbance }) =>
      `${countText(disturbance.flowsAffected)}${disturbance.isPartial ? ', others went on' : ''}`,
  },
];

const ATTRIBUTED_COLUMNS: readonly Column<Row>[] = [
  ...COLUMNS,
  { heading: 'Cause', isProse: true, value: ({ entry }) => (entry === undefined ? NONE : causeHtml(entry)) },
  {
    heading: 'Phases',
    isProse: true,
    value: ({ entry }) =>
      entry === undefined || entry.phases.length === 0 ? NONE : phaseWords(entry.phases),
  },
  { heading: 'Budget', isProse: true, value: ({ entry }) => (entry && budgetWords(entry)) ?? NONE },
];

function causeHtml({ cause, isFailBack }: LedgerEntry): Html {
  const { text, candidates } = cause;
  const [likeliest, ...others] = candidates;
  const because = likeliest && html` <span class="note">${reasonWords(likeliest)}</span>`;
  const or = others.map(
    (candidate) =>
      html` <span class="note">or <bdi>${candidate.subject}</bdi>: ${reasonWords(candidate)}</span>`,
  );
  return html`${isFailBack ? 'fail-back, ' : ''}<bdi>${text}</bdi>${because}${or}`;
}

/** A row for each disturbance. */
export function ledgerTable({ ledger }: RunResult): Html | undefined {
  if (ledger === undefined) return undefined;
  const { disturbances, entries } = ledger;
  const rows = disturbances.map((disturbance, at) => ({
    number: at + 1,
    disturbance,
    entry: entries?.[at],
  }));
  return dataTable('Failover ledger', entries === undefined ? COLUMNS : ATTRIBUTED_COLUMNS, rows);
}

const EVENT_COLUMNS: readonly Column<LedgerEvent>[] = [
  { heading: 'Event', value: (event) => html`<bdi>${eventWords(event)}</bdi>` },
  {
    heading: 'Seconds since the start',
    isFigure: true,
    value: ({ earliestSeconds, latestSeconds }) => ((earliestSeconds + latestSeconds) / 2).toFixed(3),
  },
  {
    heading: 'May be wrong by',
    isFigure: true,
    value: (event) => errorWords(eventErrorSeconds(event)).trim() || NONE,
  },
  {
    heading: 'Log line',
    value: ({ line }) => (line === undefined ? NONE : html`<bdi><code>${line}</code></bdi>`),
  },
];

/** What the stack did, as far as somebody told. */
export function eventsTable({ ledger }: RunResult): Html | undefined {
  const { events } = ledger ?? {};
  return events === undefined ? undefined : dataTable('What the stack did', EVENT_COLUMNS, events);
}

const FEED_COLUMNS: readonly Column<NonNullable<NonNullable<RunResult['ledger']>['feeds']>[number]>[] = [
  { heading: 'Told by', value: ({ source }) => html`<bdi>${source}</bdi>` },
  { heading: 'Node', value: ({ node }) => html`<bdi>${node ?? NONE}</bdi>` },
  { heading: 'Events', isFigure: true, value: ({ events }) => countText(events) },
  {
    heading: 'Clock ahead by',
    isFigure: true,
    value: ({ clock }) =>
      clock === undefined ? NONE : `${clock.offsetSeconds.toFixed(4)} s${errorWords(clock.errorSeconds)}`,
  },
  { heading: 'Remarks', value: ({ remarks }) => (remarks.length === 0 ? NONE : remarks.join('; ')) },
];

/** Who told of events, and by which clock. */
export function feedsTable({ ledger }: RunResult): Html | undefined {
  const { feeds } = ledger ?? {};
  return feeds === undefined ? undefined : dataTable('Where events came from', FEED_COLUMNS, feeds);
}

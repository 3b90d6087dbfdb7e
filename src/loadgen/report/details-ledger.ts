import { visibleText } from '../../text/visible.ts';
import type { Disturbance, Ledger } from '../ledger/disturbance.ts';
import type { FeedReport, LedgerEntry } from '../ledger/ledger-entry.ts';
import type { LedgerEvent } from '../ledger/ledger-event.ts';
import { countText, durationText, percentText, quantityText } from '../result/figure-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Section } from './details-section.ts';
import type { Painter } from './format-painter.ts';
import { fieldLines, wrappedLines } from './format-table.ts';
import {
  budgetWords,
  errorWords,
  eventErrorSeconds,
  eventWords,
  latencyWords,
  lossWords,
  offsetWords,
  outageWords,
  phaseWords,
  reasonWords,
} from './ledger-words.ts';

const LABEL_COLUMN = 5;
const TEXT_COLUMN = 15;
/** All of them are in --json and --html. */
const MOST_BLOCKS = 20;
const MOST_EVENTS = 8;
const MOST_ORIGINS = 4;

/** When queries were lost and why: a block for each disturbance, by time. */
export function ledgerSection({ ledger, startedAtSeconds }: RunResult, painter: Painter): Section {
  const heading = 'Failover ledger';
  if (ledger === undefined) return { heading, lines: [] };
  const { disturbances, disturbancesLeftOut, entries, events = [] } = ledger;
  const blocks = disturbances.slice(0, MOST_BLOCKS).flatMap((disturbance, at) => {
    const clock = clockText(startedAtSeconds + disturbance.firstLostSeconds);
    const head = `${at + 1}. ${clock}, ${durationText(disturbance.firstLostSeconds)} into the run`;
    return [
      ...wrappedLines('  ', head, LABEL_COLUMN).map(painter.bold),
      ...blockLines(disturbance, entries?.[at], { events, painter, flows: ledger.flows }),
      '',
    ];
  });
  const more = disturbances.length - Math.min(disturbances.length, MOST_BLOCKS) + disturbancesLeftOut;
  return {
    heading,
    lines: [
      ...(disturbances.length === 0 ? ['  no disturbance'] : blocks),
      ...(more > 0 ? [`  ${quantityText(more, 'more disturbance')} not listed`] : []),
      ...backgroundLines(ledger),
      ...(ledger.feeds ?? []).flatMap(feedLines),
    ],
  };
}

/** `17:32:05.123 UTC` */
function clockText(epochSeconds: number): string {
  const time = new Date(epochSeconds * 1000);
  return Number.isNaN(time.getTime()) ? 'at an unknown time' : `${time.toISOString().slice(11, 23)} UTC`;
}

function field(label: string, text: string): string[] {
  const prefix = `${' '.repeat(LABEL_COLUMN)}${label.padEnd(TEXT_COLUMN - LABEL_COLUMN - 1)} `;
  return wrappedLines(prefix, visibleText(text), TEXT_COLUMN);
}

function blockLines(
  disturbance: Disturbance,
  entry: LedgerEntry | undefined,
  { events, painter, flows }: { events: readonly LedgerEvent[]; painter: Painter; flows: number },
): string[] {
  return [
    ...causeLines(entry, painter),
    ...field('Lost', lossWords(disturbance)),
    ...field('Outage', outageWords(disturbance)),
    ...(entry === undefined ? [] : entryLines(entry, painter)),
    ...field('Flows', flowsText(disturbance, flows)),
    ...field('Latency', latencyWords(disturbance.latency)),
    ...(entry === undefined ? [] : eventLines(entry, events, disturbance.firstLostSeconds)),
  ];
}

function causeLines(entry: LedgerEntry | undefined, { yellow }: Painter): string[] {
  if (entry === undefined) return [];
  const { cause, isFailBack } = entry;
  const [likeliest, ...others] = cause.candidates;
  if (likeliest === undefined) return field('Cause', cause.text).map(yellow);
  return [
    ...field('Cause', `${isFailBack ? 'fail-back, ' : ''}${cause.text}`),
    ...field('because', reasonWords(likeliest)),
    ...others.flatMap((candidate) => field('or', `${candidate.subject}: ${reasonWords(candidate)}`)),
  ];
}

function entryLines(entry: LedgerEntry, { red }: Painter): string[] {
  const budget = budgetWords(entry);
  const isExceeded = entry.budget?.isExceeded === true;
  return [
    ...(budget === undefined ? [] : field('Budget', budget).map((line) => (isExceeded ? red(line) : line))),
    ...(entry.phases.length === 0 ? [] : field('Phases', phaseWords(entry.phases))),
  ];
}

function flowsText({ flowsAffected, flows }: Disturbance, all: number): string {
  const stuck = flows.filter(({ isStuck }) => isStuck);
  const origins = new Map<string, number>();
  for (const { origin } of flows)
    if (origin !== undefined) origins.set(origin, (origins.get(origin) ?? 0) + 1);
  const listed = [...origins].sort((a, b) => b[1] - a[1]).slice(0, MOST_ORIGINS);
  const of = listed.map(([origin, count]) => `${countText(count)} of ${origin || 'no name'}`).join(', ');
  const rest = origins.size > listed.length ? ' and others' : '';
  return [
    `${countText(flowsAffected)} of ${countText(all)}${of === '' ? '' : ` (${of}${rest})`}`,
    ...(stuck.length === 0
      ? []
      : [`${quantityText(stuck.length, 'flow')} stayed away while others were answered`]),
  ].join('; ');
}

function eventLines(entry: LedgerEntry, events: readonly LedgerEvent[], fromSeconds: number): string[] {
  const shown = entry.events.slice(0, MOST_EVENTS);
  const more = entry.events.length - shown.length;
  return [
    ...shown.flatMap((place, at) => {
      const event = events[place];
      if (event === undefined) return [];
      const middle = (event.earliestSeconds + event.latestSeconds) / 2;
      const when = `${offsetWords(middle - fromSeconds)}${errorWords(eventErrorSeconds(event))}`;
      return field(at === 0 ? 'Events' : '', `${when}: ${eventWords(event)}`);
    }),
    ...(more > 0 ? field('', `${quantityText(more, 'more event')}`) : []),
  ];
}

function backgroundLines({ background, lossesLeftOut }: Ledger): string[] {
  const { lost, ratio } = background;
  return [
    ...(lost === 0
      ? []
      : fieldLines(
          'Background',
          `${quantityText(lost, 'query', 'queries')} lost now and then, ${percentText(ratio)}`,
        )),
    ...(lossesLeftOut === 0
      ? []
      : fieldLines('Not recorded', `${quantityText(lossesLeftOut, 'more lost query', 'more lost queries')}`)),
  ];
}

function feedLines({ source, node, events, clock, remarks }: FeedReport): string[] {
  const offset =
    clock &&
    `clock ${durationText(Math.abs(clock.offsetSeconds))} ${clock.offsetSeconds < 0 ? 'behind' : 'ahead'}${errorWords(clock.errorSeconds)}`;
  const parts = [
    ...(node === undefined ? [] : [`is ${node}`]),
    quantityText(events, 'event'),
    ...(offset === undefined ? [] : [offset]),
    ...remarks,
  ];
  return fieldLines('Told by', visibleText(`${source}: ${parts.join(', ')}`));
}

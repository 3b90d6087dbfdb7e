import type { StackEvent } from '../../model/stack-event.ts';
import { isoTimeOfNs } from '../iso-time.ts';
import { EVENT_TONES } from '../status/tones.ts';
import { left, type TextCell, type TextStyle, textTable } from './text-table.ts';

const EVENTS_SHOWN = 10;

/** The latest events, the latest first, with the log line that each came from. */
export function eventsText(events: readonly StackEvent[], style: TextStyle): string {
  const columns = [left('EVENT'), left('NODE'), left('LAYER'), left('WHAT'), left('CHANGE'), left('')];
  return textTable(columns, events.slice(0, EVENTS_SHOWN).map(eventRow), style);
}

function eventRow({
  timeNs,
  node,
  layer,
  subject,
  kind,
  from,
  to,
  tone,
  line,
  detail,
}: StackEvent): TextCell[] {
  const ends = [from, to].filter((end) => end !== undefined);
  return [
    isoTimeOfNs(timeNs),
    node,
    layer,
    subject,
    { text: ends.length === 0 ? kind : `${kind} ${ends.join(' -> ')}`, tone: EVENT_TONES[tone] },
    line ?? detail ?? '',
  ];
}

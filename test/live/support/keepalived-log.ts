import { LineEvents } from '../../../src/live/line-event.ts';
import type { NewEvent } from '../../../src/model/stack-event.ts';
import { parseKeepalivedFifoLine } from '../../../src/parsers/keepalived/fifo.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';

export const NOW_MS = Date.UTC(2018, 10, 1, 20, 0, 0);

/** The events of a log in UTC whose lines came just now. */
export function eventsOfLog(
  lines: readonly string[],
  { isHistory = false, nowMs = NOW_MS }: { readonly isHistory?: boolean; readonly nowMs?: number } = {},
): NewEvent[] {
  const events = new LineEvents(() => 'ds1');
  return lines.flatMap((text) => {
    const line = parseKeepalivedLine(text, { nowMs, utcOffsetMinutes: 0 });
    return events.eventOfLine('log', line, text, { isHistory, nowMs }) ?? [];
  });
}

export function eventsOfFifo(lines: readonly string[]): NewEvent[] {
  const events = new LineEvents(() => 'ds1');
  return lines.flatMap((text) => {
    const seen = { isHistory: false, nowMs: NOW_MS };
    return events.eventOfLine('fifo', parseKeepalivedFifoLine(text, NOW_MS), text, seen) ?? [];
  });
}

/** What an event says, in one line: `18:29:41 vrrp state VI_1 BACKUP>MASTER neutral (detail)`. */
export function told({ timeNs, layer, kind, subject, from, to, tone, detail }: NewEvent): string {
  const time = new Date(Number(timeNs / 1_000_000n)).toISOString().slice(11, 19);
  const change = from === undefined && to === undefined ? [] : [`${from ?? ''}>${to ?? ''}`];
  return [time, layer, kind, subject, ...change, tone, ...(detail === undefined ? [] : [`(${detail})`])].join(
    ' ',
  );
}

import type { KeepalivedEvent } from '../../../src/model/keepalived-event.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';
import type { LogClock } from '../../../src/parsers/keepalived/log-time.ts';
import type { MessageRow } from '../../../src/parsers/keepalived/message-table.ts';
import { compileTemplate } from '../../../src/parsers/keepalived/message-template.ts';

export type EventCase = readonly [message: string, event: KeepalivedEvent];

/** The day after the fixtures were made. */
export const CLOCK: LogClock = { nowMs: Date.UTC(2026, 10, 21), utcOffsetMinutes: 0 };

/** What the parser makes of a message behind an ordinary syslog prefix. */
export function eventOf(message: string): KeepalivedEvent | undefined {
  return parseKeepalivedLine(`Nov 20 09:47:32 lb1 Keepalived_vrrp[801]: ${message}`, CLOCK).event;
}

const SUBJECT = /^(?:VRRP_(?:Instance|Group|Script)|BFD_Instance)?\(\S+\):? /;

/** The formats that none of the messages has: each should be tried. */
export function formatsWithout(
  rows: readonly MessageRow[],
  cases: readonly (readonly [message: string, ...rest: unknown[]])[],
): string[] {
  const texts = cases.flatMap(([message]) => [message, message.replace(SUBJECT, '')]);
  return rows
    .filter(({ text }) => !texts.some((each) => compileTemplate(text).pattern.test(each)))
    .map(({ text }) => text);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeepalivedTracker } from '../../src/model/keepalived-tracker.ts';
import { parseKeepalivedLine } from '../../src/parsers/keepalived/log.ts';
import { CLOCK } from '../parsers/keepalived/cases.ts';

export const KEEPALIVED_FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'keepalived');

export function keepalivedFixture(name: string): string {
  return readFileSync(join(KEEPALIVED_FIXTURES, name), 'utf8');
}

/** Takes in the lines of a log; a new tracker unless one is given. */
export function track(
  log: string | readonly string[],
  tracker: KeepalivedTracker = new KeepalivedTracker(),
  count = true,
): KeepalivedTracker {
  const lines = typeof log === 'string' ? log.split('\n').filter((line) => line !== '') : log;
  for (const line of lines) tracker.apply(parseKeepalivedLine(line, CLOCK), { count });
  return tracker;
}

/** The messages as syslog would have them, one second after the other. */
export function syslog(messages: readonly string[], program = 'Keepalived_vrrp[801]'): string[] {
  return messages.map((message, second) => {
    const time = new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString().slice(11, 19);
    return `Nov 20 ${time} lb1 ${program}: ${message}`;
  });
}

/** Seconds since 1970 of the first line that {@link syslog} makes. */
export const FIRST_LINE_SECONDS = 1_795_165_200;

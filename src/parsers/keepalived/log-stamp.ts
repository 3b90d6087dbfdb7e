import {
  type CivilTime,
  civilTimeNs,
  fractionNanoseconds,
  type LogClock,
  monthIndex,
  yearlessTimeNs,
} from './log-time.ts';

/** Who writes such a date: a syslog daemon or `journalctl`, anybody, keepalived itself, C's ctime() or a kernel. */
export type StampKind = 'syslog' | 'iso' | 'console' | 'ctime';

/** A date at the beginning of a line. */
export interface LogStamp {
  readonly kind: StampKind;
  /** Where the rest of the line begins. */
  readonly end: number;
  readonly format: StampFormat;
  readonly match: RegExpExecArray;
}

interface StampFormat {
  readonly kind: StampKind;
  readonly pattern: RegExp;
  readonly timeNs: (match: RegExpExecArray, clock: LogClock) => bigint | undefined;
}

// `Nov  1 18:49:14 ` (RFC 3164, `journalctl -o short`), `Nov 01 18:49:14.123456 ` (`-o short-precise`)
const SYSLOG: StampFormat = {
  kind: 'syslog',
  pattern: /^([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? /,
  timeNs: ([, month, day, hour, minute, second, fraction], clock) =>
    yearlessTimeNs(civil({ month: monthIndex(month ?? ''), day, hour, minute, second, fraction }), clock),
};

// `2026-11-20T09:47:32.123456+01:00 ` (rsyslog, `-o short-iso`), `…Z ` (docker, containerd); a zone is not required.
const ISO: StampFormat = {
  kind: 'iso',
  pattern: /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)? /,
  timeNs: ([, year, month, day, hour, minute, second, fraction, zone], clock) =>
    civilTimeNs(
      { ...civil({ month: Number(month) - 1, day, hour, minute, second, fraction }), year: Number(year) },
      zone === undefined ? clock.utcOffsetMinutes : zoneMinutes(zone),
    ),
};

// `Fri 2018-11-01 18:29:36 UTC ` (`-o short-full`, `-o with-unit`)
const JOURNAL_FULL: StampFormat = {
  kind: 'syslog',
  pattern: /^[A-Z][a-z]{2} (\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? ([A-Z+\d-]{1,6}) /,
  timeNs: ([, year, month, day, hour, minute, second, fraction, zone], clock) =>
    civilTimeNs(
      { ...civil({ month: Number(month) - 1, day, hour, minute, second, fraction }), year: Number(year) },
      // Other abbreviations name several zones; the host's own is the likeliest.
      zone === 'UTC' || zone === 'GMT' ? 0 : clock.utcOffsetMinutes,
    ),
};

// `Fri Nov 20 09:42:15 2026: ` (keepalived -l, and 2.x --log-file with nanoseconds), without the colon OpenWrt's logread
const CTIME: StampFormat = {
  kind: 'ctime',
  pattern: /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\d{4})(?:: ?| )/,
  timeNs: ([, month, day, hour, minute, second, fraction, year], clock) =>
    civilTimeNs(
      {
        ...civil({ month: monthIndex(month ?? ''), day, hour, minute, second, fraction }),
        year: Number(year),
      },
      clock.utcOffsetMinutes,
    ),
};

// `1541097000.123456 ` (`-o short-unix`)
const UNIX: StampFormat = {
  kind: 'syslog',
  pattern: /^(\d{9,11})\.(\d{1,9}) /,
  timeNs: ([, seconds, fraction]) =>
    BigInt(seconds ?? 0) * 1_000_000_000n + BigInt(fractionNanoseconds(fraction)),
};

// `[12345.678901] ` (`-o short-monotonic`) tells no date.
const MONOTONIC: StampFormat = { kind: 'syslog', pattern: /^\[ *\d+\.\d+\] /, timeNs: () => undefined };

const OPENING_BRACKET = 0x5b;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** The date that a line begins with, or undefined. */
export function readStamp(line: string): LogStamp | undefined {
  for (const format of formatsFor(line.charCodeAt(0))) {
    const match = format.pattern.exec(line);
    if (match === null) continue;
    const [{ length: end }] = match;
    const kind = format === CTIME && line.startsWith(':', end - 2) ? 'console' : format.kind;
    return { kind, end, format, match };
  }
  return undefined;
}

/** The time that a stamp tells; apart from {@link readStamp} because most lines of a log are not wanted. */
export function stampTimeNs({ format, match }: LogStamp, clock: LogClock): bigint | undefined {
  return format.timeNs(match, clock);
}

/** The time of a text that is only a date, or undefined. */
export function writtenTimeNs(text: string, clock: LogClock): bigint | undefined {
  const stamp = readStamp(`${text} `);
  return stamp === undefined ? undefined : stampTimeNs(stamp, clock);
}

const BY_DIGIT: readonly StampFormat[] = [ISO, UNIX];
const BY_LETTER: readonly StampFormat[] = [SYSLOG, CTIME, JOURNAL_FULL];
const BY_BRACKET: readonly StampFormat[] = [MONOTONIC];

function formatsFor(firstCharacter: number): readonly StampFormat[] {
  if (firstCharacter >= DIGIT_0 && firstCharacter <= DIGIT_9) return BY_DIGIT;
  return firstCharacter === OPENING_BRACKET ? BY_BRACKET : BY_LETTER;
}

interface Fields {
  readonly month: number | undefined;
  readonly day: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  readonly fraction: string | undefined;
}

/** A month that is none makes a date that does not exist. */
function civil({ month = -1, day, hour, minute, second, fraction }: Fields): Omit<CivilTime, 'year'> {
  return {
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanosecond: fractionNanoseconds(fraction),
  };
}

/** `Z`, `+01:00`, `-0530`, `+01` in minutes. */
function zoneMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0'));
}

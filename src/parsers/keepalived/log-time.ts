/** What a log's dates do not tell: which year it is, and the writer's time zone. */
export interface LogClock {
  /** Now, in milliseconds since 1970; a date without a year is the last one before tomorrow. */
  readonly nowMs: number;
  /** Of the writer's local time from UTC; undefined is this process's own time zone, summer time and all. */
  readonly utcOffsetMinutes?: number;
}

/** A date and time as a log line spells it. */
export interface CivilTime {
  readonly year: number;
  /** 0 to 11 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (name, index) => [name, index] as const,
  ),
);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NANOSECONDS_A_MILLISECOND = 1_000_000n;

/** 0 to 11; undefined for what is no English month. */
export function monthIndex(name: string): number | undefined {
  return MONTHS.get(name);
}

/** `.5`, `5` and `500000000` of a second in nanoseconds. */
export function fractionNanoseconds(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 9).padEnd(9, '0'));
}

/**
 * Nanoseconds since 1970; undefined for a date that does not exist.
 *
 * @param utcOffsetMinutes undefined is this process's own time zone
 */
export function civilTimeNs(time: CivilTime, utcOffsetMinutes: number | undefined): bigint | undefined {
  return nanoseconds(civilTimeMs(time.year, time, utcOffsetMinutes), time.nanosecond);
}

/**
 * The time of a line without a year (RFC 3164): in this year, or in the last where that would be later than
 * tomorrow. `Feb 29` goes back to the last leap year.
 */
export function yearlessTimeNs(time: Omit<CivilTime, 'year'>, clock: LogClock): bigint | undefined {
  const latestMs = clock.nowMs + DAY_MS;
  const lastYear = new Date(latestMs).getUTCFullYear();
  // Leap years are at most 8 years apart (1896, 1904).
  for (let year = lastYear; year >= lastYear - 8; year -= 1) {
    const ms = civilTimeMs(year, time, clock.utcOffsetMinutes);
    if (ms !== undefined && ms <= latestMs) return nanoseconds(ms, time.nanosecond);
  }
  return undefined;
}

function nanoseconds(ms: number | undefined, nanosecond: number): bigint | undefined {
  return ms === undefined ? undefined : BigInt(ms) * NANOSECONDS_A_MILLISECOND + BigInt(nanosecond);
}

function civilTimeMs(
  year: number,
  { month, day, hour, minute, second }: Omit<CivilTime, 'year'>,
  utcOffsetMinutes: number | undefined,
): number | undefined {
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60) return undefined;
  const ms =
    utcOffsetMinutes === undefined
      ? new Date(year, month, day, hour, minute, second).getTime()
      : Date.UTC(year, month, day, hour, minute, second) - utcOffsetMinutes * MINUTE_MS;
  return Number.isNaN(ms) ? undefined : ms;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const leapDay = month === 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return (DAYS[month] ?? 0) + leapDay;
}

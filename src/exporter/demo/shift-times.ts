/** Where the recorded programs write times, and how each is moved. */
const TIMES: readonly { readonly pattern: RegExp; readonly shift: (time: string, byMs: number) => string }[] =
  [
    // keepalived -l: `Fri Nov 20 09:42:15 2026: `, local time; recordings are made in UTC.
    { pattern: /(?<=^)\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}(?=: )/gm, shift: shiftCtime },
    // named.stats: `+++ Statistics Dump +++ (1795168003)`
    { pattern: /(?<=^(?:\+\+\+|---) Statistics Dump (?:\+\+\+|---) \()\d+/gm, shift: shiftSeconds },
    // HAProxy's show info
    { pattern: /(?<=^Start_time_sec: )\d+/gm, shift: shiftSeconds },
  ];

/** Moves all times of recorded text, so that a recording played today speaks of today. */
export function shiftTimes(text: string, byMs: number): string {
  return TIMES.reduce(
    (shifted, { pattern, shift }) => shifted.replaceAll(pattern, (time) => shift(time, byMs)),
    text,
  );
}

function shiftSeconds(time: string, byMs: number): string {
  return String(Number(time) + Math.round(byMs / 1000));
}

function shiftCtime(time: string, byMs: number): string {
  const [, month, day, clock, year] = time.split(/ +/);
  const recorded = Date.parse(`${day} ${month} ${year} ${clock} UTC`);
  // `Fri Nov 20 2026 09:42:15 GMT+0000 (…)` is what ECMAScript fixes for toString; ctime has the year last.
  const [name, monthName, dayOfMonth, fullYear, wallClock] = new Date(recorded + byMs).toString().split(' ');
  return `${name} ${monthName} ${String(Number(dayOfMonth)).padStart(2)} ${wallClock} ${fullYear}`;
}

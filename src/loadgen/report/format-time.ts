const WHOLE_DAY = { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' } as const;
const TIME_OF_DAY = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/**
 * Epoch seconds in the form of C's `ctime`, without its line feed: `Sat Dec  7 15:15:58 2019`.
 *
 * @param timeZone IANA name; absent: the machine's own.
 */
export function formatCtime(epochSeconds: number, timeZone?: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    ...WHOLE_DAY,
    ...TIME_OF_DAY,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const parts = Object.fromEntries(
    // ctime leaves the part of a second out; it does not round.
    format.formatToParts(Math.floor(epochSeconds) * 1000).map(({ type, value }) => [type, value]),
  );
  const day = (parts['day'] ?? '').padStart(2);
  return `${parts['weekday']} ${parts['month']} ${day} ${parts['hour']}:${parts['minute']}:${parts['second']} ${parts['year']}`;
}

const MS_BY_UNIT = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

const UNITS = ['d', 'h', 'm', 's', 'ms'] as const satisfies readonly (keyof typeof MS_BY_UNIT)[];

/** Prometheus's grammar of durations without weeks and years: whole numbers, larger units first. */
const DURATION = /^(?:(?<d>\d+)d)?(?:(?<h>\d+)h)?(?:(?<m>\d+)m)?(?:(?<s>\d+)s)?(?:(?<ms>\d+)ms)?$/;

/** @returns milliseconds of `30s`, `500ms`, `1m30s`; undefined when the text is no duration */
export function parseDuration(text: string): number | undefined {
  const groups = text === '' ? undefined : DURATION.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const ms = UNITS.reduce((sum, unit) => sum + Number(groups[unit] ?? 0) * MS_BY_UNIT[unit], 0);
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/** The shortest text that {@link parseDuration} reads as this many milliseconds. */
export function formatDuration(ms: number): string {
  let rest = ms;
  const parts = UNITS.map((unit) => {
    const count = Math.floor(rest / MS_BY_UNIT[unit]);
    rest -= count * MS_BY_UNIT[unit];
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
}

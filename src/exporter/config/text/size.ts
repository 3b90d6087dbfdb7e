const BYTES_BY_UNIT = { GiB: 2 ** 30, MiB: 2 ** 20, KiB: 2 ** 10, B: 1 } as const;

const UNITS = ['GiB', 'MiB', 'KiB', 'B'] as const satisfies readonly (keyof typeof BYTES_BY_UNIT)[];

/** @returns bytes of `64MiB` or `512KiB`; undefined when the text is no size */
export function parseSize(text: string): number | undefined {
  const [, digits, unitText] = /^(\d+)(GiB|MiB|KiB|B)$/.exec(text) ?? [];
  const unit = UNITS.find((name) => name === unitText);
  if (digits === undefined || unit === undefined) return undefined;
  const bytes = Number(digits) * BYTES_BY_UNIT[unit];
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** The text in the largest unit that divides these bytes; {@link parseSize} reads it back. */
export function formatSize(bytes: number): string {
  const unit = UNITS.find((name) => bytes !== 0 && bytes % BYTES_BY_UNIT[name] === 0) ?? 'B';
  return `${bytes / BYTES_BY_UNIT[unit]}${unit}`;
}

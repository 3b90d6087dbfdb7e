/** From and to, both included. */
export interface FigureBound {
  readonly least: number;
  readonly most: number;
  /** As it was written, for people. */
  readonly text: string;
}

/** No more than this. */
export function atMost(most: number, text: string): FigureBound {
  return { least: 0, most, text: `at most ${text}` };
}

/** `500 ± 40` and `500 +- 40`, in which `read` understands both parts; the second may be left out. */
export function around(text: string, read: (part: string) => number | undefined): FigureBound | undefined {
  const parts = text.split(/\s*(?:±|\+-|\+\/-)\s*/u);
  const [middleText = '', rangeText] = parts;
  if (parts.length > 2) return undefined;
  const middle = read(middleText.trim());
  const range = rangeText === undefined ? 0 : read(rangeText.trim());
  if (middle === undefined || range === undefined) return undefined;
  return { least: middle - range, most: middle + range, text };
}

/** A figure that comes out of divisions may miss its bound by this much of it. */
const ROUNDING = 1e-9;

export function isWithin(value: number, { least, most }: FigureBound): boolean {
  return value >= least - Math.abs(least) * ROUNDING && value <= most + Math.abs(most) * ROUNDING;
}

import { parseDecimal } from './number.ts';

/** Ratio of `0.1%`. The sign is asked for: `0.01` could be meant as a ratio or as a percentage. */
export function parsePercentage(text: string): number | undefined {
  if (!text.endsWith('%')) return undefined;
  const percent = parseDecimal(text.slice(0, -1), 0, 100);
  return percent === undefined ? undefined : percent / 100;
}

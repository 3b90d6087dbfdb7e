/** Part of a whole as a ratio, or a count over its seconds; 0 of nothing. */
export function ratioOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

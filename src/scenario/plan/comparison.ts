/** How a figure must be to another. */
export interface Comparison {
  readonly operator: keyof typeof HOLDS;
  readonly figure: number;
}

const HOLDS = {
  '=': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
  '>=': (a: number, b: number) => a >= b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '<': (a: number, b: number) => a < b,
} as const;

const WRITTEN = /^(!=|>=|<=|>|<|=|)\s*([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)$/;

/** @returns the comparison of `1` or `>= 3`; undefined when the value is neither */
export function parseComparison(written: unknown): Comparison | undefined {
  if (typeof written === 'number') return { operator: '=', figure: written };
  const [, operator, digits] = (typeof written === 'string' && WRITTEN.exec(written.trim())) || [];
  if (digits === undefined) return undefined;
  return { operator: operator === '' ? '=' : (operator as keyof typeof HOLDS), figure: Number(digits) };
}

export function holds(value: number, { operator, figure }: Comparison): boolean {
  return HOLDS[operator](value, figure);
}

export function comparisonText({ operator, figure }: Comparison): string {
  return operator === '=' ? String(figure) : `${operator} ${figure}`;
}

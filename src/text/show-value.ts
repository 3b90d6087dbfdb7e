import { escapeUnsafe } from './escape-unsafe.ts';

const LONGEST_SHOWN = 60;

/** A value from a configuration as error messages call it, in one line of bounded length. */
export function showValue(value: unknown): string {
  if (value === null) return 'empty';
  if (typeof value === 'string') return `'${showText(value)}'`;
  if (typeof value === 'number') return `the number ${value}`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return String(value);
}

/** Like {@link showValue}, without the value itself. */
export function showKind(value: unknown): string {
  const kinds: Readonly<Record<string, string>> = { string: 'text', number: 'a number', bigint: 'a number' };
  return kinds[typeof value] ?? showValue(value);
}

/** Text without invisible characters and of bounded length. */
export function showText(text: string): string {
  return escapeUnsafe(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
}

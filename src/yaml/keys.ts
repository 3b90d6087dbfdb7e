import type { Scalar } from 'yaml';

/** The text of a merge key; no key of a configuration is called so. */
export const MERGE_KEY = '<<';

/** `<<` without quotes. The YAML library reads it as a symbol, and with a tag before it as text that it merges too. */
export function isMergeKey({ value, type }: Scalar): boolean {
  return typeof value === 'symbol' || (value === MERGE_KEY && (type === undefined || type === 'PLAIN'));
}

/** A key as JavaScript has it. */
export function keyText(key: Scalar): string {
  return isMergeKey(key) ? MERGE_KEY : String(key.value);
}

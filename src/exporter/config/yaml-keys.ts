import type { Scalar } from 'yaml';

/** The text of a merge key; no key of a configuration is called so. */
export const MERGE_KEY = '<<';

/** `<<` without quotes; the YAML library reads it as a symbol. */
export function isMergeKey(key: Scalar): boolean {
  return typeof key.value === 'symbol';
}

/** A key as JavaScript has it. */
export function keyText(key: Scalar): string {
  return isMergeKey(key) ? MERGE_KEY : String(key.value);
}

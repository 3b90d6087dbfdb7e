const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };
const NEEDS_ESCAPE = /[\\"\n]/;
const ESCAPE = /[\\"\n]/g;

/**
 * Escapes a label value as the text format wants it: backslash, quote and newline.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function escapeLabelValue(value: string): string {
  const whole = value.isWellFormed() ? value : value.toWellFormed();
  return NEEDS_ESCAPE.test(whole) ? whole.replaceAll(ESCAPE, (character) => ESCAPES[character] ?? '') : whole;
}

/**
 * A label set without its braces: `proxy="web",server="a"`. The one place where label values are written.
 * Labels whose value is undefined are left out, which to Prometheus is the same as an empty value.
 */
export function labelSet(labels: Readonly<Record<string, string | number | undefined>>): string {
  let set = '';
  for (const [name, value] of Object.entries(labels)) {
    if (value === undefined) continue;
    set += `${set === '' ? '' : ','}${name}="${typeof value === 'string' ? escapeLabelValue(value) : value}"`;
  }
  return set;
}

/** Joins label sets, any of which may be empty. */
export function joinLabels(...sets: readonly string[]): string {
  return sets.filter((set) => set !== '').join(',');
}

/** `source="…"`, or nothing where the source has no name, as at /probe. */
export function sourceLabel(source: string): string {
  return labelSet({ source: source === '' ? undefined : source });
}

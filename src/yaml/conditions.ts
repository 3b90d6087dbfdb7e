import { showText } from '../text/show-value.ts';
import type { ConfigPath } from './places.ts';

export type Mapping = Readonly<Record<string, unknown>>;

/** What a condition found: the rest of a sentence that begins with the path of its mapping. */
export interface Finding {
  /** The key of the mapping that the message points at; the mapping itself when absent. */
  readonly key?: string;
  readonly text: string;
}

/** A rule between the keys of one mapping. The schema checks each value by itself; this what they mean together. */
export type Condition = (mapping: Mapping, mappingKey: PropertyKey) => readonly Finding[];

/** Rules for every mapping at a path, in which `*` stands for each entry of a list or mapping. */
export interface ConditionsAt {
  readonly at: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface LocatedFinding {
  readonly mappingPath: ConfigPath;
  readonly finding: Finding;
}

/** Applies rules to a value of whatever shape; parts that are no mappings have other mistakes already. */
export function findAll(value: unknown, rules: readonly ConditionsAt[]): LocatedFinding[] {
  return rules.flatMap(({ at, conditions }) =>
    valuesAt(value, at).flatMap(({ value: mapping, path }) =>
      isMapping(mapping)
        ? conditions
            .flatMap((condition) => condition(mapping, path.at(-1) ?? ''))
            .map((finding) => ({ mappingPath: path, finding }))
        : [],
    ),
  );
}

/** The values at a path in which `*` stands for each entry. */
export function valuesAt(
  value: unknown,
  at: readonly string[],
  path: ConfigPath = [],
): { readonly value: unknown; readonly path: ConfigPath }[] {
  const [step, ...rest] = at;
  if (step === undefined) return [{ value, path }];
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    return step === '*' ? entries.flatMap((entry, index) => valuesAt(entry, rest, [...path, index])) : [];
  }
  if (!isMapping(value)) return [];
  const keys = step === '*' ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : [];
  return keys.flatMap((key) => valuesAt(value[key], rest, [...path, key]));
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function given(mapping: Mapping, keys: readonly string[]): string[] {
  return keys.filter((key) => Object.hasOwn(mapping, key));
}

/** One of the keys must be there, and no second. */
export function exactlyOne(...keys: readonly string[]): Condition {
  return (mapping) => {
    const found = given(mapping, keys);
    if (found.length === 1) return [];
    const [, second] = found;
    return second === undefined
      ? [{ text: `has none of ${keys.join(', ')}; give exactly one of them` }]
      : [{ key: second, text: `has ${found.join(' and ')}; give exactly one of ${keys.join(', ')}` }];
  };
}

export function atMostOne(...keys: readonly string[]): Condition {
  return (mapping) => {
    const found = given(mapping, keys);
    const [, second] = found;
    return second === undefined
      ? []
      : [{ key: second, text: `has ${found.join(' and ')}; keep one of them` }];
  };
}

/** Where one of `keys` is, one of `others` must be too. */
export function needs(keys: readonly string[], others: readonly string[]): Condition {
  return (mapping) => {
    const [key] = given(mapping, keys);
    return key === undefined || given(mapping, others).length > 0
      ? []
      : [{ key, text: `has ${key} without ${either(others)}; add ${others[0]}, or remove ${key}` }];
  };
}

/** `keys` belong to the kind of source that `owner` makes; `owners` are the keys of all kinds. */
export function onlyWith(owner: string, keys: readonly string[], owners: readonly string[]): Condition {
  return (mapping) => {
    if (Object.hasOwn(mapping, owner) || given(mapping, owners).length === 0) return [];
    const useless = given(mapping, keys);
    const [key] = useless;
    if (key === undefined) return [];
    const [are, them] = useless.length === 1 ? ['is', 'it'] : ['are', 'them'];
    return [
      { key, text: `has ${useless.join(' and ')}, which ${are} of use only with ${owner}; remove ${them}` },
    ];
  };
}

/** `a`, `a or b`, `a, b or c`. */
function either(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** Entries of a list that must differ, in themselves or in one key. */
export function repeated(value: unknown, at: readonly string[], key?: string): LocatedFinding[] {
  return valuesAt(value, at).flatMap(({ value: entries, path }) => {
    if (!Array.isArray(entries)) return [];
    const firstBy = new Map<string, number>();
    const findings: LocatedFinding[] = [];
    for (const [index, entry] of entries.entries()) {
      const text: unknown = key !== undefined && isMapping(entry) ? entry[key] : entry;
      if (typeof text !== 'string') continue;
      const first = firstBy.get(text);
      firstBy.set(text, first ?? index);
      if (first === undefined) continue;
      const last = path.at(-1);
      findings.push({
        mappingPath: [...path, index],
        finding:
          key === undefined
            ? { text: `'${showText(text)}' is in the list already; remove one of them` }
            : {
                key,
                text: `has the ${key} '${showText(text)}' of ${String(last)}[${first}]; give each its own`,
              },
      });
    }
    return findings;
  });
}

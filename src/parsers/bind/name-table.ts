/**
 * `counter` only grows. `gauge` is a number of things now, which no server has 2^31 of; `bytes` may well be as large.
 */
export type StatisticKind = 'counter' | 'gauge' | 'bytes';

/** One statistic by the short name that XML and JSON use, whatever the text calls it. */
export interface StatisticName {
  readonly name: string;
  readonly kind: StatisticKind;
}

/** The statistics of one section, by the words of named.stats and by short name. */
export interface NameTable {
  readonly byText: ReadonlyMap<string, StatisticName>;
  readonly byName: ReadonlyMap<string, StatisticName>;
}

/**
 * @param texts short names by the words of named.stats; several words may mean one statistic
 * @param others short names of those that are no counters
 */
export function nameTable(
  texts: Readonly<Record<string, string>>,
  others: Readonly<Record<string, 'gauge' | 'bytes'>> = {},
): NameTable {
  const byName = new Map<string, StatisticName>();
  const byText = new Map<string, StatisticName>();
  for (const [text, name] of Object.entries(texts)) {
    const statistic = byName.get(name) ?? { name, kind: others[name] ?? 'counter' };
    byName.set(name, statistic);
    byText.set(text, statistic);
  }
  return { byText, byName };
}

/** Counts by key in bounded memory: what servers say of themselves may be another thing in every answer. */
export interface BoundedCounts {
  add(key: string): void;
  /** Most first, equal ones in the order of their keys. */
  entries(): [key: string, count: number][];
  /** Counted for keys that found no place. */
  readonly others: number;
}

/** @param maxKeys distinct keys that are counted; further ones go to `others` */
export function createBoundedCounts(maxKeys: number): BoundedCounts {
  const counts = new Map<string, number>();
  let others = 0;
  return {
    add(key) {
      const count = counts.get(key);
      if (count === undefined && counts.size >= maxKeys) others += 1;
      else counts.set(key, (count ?? 0) + 1);
    },
    entries: () => [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
    get others() {
      return others;
    },
  };
}

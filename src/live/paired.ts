/** One thing as it was and as it is; without one of them it appeared or went away. */
export interface Pair<Item> {
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
}

/** Things of two moments by their keys, in their order then and, behind those, what is new. */
export function paired<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): Pair<Item>[] {
  if (before === after) return [];
  // Mostly nothing came or went, and tables of some ten thousand rows are compared each second.
  if (hasSameKeys(before, after, keyOf)) {
    return before.map((item, index) => ({ before: item, after: after[index] }));
  }
  const rest = new Map(after.map((item) => [keyOf(item), item]));
  const known = before.map((item) => {
    const now = rest.get(keyOf(item));
    rest.delete(keyOf(item));
    return { before: item, after: now };
  });
  return [...known, ...[...rest.values()].map((item) => ({ after: item }))];
}

function hasSameKeys<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): boolean {
  return (
    before.length === after.length &&
    before.every((item, index) => {
      const now = after[index];
      return now === item || (now !== undefined && keyOf(now) === keyOf(item));
    })
  );
}

/** An object of plain data. */
type Fields = Record<string, unknown>;

/**
 * A piece of plain data, as JSON holds it, with whatever is equal in another taken from there: the other itself where all
 * of it is equal, and where only a part differs a copy of the other with that part put in.
 */
export function shareData<Value>(now: Value, before: Value): Value {
  return shared(now, before) as Value;
}

function shared(now: unknown, before: unknown): unknown {
  if (now === before) return before;
  if (Array.isArray(now)) return Array.isArray(before) ? sharedList(now, before) : now;
  return isFields(now) && isFields(before) ? sharedFields(now, before) : now;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sharedFields(now: Fields, before: Fields): Fields {
  let changed: Fields | undefined;
  let left = 0;
  for (const name in now) {
    left += 1;
    const [part, known] = [now[name], before[name]];
    // Nothing that an object inherits equals a piece of data, but for the null of one without a prototype.
    if (part === known && part !== null && part !== undefined) continue;
    if (!Object.hasOwn(before, name)) return withSharedParts(now, before);
    const value = shared(part, known);
    if (value === known) continue;
    changed ??= { ...before };
    changed[name] = value;
  }
  for (const _ in before) left -= 1;
  return left === 0 ? (changed ?? before) : withSharedParts(now, before);
}

/** For objects of which one has a field that the other has not. */
function withSharedParts(now: Fields, before: Fields): Fields {
  const entries = Object.entries(now).map(([name, value]) => [
    name,
    Object.hasOwn(before, name) ? shared(value, before[name]) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Items are mostly where they were; one that moved is found by its key. */
function sharedList(now: readonly unknown[], before: readonly unknown[]): readonly unknown[] {
  let byKey: ReadonlyMap<unknown, unknown> | undefined;
  const find = (item: unknown, at: number): unknown => {
    const key = keyOf(item);
    const there = before[at];
    if (key === undefined || keyOf(there) === key) return there;
    byKey ??= new Map(before.map((other) => [keyOf(other), other]));
    return byKey.get(key);
  };
  const list = now.map((item, at) => shared(item, find(item, at)));
  return list.length === before.length && list.every((item, at) => item === before[at]) ? before : list;
}

/** What tells an item of a status from the others of its list. Where that is not enough less is shared, that is all. */
function keyOf(item: unknown): unknown {
  return isFields(item) ? (item['key'] ?? item['name'] ?? item['real'] ?? item['source']) : undefined;
}

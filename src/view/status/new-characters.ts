/** What a field and a figure take, in characters; as rough as it may be. */
const FIELD = 16;

/** An object of plain data. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * How much of a piece of plain data is not in another, in characters: what keeping it beside the other costs. Parts that
 * are the other's own cost nothing; see shareData().
 */
export function newCharacters(now: unknown, before: unknown): number {
  if (typeof now === 'string') return now === before ? 0 : now.length;
  if (now === before || typeof now !== 'object' || now === null) return 0;
  return Array.isArray(now)
    ? ofList(now, Array.isArray(before) ? before : [])
    : ofFields(now, typeof before === 'object' ? before : null);
}

function ofList(now: readonly unknown[], before: readonly unknown[]): number {
  const known = new Set(before);
  return now.reduce<number>(
    (sum, item, at) => sum + FIELD + (known.has(item) ? 0 : newCharacters(item, before[at])),
    0,
  );
}

function ofFields(now: object, before: object | null): number {
  const [fields, known] = [now as Fields, (before ?? {}) as Fields];
  let sum = 0;
  for (const name in fields) {
    const value = fields[name];
    sum += FIELD + name.length;
    // Most are figures, and there are many.
    if (typeof value === 'number') continue;
    sum += newCharacters(value, Object.hasOwn(known, name) ? known[name] : undefined);
  }
  return sum;
}

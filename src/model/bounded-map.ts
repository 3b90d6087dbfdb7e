/**
 * A map that takes at most `limit` keys: names come from logs, which may hold anything, and memory must not
 * grow with them.
 */
export class BoundedMap<Value> {
  private readonly map = new Map<string, Value>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The value of a key, made where it has none yet; undefined where there is no place for it. */
  obtain(key: string, make: () => Value): Value | undefined {
    const found = this.map.get(key);
    if (found !== undefined || this.map.size >= this.limit) return found;
    const made = make();
    this.map.set(key, made);
    return made;
  }

  get(key: string): Value | undefined {
    return this.map.get(key);
  }

  has(key: string): boolean {
    return this.map.has(key);
  }

  delete(key: string): void {
    this.map.delete(key);
  }

  /** A copy: the map may be changed while it is gone through. */
  entries(): [string, Value][] {
    return [...this.map];
  }

  values(): Value[] {
    return [...this.map.values()];
  }
}

interface Kept<Value> {
  readonly value: Value;
  readonly weight: number;
}

/** Values by key up to a weight of all together; beyond it the oldest go, but for the one that came last. */
export class WeightedCache<Value> {
  private readonly limit: number;
  private readonly kept = new Map<string, Kept<Value>>();
  private weight = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get size(): number {
    return this.kept.size;
  }

  /** Wrapped, so that a value may be undefined. */
  get(key: string): { readonly value: Value } | undefined {
    return this.kept.get(key);
  }

  set(key: string, value: Value, weight: number): void {
    this.delete(key);
    this.kept.set(key, { value, weight });
    this.weight += weight;
    for (const [oldest] of this.kept) {
      if (this.weight <= this.limit || this.kept.size === 1) return;
      this.delete(oldest);
    }
  }

  private delete(key: string): void {
    this.weight -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}

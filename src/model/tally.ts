/** How often each of a few things happened; what never happened is missing. */
export type Tally<Name extends string> = Readonly<Partial<Record<Name, number>>>;

/** The same in the making. Names must not be a stranger's alone: `__proto__` is none that an object can have. */
export type Draft<Value> = {
  -readonly [Key in keyof Value]: Value[Key] extends object ? Draft<Value[Key]> : Value[Key];
};

export function bump<Name extends string>(tally: Partial<Record<Name, number>>, name: Name): void {
  tally[name] = (tally[name] ?? 0) + 1;
}

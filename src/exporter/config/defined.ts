/** A record without the keys whose value is undefined; under `exactOptionalPropertyTypes` they are not absent. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Copies a record without the keys whose value is undefined. */
export function defined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** Builds from a value that may be absent. */
export function whenDefined<From, To>(value: From | undefined, build: (value: From) => To): To | undefined {
  return value === undefined ? undefined : build(value);
}

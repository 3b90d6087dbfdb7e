/** What an option's value may be. */
export interface ValueKind<T> {
  /** What to write, for messages: "a whole number from 1 to 65535". */
  readonly wanted: string;
  /** @returns the value, or undefined if the text is not one */
  readonly parse: (text: string) => T | undefined;
  /** The part of a list that is wrong. */
  readonly wrongPart?: (text: string) => string | undefined;
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly [T, ...T[]]): ValueKind<T> {
  const most = words.slice(0, -1).join(', ');
  return {
    wanted: most === '' ? words[0] : `${most} or ${words.at(-1)}`,
    parse: (text) => words.find((word) => word === text.toLowerCase()),
  };
}

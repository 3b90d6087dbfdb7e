import type { ValueKind } from './value-kind.ts';

/** Words of a list, separated by commas. */
export function listOf<const Word extends string>(...words: readonly Word[]): ValueKind<readonly Word[]> {
  const known = (text: string): Word | undefined => words.find((word) => word === text.toLowerCase());
  return {
    wanted: `a list of ${words.join(', ')}, separated by commas`,
    parse: (text) => {
      const given = text.split(',').map(known);
      const right = given.filter((word) => word !== undefined);
      return right.length === given.length ? [...new Set(right)] : undefined;
    },
    wrongPart: (text) => text.split(',').find((word) => known(word) === undefined),
  };
}

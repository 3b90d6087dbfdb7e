import type { ValueKind } from './value-kind.ts';

/** Words of a list, separated by commas. */
export function listOf(...words: readonly string[]): ValueKind<readonly string[]> {
  return {
    wanted: `a list of ${words.join(', ')}, separated by commas`,
    parse: (text) => {
      const given = text.toLowerCase().split(',');
      return given.every((word) => words.includes(word)) ? [...new Set(given)] : undefined;
    },
    wrongPart: (text) => text.split(',').find((word) => !words.includes(word.toLowerCase())),
  };
}

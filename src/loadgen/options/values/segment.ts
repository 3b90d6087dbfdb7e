import type { Segment } from '../../settings.ts';
import { parseWhole } from './number.ts';
import type { ValueKind } from './value-kind.ts';

const MOST_SEGMENTS = 10_000;

/** `2/3`: the second of three hosts. */
export const segment: ValueKind<Segment> = {
  wanted: `I/N, which of how many hosts, such as 2/3, with I from 1 to N and N at most ${MOST_SEGMENTS}`,
  parse: (text) => {
    const [, first = '', second = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
    const count = parseWhole(second, 1, MOST_SEGMENTS);
    const index = count === undefined ? undefined : parseWhole(first, 1, count);
    return count === undefined || index === undefined ? undefined : { index, count };
  },
};

import type { PortRotation } from '../../settings.ts';
import { parseDuration } from './duration.ts';
import { parseWhole } from './number.ts';
import type { ValueKind } from './value-kind.ts';

const DAY_SECONDS = 86_400;

/** `1000` is queries, `30s` a time. */
export const portRotation: ValueKind<PortRotation> = {
  wanted: 'a number of queries such as 1000, or a time of at least 100ms with its unit such as 30s',
  parse: (text) => {
    const queries = parseWhole(text, 1, 1e12);
    if (queries !== undefined) return { kind: 'queries', queries };
    const seconds = /[a-z]$/.test(text) ? parseDuration(text, 0.1, DAY_SECONDS) : undefined;
    return seconds === undefined ? undefined : { kind: 'seconds', seconds };
  },
};

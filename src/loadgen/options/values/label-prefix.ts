import type { ShapingSettings } from '../../settings.ts';
import { parseWhole } from './number.ts';
import type { ValueKind } from './value-kind.ts';

/** Most octets of a label (RFC 1035 §2.3.4). */
const LONGEST_LABEL = 63;
const DEFAULT_LENGTH = { random: 8, number: 10 } as const;

/** `random:8` or `number:10`; the length may be left out. */
export const labelPrefix: ValueKind<NonNullable<ShapingSettings['prefix']>> = {
  wanted: `random or number, with a length from 1 to ${LONGEST_LABEL} if wanted: random:8`,
  parse: (text) => {
    const [kind, size, ...more] = text.split(':');
    if ((kind !== 'random' && kind !== 'number') || more.length > 0) return undefined;
    const length = size === undefined ? DEFAULT_LENGTH[kind] : parseWhole(size, 1, LONGEST_LABEL);
    return length === undefined ? undefined : { kind, length };
  },
};

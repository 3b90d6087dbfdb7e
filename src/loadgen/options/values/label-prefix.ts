import type { ShapingSettings } from '../../shaping/shaping-settings.ts';
import { MAX_LABEL_BYTES } from '../../wire/constants.ts';
import { parseWhole } from './number.ts';
import type { ValueKind } from './value-kind.ts';

const DEFAULT_LENGTH = { random: 8, number: 10 } as const;

/** `random:8` or `number:10`; the length may be left out. */
export const labelPrefix: ValueKind<NonNullable<ShapingSettings['prefix']>> = {
  wanted: `random or number, with a length from 1 to ${MAX_LABEL_BYTES} if wanted: random:8`,
  parse: (text) => {
    const [kind, size, ...more] = text.split(':');
    if ((kind !== 'random' && kind !== 'number') || more.length > 0) return undefined;
    const length = size === undefined ? DEFAULT_LENGTH[kind] : parseWhole(size, 1, MAX_LABEL_BYTES);
    return length === undefined ? undefined : { kind, length };
  },
};

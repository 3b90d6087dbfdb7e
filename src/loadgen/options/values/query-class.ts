import { parseWhole } from './number.ts';
import type { ValueKind } from './value-kind.ts';

/** IANA's DNS CLASSes, with the long names that RFC 1035 §3.2.4 gives them. */
const CLASSES: Readonly<Record<string, number>> = {
  IN: 1,
  CH: 3,
  CHAOS: 3,
  HS: 4,
  HESIOD: 4,
  NONE: 254,
  ANY: 255,
};

/** `IN`, `CLASS255` (RFC 3597 §5) or a number. */
export const queryClass: ValueKind<number> = {
  wanted: 'IN, CH, HS, NONE, ANY, CLASSnnn or a number from 0 to 65535',
  parse: (text) => {
    const name = text.toUpperCase();
    return Object.hasOwn(CLASSES, name) ? CLASSES[name] : parseWhole(name.replace(/^CLASS/, ''), 0, 65_535);
  },
};

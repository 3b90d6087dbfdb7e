import { z } from 'zod';
import { detached } from '../../../model/detach.ts';

/** A page says a name in each of its rows, and graphs keep it: one of megabytes would be there thousands of times. */
export const MOST_CHARACTERS = 4096;

/** More names than HAProxy has columns, or BIND counters of one kind. */
const MOST_NAMES = 1000;

/** A longer one is cut, rather than all else refused for it. */
export const text = z.string().overwrite(cut);
export const figure = z.number();
export const count = z.int().nonnegative();
export const optionalText = text.optional();
export const optionalFigure = figure.optional();

/** A list that is refused where it has more items than any node could send. */
export function list<Item extends z.ZodType>(item: Item, most: number) {
  return z.array(item).max(most);
}

/** Figures by names that are a stranger's, such as counters by BIND's names. */
export const figures = records<number>('numbers', Number.isFinite, [{ type: 'number' }]);

/** Cells of a row of HAProxy's. */
export const cells = records<number | string>(
  'numbers and texts',
  (value) => (typeof value === 'string' ? value.length <= MOST_CHARACTERS : Number.isFinite(value)),
  [{ type: 'number' }, { type: 'string' }],
);

/**
 * Objects with any names. They are looked at and kept as they are: z.record makes another one name by name, which takes
 * 50 times as long for 12,000 rows of HAProxy's (bench/status.ts), and leaves out one called `__proto__`.
 */
function records<Value>(
  words: string,
  isValue: (value: unknown) => boolean,
  types: readonly { readonly type: 'number' | 'string' }[],
) {
  const isRecord = (given: unknown): given is Readonly<Record<string, Value>> => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return false;
    const values = given as Readonly<Record<string, unknown>>;
    let names = 0;
    for (const name in values) {
      names += 1;
      if (names > MOST_NAMES || name.length > MOST_CHARACTERS || !isValue(values[name])) return false;
    }
    return true;
  };
  return z
    .custom<Readonly<Record<string, Value>>>(isRecord, {
      error: `expected an object of at most ${MOST_NAMES} ${words}`,
    })
    .meta({ type: 'object', additionalProperties: types.length === 1 ? types[0] : { anyOf: types } });
}

function cut(whole: string): string {
  return whole.length <= MOST_CHARACTERS ? whole : `${detached(whole.slice(0, MOST_CHARACTERS - 1))}…`;
}

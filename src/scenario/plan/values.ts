import { parseDuration } from '../../text/duration.ts';
import { command, textValue, unlike, value } from '../../yaml/values.ts';
import { parseComparison } from './comparison.ts';
import { around, atMost, type FigureBound } from './figure-bound.ts';

export const SECOND_MS = 1000;
export const HOUR_MS = 3_600_000;

/** `2s` as seconds. */
function seconds(text: string): number | undefined {
  const ms = parseDuration(text);
  return ms === undefined ? undefined : ms / SECOND_MS;
}

const count = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);

const percent = (text: string): number | undefined => {
  const [, digits] = /^(\d{1,3}(?:\.\d{1,6})?) ?%?$/.exec(text) ?? [];
  return digits === undefined || Number(digits) > 100 ? undefined : Number(digits);
};

/** The longest time, in seconds. */
export const longestTime = () =>
  textValue('write a duration such as 4s or 1500ms', (text): FigureBound | undefined => {
    const most = seconds(text);
    return most === undefined ? undefined : atMost(most, text);
  });

/** A time and how far it may be off, in seconds. */
export const timeAround = () =>
  textValue('write a duration and how far it may be off, such as 2s ± 20ms', (text) => around(text, seconds));

export const mostCount = () =>
  value((input) =>
    typeof input === 'number' && Number.isInteger(input) && input >= 0
      ? { ok: atMost(input, String(input)) }
      : unlike(input, 'write a whole number, such as 2000'),
  );

export const countAround = () =>
  value((input) => {
    const bound =
      typeof input === 'number' || typeof input === 'string' ? around(String(input), count) : undefined;
    return bound === undefined
      ? unlike(input, 'write a number and how far it may be off, such as 4000 ± 40')
      : { ok: bound };
  });

export const percentAround = () =>
  textValue('write a share and how far it may be off, such as 50% ± 5', (text) =>
    text.includes('%') ? around(text, percent) : undefined,
  );

export const comparison = () =>
  value((input) => {
    const parsed = parseComparison(input);
    return parsed === undefined
      ? unlike(input, "write a number, or a comparison in quotes such as '>= 3'")
      : { ok: parsed };
  });

/** A number above nothing, such as a rate. */
export const positiveNumber = (most: number) =>
  value((input) =>
    typeof input === 'number' && input > 0 && input <= most
      ? { ok: input }
      : unlike(input, `write a number above 0, up to ${most.toLocaleString('en')}`),
  );

export const onlyTrue = () =>
  value((input) => (input === true ? { ok: true } : unlike(input, 'write true, or remove it')));

/** A value of a JSON document that is neither list nor mapping. */
export const scalar = () =>
  value<string | number | boolean>((input) =>
    typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean'
      ? { ok: input }
      : unlike(input, 'write text, a number, true or false'),
  );

export const argv = () => command('[systemctl, stop, named]');

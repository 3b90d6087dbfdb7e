import { type Html, html } from '../../../text/html.ts';

/** `2018-11-01 18:49:13 UTC`, with as many decimals; the client's script writes it in the viewer's zone. */
export function timeMarkup(seconds: number | undefined, decimals: 0 | 3 = 0): Html | undefined {
  const iso = isoText(seconds);
  return iso === undefined
    ? undefined
    : html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, decimals === 0 ? 19 : 23)} UTC</time>`;
}

/** Undefined for what is no time that can be written, which a peer may send. */
export function isoText(seconds: number | undefined): string | undefined {
  const milliseconds = Math.round((seconds ?? Number.NaN) * 1000);
  // Before the year 0 and after 9999 the date is no four digits.
  if (!(milliseconds >= -62_167_219_200_000 && milliseconds < 253_402_300_800_000)) return undefined;
  return new Date(milliseconds).toISOString();
}

/**
 * How long ago something was, coarsely, so that it is not another text each second; the client's script tells it to the
 * second.
 */
export function ageMarkup(seconds: number | undefined, nowSeconds: number): Html | undefined {
  const iso = isoText(seconds);
  if (iso === undefined || seconds === undefined) return undefined;
  return html`<time datetime="${iso}" data-age="" title="${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC">${coarseAge(nowSeconds - seconds)}</time>`;
}

const AGES = [
  { fromSeconds: 172_800, unitSeconds: 86_400, name: 'd' },
  { fromSeconds: 7200, unitSeconds: 3600, name: 'h' },
  { fromSeconds: 60, unitSeconds: 60, name: 'm' },
] as const;

function coarseAge(seconds: number): string {
  const age = AGES.find(({ fromSeconds }) => seconds >= fromSeconds);
  return age === undefined ? '<1m' : `${Math.floor(seconds / age.unitSeconds)}${age.name}`;
}

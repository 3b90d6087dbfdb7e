import { msOfNs } from '../../../model/nanoseconds.ts';
import type { StackEvent } from '../../../model/stack-event.ts';
import { type Html, html } from '../../../text/html.ts';
import type { EventTexts } from '../../i18n/event-texts.ts';
import { NO_FIGURE } from './figures.ts';
import { ageMarkup, timeMarkup } from './time-markup.ts';

/** A change whose time is known better than to this shows milliseconds. */
const COARSE_NS = 900_000_000n;

/** When and why something last changed, in a cell of its row. */
export function eventNote(event: StackEvent, nowSeconds: number, texts: EventTexts): Html {
  const { line, detail } = event;
  const title = line === undefined ? undefined : html` title="${line}"`;
  const more = detail === undefined ? undefined : html` <span class="detail">${detail}</span>`;
  return html`<span class="change"${title}>${changeText(event, texts)}</span>${more} ${ageMarkup(msOfNs(event.timeNs) / 1000, nowSeconds)}`;
}

/** `weight 1 → 3`, `UP → DOWN`, `added`. */
export function changeText({ kind, from, to }: StackEvent, texts: EventTexts): Html {
  // A peer may send any kind, `constructor` too.
  const word = (Object.hasOwn(texts.kinds, kind) ? texts.kinds[kind] : undefined) ?? kind;
  if (from === undefined && to === undefined) return html`<strong>${word}</strong>`;
  const arrow = html`<span class="arrow" aria-hidden="true">→</span><span class="spoken">${texts.becomes}</span>`;
  const old = from === undefined ? undefined : html`${from} `;
  return html`<span class="kind">${word}</span> ${old}${arrow} <strong>${to ?? NO_FIGURE}</strong>`;
}

/** As exactly as it is known. */
export function eventTime({ timeNs, earliestNs, latestNs }: StackEvent): Html | undefined {
  const isCoarse = latestNs - earliestNs > COARSE_NS;
  return timeMarkup(msOfNs(timeNs) / 1000, isCoarse ? 0 : 3);
}

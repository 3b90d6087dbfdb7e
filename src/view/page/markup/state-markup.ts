import { type Html, html } from '../../../text/html.ts';
import type { Tone } from '../../status/tones.ts';

const ICONS: Readonly<Record<Tone, string>> = { good: '✓', warn: '▲', bad: '✕', none: '–' };

/** A state as icon, word and colour: it is told without the colour too. */
export function stateMarkup(tone: Tone, word: string): Html {
  return html`<strong class="state ${tone}"><span class="icon" aria-hidden="true">${ICONS[tone]}</span> ${word}</strong>`;
}

/** A word in a frame, for what is true of a row beside its state: `added`, `differs`, a scheduler. */
export function tagMarkup(kind: string, word: string): Html {
  return html`<span class="tag ${kind}">${word}</span>`;
}

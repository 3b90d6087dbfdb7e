import { type Html, html } from '../../../text/html.ts';

/** An IPv6 address with its port in brackets has 47 characters. */
const SHORT_CHARACTERS = 48;

/** A name out of a source, in one line as long as that is not absurd; what it holds turns no text around it. */
export function nameMarkup(name: string): Html {
  return html`<bdi class="key${name.length > SHORT_CHARACTERS ? ' long' : ''}">${name}</bdi>`;
}

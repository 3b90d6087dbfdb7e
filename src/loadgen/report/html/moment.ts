import { type Html, html } from '../../../text/html.ts';
import { NONE } from './figures.ts';

/** A time in UTC; the page's script says it in the viewer's zone. */
export function moment(epochSeconds: number): Html {
  const time = new Date(epochSeconds * 1000);
  if (Number.isNaN(time.getTime())) return html`${NONE}`;
  const iso = time.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

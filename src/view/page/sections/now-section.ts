import { type Html, html } from '../../../text/html.ts';
import type { Block } from '../blocks/block.ts';
import { timeMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import { pageHref } from '../query/page-href.ts';
import { isFiltered, NO_FILTER } from '../query/page-query.ts';

const STEP_SECONDS = 60;

/** Of which time the page is, and on a page of the past the way back and forth. */
export function nowSection(context: PageContext): readonly Block[] {
  const { status, query, texts } = context;
  const nodes = status.nodes.map(({ node }) => node);
  const asOf = html`<p class="as-of">${texts.frame.asOf} ${timeMarkup(status.takenAtSeconds)}<span class="nodes"> · ${nodes.map((node, index) => html`${index === 0 ? '' : ', '}<bdi>${node}</bdi>`)}</span></p>`;
  const filter = isFiltered(query)
    ? html`<p class="note">${texts.frame.filtered} <a href="${pageHref(query, NO_FILTER)}">${texts.frame.clear}</a></p>`
    : undefined;
  const isLive = query.atSeconds === undefined && query.diffSeconds === undefined;
  const markup = html`${isLive ? undefined : pastBar(context)}${asOf}${filter}`.markup;
  return [{ kind: 'markup', id: 'now-time', section: 'now', markup }];
}

function pastBar(context: PageContext): Html {
  const { status, compared, query, texts, range } = context;
  const { frame } = texts;
  const { atSeconds, diffSeconds } = query;
  const past =
    atSeconds === undefined
      ? undefined
      : html`<p><strong>${frame.pastName}</strong> ${frame.past} ${timeMarkup(status.takenAtSeconds)}.</p>`;
  const comparison =
    compared === undefined
      ? frame.noComparison
      : html`${frame.comparedWith} ${timeMarkup(compared.takenAtSeconds)}.`;
  const step = (seconds: number, text: string): Html | undefined => {
    const to = (atSeconds ?? 0) + seconds;
    const isKept = range === undefined || (to >= range.fromSeconds && to <= range.toSeconds);
    return atSeconds === undefined || !isKept
      ? undefined
      : html`<a href="${pageHref(query, { atSeconds: to })}">${text}</a> `;
  };
  return html`<div class="past" role="note">${past}${diffSeconds === undefined ? undefined : html`<p>${comparison}</p>`}
<p class="steps">${step(-STEP_SECONDS, frame.earlier)}${step(STEP_SECONDS, frame.later)}<a href="${pageHref(query, { atSeconds: undefined, diffSeconds: undefined })}">${frame.back}</a></p></div>
`;
}

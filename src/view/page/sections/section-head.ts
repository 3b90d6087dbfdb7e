import { Html, type HtmlValue, html } from '../../../text/html.ts';
import type { Block, SectionId } from '../blocks/block.ts';
import type { GroupPage } from '../blocks/row-groups.ts';
import { countText } from '../markup/figures.ts';
import type { PageContext } from '../page-context.ts';
import { pageHref } from '../query/page-href.ts';
import { isFiltered, NO_FILTER, type PagedSection } from '../query/page-query.ts';

/** The heading of a section, which names it, and what stands below it. */
export function sectionHead(section: SectionId, title: string, summary: HtmlValue, below?: HtmlValue): Block {
  const markup = html`<h2 id="${section}-title">${title}${summary === undefined || summary === '' ? undefined : html` <span class="summary">${summary}</span>`}</h2>
${below}`;
  return { kind: 'markup', id: `${section}-head`, section, markup: markup.markup };
}

/** A line of text as a block, for a section that has nothing to show. */
function emptyNote(section: SectionId, text: HtmlValue): Block {
  return {
    kind: 'markup',
    id: `${section}-empty`,
    section,
    markup: html`<p class="empty">${text}</p>`.markup,
  };
}

/** Why a section is empty: the filter leaves everything out, or there is nothing. */
export function emptyBlock(section: SectionId, { query, texts }: PageContext, nothing: string): Block {
  if (!isFiltered(query)) return emptyNote(section, nothing);
  const clear = pageHref(query, NO_FILTER);
  return emptyNote(
    section,
    html`${texts.frame.nothingMatches} <a href="${clear}#${section}">${texts.frame.clear}</a>`,
  );
}

/** What links to the pages of a section are made from. */
export interface PageLinks {
  readonly paged: PagedSection;
  readonly section: SectionId;
  readonly title: string;
  readonly page: GroupPage<unknown>;
  readonly context: PageContext;
}

/** Links to the pages of a section; nothing where it has one. A page needs one landmark for them, not two. */
export function pageLinks(
  { paged, section, title, page: shown, context }: PageLinks,
  position: 'head' | 'tail' = 'head',
): Html | undefined {
  const { page, pages, rowsBefore, rows, rowsTotal } = shown;
  const { query, texts } = context;
  if (pages < 2) return undefined;
  const { frame } = texts;
  const href = (number: number): string =>
    `${pageHref(query, { pages: { ...query.pages, [paged]: number } })}#${section}`;
  const link = (number: number, text: string, rel: string): Html =>
    number >= 1 && number <= pages
      ? html`<a href="${href(number)}" rel="${rel}">${text}</a>`
      : html`<span class="off">${text}</span>`;
  const counts = frame.rows(countText(rowsBefore + 1), countText(rowsBefore + rows), countText(rowsTotal));
  const label = position === 'head' ? html` aria-label="${frame.pages(title)}"` : undefined;
  const name = position === 'head' ? 'nav' : 'div';
  return html`<${new Html(name)} class="pager"${label}>${link(page - 1, frame.previous, 'prev')} <span>${frame.page(page, pages)} <span class="summary">${counts}</span></span> ${link(page + 1, frame.next, 'next')}</${new Html(name)}>`;
}

/** The same links behind the last block of a section, for whoever has read down to there. */
export function tailBlock(links: PageLinks): readonly Block[] {
  const markup = pageLinks(links, 'tail')?.markup;
  const { section } = links;
  return markup === undefined ? [] : [{ kind: 'markup', id: `${section}-tail`, section, markup }];
}

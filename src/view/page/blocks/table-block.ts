import { Html, type HtmlValue, html } from '../../../text/html.ts';
import type { Cell } from '../markup/cell.ts';
import { classes } from '../markup/classes.ts';
import { pageHref } from '../query/page-href.ts';
import { FIRST_PAGES, type PageQuery } from '../query/page-query.ts';
import type { Block, BlockCell, BlockRow, SectionId } from './block.ts';

/** A column of a table of the page. */
export interface Column<Row> {
  readonly id: string;
  readonly heading: string;
  /** A heading above this one and its neighbours of the same group. */
  readonly group?: string | undefined;
  /** What the heading stands for, where it is an abbreviation. */
  readonly title?: string | undefined;
  /** Set to the right, digits below each other. */
  readonly isFigure?: boolean | undefined;
  /** By which a click on its heading sorts; absent for a column that does not sort. */
  readonly isSortable?: boolean | undefined;
  /** Text alone stands for a cell without a class of its own. */
  readonly cell: (row: Row) => Cell | string;
}

export interface TableOptions<Row> {
  readonly id: string;
  readonly section: SectionId;
  readonly caption: Html;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly { readonly key: string; readonly className?: string; readonly row: Row }[];
  readonly query: PageQuery;
  readonly isWide?: boolean;
  /** Behind the table. */
  readonly footer?: Html | undefined;
}

/**
 * A table as a block. The roles repeat what the elements mean, because phone width lays rows out as cards, which takes
 * their meaning away.
 */
export function tableBlock<Row>(options: TableOptions<Row>): Block {
  const { id, section, caption, columns, rows, query, isWide = false, footer } = options;
  const makers = columns.map(cellMaker);
  const before = html`<div class="table${isWide ? ' wide' : ''}"><table role="table">
<caption>${caption}</caption>
<thead role="rowgroup">
${headings(columns, query)}</thead>
<tbody role="rowgroup">
`;
  return {
    kind: 'table',
    id,
    section,
    before: before.markup,
    rows: rows.map(({ key, className = '', row }): BlockRow => {
      return { key, className, cells: makers.map((maker) => blockCell(maker, row)) };
    }),
    after: html`</tbody>
</table></div>
${footer}`.markup,
  };
}

/** A column and what is the same in all its cells. */
interface CellMaker<Row> {
  readonly cell: Column<Row>['cell'];
  readonly className: string;
  readonly label: string;
  readonly isHeading: boolean;
}

function cellMaker<Row>(column: Column<Row>, index: number): CellMaker<Row> {
  const { cell, heading: text, group, isFigure } = column;
  const label = group === undefined ? text : `${group}: ${text}`;
  return { cell, className: isFigure === true ? 'figure' : '', label, isHeading: index === 0 };
}

function blockCell<Row>({ cell, className, label, isHeading }: CellMaker<Row>, row: Row): BlockCell {
  const made = cell(row);
  const { content, className: own }: Cell = typeof made === 'string' ? { content: made } : made;
  const markup = markupOf(content);
  return { markup, className: classes(className, own, markup === '' ? 'blank' : ''), label, isHeading };
}

/** Most cells are figures, which need no escape and stand in every row. */
const PLAIN = /^[\w\u00a0 .,:/%–-]*$/;

function markupOf(content: HtmlValue): string {
  if (content instanceof Html) return content.markup;
  return typeof content === 'string' && PLAIN.test(content) ? content : html`${content}`.markup;
}

function headings<Row>(columns: readonly Column<Row>[], query: PageQuery): Html {
  if (columns.every(({ group }) => group === undefined))
    return html`<tr role="row">${columns.map((column) => heading(column, query))}</tr>
`;
  return html`<tr role="row">${grouped(columns).map(({ group, members }) =>
    group === undefined
      ? members.map((column) => heading(column, query, 2))
      : html`<th scope="colgroup" role="columnheader" colspan="${members.length}" class="group">${group}</th>`,
  )}</tr>
<tr role="row">${columns.filter(({ group }) => group !== undefined).map((column) => heading(column, query))}</tr>
`;
}

function heading<Row>(column: Column<Row>, query: PageQuery, rows = 1): Html {
  const { id, heading: text, title, isFigure, isSortable } = column;
  const isSorted = isSortable === true && query.sort?.column === id;
  const direction = query.sort?.descending === true ? 'descending' : 'ascending';
  const spans = rows > 1 ? html` rowspan="${rows}"` : undefined;
  const order = isSorted ? html` aria-sort="${direction}"` : undefined;
  const tip = title === undefined ? undefined : html` title="${title}"`;
  const figure = isFigure === true ? html` class="figure"` : undefined;
  const content = isSortable === true ? html`<a href="${sortHref(column, query)}">${text}</a>` : text;
  return html`<th scope="col" role="columnheader"${figure}${spans}${order}${tip}>${content}</th>`;
}

/** Figures sort from the largest first, names from the first; the next click turns it, and the one after undoes it. */
function sortHref<Row>({ id, isFigure }: Column<Row>, query: PageQuery): string {
  const first = isFigure === true;
  const { sort } = query;
  if (sort?.column !== id)
    return pageHref(query, { sort: { column: id, descending: first }, pages: FIRST_PAGES });
  const next = sort.descending === first ? { column: id, descending: !first } : undefined;
  return pageHref(query, { sort: next, pages: FIRST_PAGES });
}

interface HeadingGroup<Row> {
  readonly group: string | undefined;
  readonly members: Column<Row>[];
}

function grouped<Row>(columns: readonly Column<Row>[]): readonly HeadingGroup<Row>[] {
  const groups: HeadingGroup<Row>[] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === column.group) last.members.push(column);
    else groups.push({ group: column.group, members: [column] });
  }
  return groups;
}

import { type Html, type HtmlValue, html } from '../../../text/html.ts';

/** A column and what it shows of each row. The first one names the row. */
export interface Column<Row> {
  readonly heading: string;
  /** Set to the right, digits below each other. */
  readonly isFigure?: boolean;
  /** Sentences, which a column as narrow as a word would stand on end. */
  readonly isProse?: boolean;
  readonly value: (row: Row) => HtmlValue;
}

/** A table that scrolls by itself where the page is too narrow for it. */
export function dataTable<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const [naming, ...others] = columns;
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${cellClass(column)}>${column.heading}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr><th scope="row">${naming?.value(row)}</th>${others.map((column) => html`<td${cellClass(column)}>${column.value(row)}</td>`)}</tr>
`,
)}</tbody>
</table>
</div>
`;
}

/** Names and what they stand for. */
export function factTable(
  caption: string,
  facts: readonly (readonly [name: string, value: HtmlValue])[],
): Html {
  return html`<table class="facts">
<caption>${caption}</caption>
<tbody>
${facts.map(
  ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`,
)}</tbody>
</table>
`;
}

function cellClass({ isFigure, isProse }: Pick<Column<unknown>, 'isFigure' | 'isProse'>): Html | undefined {
  if (isFigure === true) return html` class="figure"`;
  return isProse === true ? html` class="prose"` : undefined;
}

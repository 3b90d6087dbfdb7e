import { type Html, type HtmlValue, html } from '../../../text/html.ts';

/** A column and what it shows of each row. The first one names the row. */
export interface Column<Row> {
  readonly heading: string;
  /** Set to the right, digits below each other. */
  readonly isFigure?: boolean;
  readonly value: (row: Row) => HtmlValue;
}

/** A table that scrolls by itself where the page is too narrow for it. */
export function dataTable<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const [naming, ...others] = columns;
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ heading, isFigure }) => html`<th scope="col"${figureClass(isFigure)}>${heading}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr><th scope="row">${naming?.value(row)}</th>${others.map(({ isFigure, value }) => html`<td${figureClass(isFigure)}>${value(row)}</td>`)}</tr>
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

function figureClass(isFigure: boolean | undefined): Html | undefined {
  return isFigure === true ? html` class="figure"` : undefined;
}

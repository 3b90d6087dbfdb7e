import { type Html, html } from '../../../text/html.ts';
import { numberText } from '../../result/figure-text.ts';
import type { Chart } from './chart.ts';
import { dataTable } from './data-table.ts';
import { amount, NONE } from './figures.ts';

/** Where the script puts a chart, and the same as a table, which is all there is without it. */
export function chartSection(chart: Chart): Html {
  const { id, title, description } = chart;
  return html`<section class="chart" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${title}</h3>
<p class="note" id="${id}-note">${description}</p>
<details>
<summary>${title} as a table</summary>
${chartTable(chart)}</details>
</section>
`;
}

function chartTable({ title, x, y, ranges, series }: Chart): Html {
  return dataTable<number>(
    `${title}: ${y.label}`,
    [
      { heading: x.label, value: (index) => rangeText(ranges[index]) },
      ...series.map(({ name, values }) => ({
        heading: name,
        isFigure: true,
        value: (index: number) => figure(values[index]),
      })),
    ],
    [...ranges.keys()],
  );
}

function rangeText(range: readonly [number, number] | undefined): string {
  return range === undefined ? NONE : `${numberText(range[0])} to ${numberText(range[1])}`;
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? NONE : amount(value);
}

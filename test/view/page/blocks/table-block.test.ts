import { expect, test } from 'vitest';
import { html } from '../../../../src/text/html.ts';
import { type Column, tableBlock } from '../../../../src/view/page/blocks/table-block.ts';
import { pageInput } from '../../support/page-input.ts';

function cellsOf(...contents: ReturnType<Column<undefined>['cell']>[]): readonly string[] {
  const block = tableBlock({
    id: 'a',
    section: 'ipvs',
    caption: html`A`,
    columns: contents.map((content, index) => ({ id: `c${index}`, heading: 'C', cell: () => content })),
    rows: [{ key: 'one', row: undefined }],
    query: pageInput().query,
  });
  if (block.kind !== 'table') throw new Error('a table is a table');
  return block.rows.flatMap(({ cells }) => cells.map(({ markup, className }) => `${markup}|${className}`));
}

test('text is escaped, however it is given', () => {
  expect(cellsOf('<0.01', { content: '<0.01' }, 'a & b', '1,234')).toEqual([
    '&lt;0.01|',
    '&lt;0.01|',
    'a &amp; b|',
    '1,234|',
  ]);
});

test('what is invisible is shown', () => {
  expect(cellsOf('\u0007', '\u202e')).toEqual(cellsOf({ content: '\u0007' }, { content: '\u202e' }));
  expect(cellsOf('\u0007').join('')).not.toContain('\u0007');
});

test('markup stays as it is, and a cell with nothing in it is blank', () => {
  expect(cellsOf({ content: html`<b>1</b>`, className: 'x' }, '', { content: undefined })).toEqual([
    '<b>1</b>|x',
    '|blank',
    '|blank',
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, type BlockCell, SECTION_IDS } from '../../../../src/view/page/blocks/block.ts';
import { blockContent, blockMarkup } from '../../../../src/view/page/blocks/block-markup.ts';
import { patchPage } from '../../../../src/view/page/blocks/page-patch.ts';
import type { Page } from '../../../../src/view/page/page.ts';

type Changes = NonNullable<ReturnType<typeof patchPage>>;

function cell(markup: string, className = ''): BlockCell {
  return { markup, className, label: 'Weight', isHeading: false };
}

function table(id: string, figures: readonly (readonly string[])[], caption = 'caption'): Block {
  return {
    kind: 'table',
    id,
    section: 'ipvs',
    before: `<table><caption>${caption}</caption>`,
    rows: figures.map((row, index) => ({
      key: `row${index}`,
      className: '',
      cells: row.map((text) => cell(text)),
    })),
    after: '</table>',
  };
}

function text(id: string, markup: string): Block {
  return { kind: 'markup', id, section: 'warnings', markup };
}

test('nothing changed, nothing is sent', () => {
  const page = (): Page => ({ blocks: [text('warnings-list', 'none'), table('t', [['1', '2']])] });
  expect(patchPage(page(), page())).toBeUndefined();
});

test('a changed figure costs its cell', () => {
  const before: Page = {
    blocks: [
      table('t', [
        ['1', '2'],
        ['3', '4'],
      ]),
    ],
  };
  const after: Page = {
    blocks: [
      table('t', [
        ['1', '2'],
        ['3', '5'],
      ]),
    ],
  };
  expect(patchPage(before, after)).toEqual({ blocks: {}, cells: { t: [[1, 1, '5', '']] }, rows: {} });
});

test('another state costs the row its class', () => {
  const before = table('t', [['1']]);
  const [row] = before.kind === 'table' ? before.rows : [];
  const after: Block = { ...before, rows: row === undefined ? [] : [{ ...row, className: 'bad' }] } as Block;
  expect(patchPage({ blocks: [before] }, { blocks: [after] })).toEqual({
    blocks: {},
    cells: {},
    rows: { t: [[0, 'bad']] },
  });
});

test('another row, or another caption, costs the block', () => {
  const before: Page = { blocks: [table('t', [['1']])] };
  const longer = table('t', [['1'], ['2']]);
  expect(patchPage(before, { blocks: [longer] })).toEqual({
    blocks: { t: blockContent(longer) },
    cells: {},
    rows: {},
  });
  const renamed = table('t', [['1']], 'other');
  expect(patchPage(before, { blocks: [renamed] })?.blocks).toEqual({ t: blockContent(renamed) });
});

test('another block costs the section, and one that is gone leaves an empty one', () => {
  const one = table('one', [['1']]);
  const two = table('two', [['2']]);
  expect(patchPage({ blocks: [one] }, { blocks: [one, two] })?.blocks).toEqual({
    ipvs: blockMarkup(one) + blockMarkup(two),
  });
  expect(patchPage({ blocks: [one] }, { blocks: [] })?.blocks).toEqual({ ipvs: '' });
});

const blocks = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
  .chain((ids) => fc.tuple(...ids.map(block)));

function block(id: string): fc.Arbitrary<Block> {
  const figures = fc.array(fc.array(fc.constantFrom('1', '2', '3'), { minLength: 2, maxLength: 2 }), {
    maxLength: 3,
  });
  return fc.oneof(
    fc.constantFrom('x', 'y').map((markup) => text(`text-${id}`, markup)),
    figures.map((rows) => table(`table-${id}`, rows)),
  );
}

test('a page and what changed give the other page', () => {
  fc.assert(
    fc.property(blocks, blocks, (before, after) => {
      const changes = patchPage({ blocks: before }, { blocks: after });
      expect(sectionsOf(before, changes)).toEqual(sectionsOf(after, undefined));
    }),
  );
});

/** What stands in each section, with the changes applied as the client's script does. */
function sectionsOf(blocks: readonly Block[], changes: Changes | undefined): Record<string, string> {
  return Object.fromEntries(
    SECTION_IDS.map((id) => {
      const own = blocks.filter(({ section }) => section === id);
      return [id, changes?.blocks[id] ?? own.map((one) => elementOf(one, changes)).join('')];
    }),
  );
}

function elementOf(block: Block, changes: Changes | undefined): string {
  const content = changes?.blocks[block.id];
  if (content !== undefined)
    return blockMarkup({ kind: 'markup', id: block.id, section: block.section, markup: content });
  if (block.kind === 'markup') return blockMarkup(block);
  const cells = changes?.cells[block.id] ?? [];
  const rows = block.rows.map((row, index) => ({
    ...row,
    className: changes?.rows[block.id]?.find(([at]) => at === index)?.[1] ?? row.className,
    cells: row.cells.map((old, column) => {
      const patched = cells.find(([at, of]) => at === index && of === column);
      return patched === undefined ? old : { ...old, markup: patched[2], className: patched[3] };
    }),
  }));
  return blockMarkup({ ...block, rows });
}

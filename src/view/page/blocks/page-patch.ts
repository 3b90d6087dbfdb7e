import { groupBy } from '../../../model/group-by.ts';
import {
  type Block,
  type BlockRow,
  type PagePatch,
  type PatchedCell,
  SECTION_IDS,
  type SectionId,
} from './block.ts';
import { blockContent, blockMarkup } from './block-markup.ts';

type Changes = Pick<PagePatch, 'blocks' | 'cells' | 'rows'>;

type TableBlock = Extract<Block, { kind: 'table' }>;

/** Of a page, what is patched. */
interface Blocks {
  readonly blocks: readonly Block[];
}

interface Drafts {
  readonly blocks: Record<string, string>;
  readonly cells: Record<string, readonly PatchedCell[]>;
  readonly rows: Record<string, readonly (readonly [row: number, className: string])[]>;
}

/**
 * What changed between two pages of one query; undefined where nothing did. Where blocks of a section came, went or
 * changed places, the whole section is sent.
 */
export function patchPage(before: Blocks, after: Blocks): Changes | undefined {
  const drafts: Drafts = { blocks: {}, cells: {}, rows: {} };
  const [old, fresh] = [bySection(before), bySection(after)];
  for (const section of SECTION_IDS)
    patchSection(section, old.get(section) ?? [], fresh.get(section) ?? [], drafts);
  const isSame = [drafts.blocks, drafts.cells, drafts.rows].every((part) => Object.keys(part).length === 0);
  return isSame ? undefined : drafts;
}

function bySection({ blocks }: Blocks): ReadonlyMap<SectionId, readonly Block[]> {
  return groupBy(blocks, ({ section }) => section);
}

function patchSection(
  section: SectionId,
  before: readonly Block[],
  after: readonly Block[],
  drafts: Drafts,
): void {
  const hasSameBlocks =
    before.length === after.length && after.every(({ id }, index) => before[index]?.id === id);
  if (!hasSameBlocks) {
    drafts.blocks[section] = after.map(blockMarkup).join('');
    return;
  }
  after.forEach((block, index) => {
    const old = before[index];
    if (old !== undefined) patchBlock(old, block, drafts);
  });
}

function patchBlock(before: Block, after: Block, drafts: Drafts): void {
  if (before.kind === 'table' && after.kind === 'table' && hasSameShape(before, after)) {
    patchTable(before, after, drafts);
  } else if (before.kind !== 'markup' || after.kind !== 'markup' || before.markup !== after.markup) {
    drafts.blocks[after.id] = blockContent(after);
  }
}

/** Whether what differs stands in cells: the same rows in the same order, with the same kinds of cells. */
function hasSameShape(before: TableBlock, after: TableBlock): boolean {
  return (
    before.before === after.before &&
    before.after === after.after &&
    before.rows.length === after.rows.length &&
    after.rows.every((row, index) => isSameRow(before.rows[index], row))
  );
}

function isSameRow(before: BlockRow | undefined, after: BlockRow): boolean {
  return before !== undefined && before.key === after.key && before.cells.length === after.cells.length;
}

function patchTable(before: TableBlock, after: TableBlock, drafts: Drafts): void {
  const cells: PatchedCell[] = [];
  const rows: (readonly [row: number, className: string])[] = [];
  after.rows.forEach((row, index) => {
    const old = before.rows[index];
    if (old === undefined) return;
    if (old.className !== row.className) rows.push([index, row.className]);
    row.cells.forEach(({ markup, className }, column) => {
      const oldCell = old.cells[column];
      if (oldCell?.markup !== markup || oldCell.className !== className)
        cells.push([index, column, markup, className]);
    });
  });
  if (cells.length > 0) drafts.cells[after.id] = cells;
  if (rows.length > 0) drafts.rows[after.id] = rows;
}

import type { HaproxyScope } from '../../model/haproxy.ts';
import type { HaproxyLayout } from './header.ts';
import { repairCells } from './repair.ts';

/** Column `type`: STATS_TYPE_FE, _BE, _SV, _SO in HAProxy's include/haproxy/stats-t.h. */
const SCOPES: ReadonlyMap<string, HaproxyScope> = new Map([
  ['0', 'frontend'],
  ['1', 'backend'],
  ['2', 'server'],
  ['3', 'listener'],
]);

/** A row before it is understood. */
export interface RawRow {
  readonly line: number;
  readonly text: string;
  readonly cells: readonly string[];
  /** The text ends in this row, so that its last cell may lack characters. */
  readonly cutOff: boolean;
}

/** A row whose cells stand where the header says, or why they do not. */
export type FittedRow =
  | {
      readonly scope: HaproxyScope;
      readonly cells: readonly string[];
      readonly isWhole: boolean;
      /** What is missing in a row that can be used all the same. */
      readonly remark?: string;
    }
  | { readonly misfit: string };

/** Sees whether a row is what its header announces: a shifted one would put figures under wrong names. */
export function fitRow(raw: RawRow, layout: HaproxyLayout): FittedRow {
  const { width, named } = layout;
  const whole = raw.cells.length === width ? raw.cells : repairCells(raw.cells, layout);
  if (whole.length > named && whole.slice(named).some((cell) => cell !== '')) {
    return { misfit: `the row has ${whole.length} cells, the header ${width}` };
  }
  const isCut = raw.cutOff && (whole.length < width || whole[width - 1] !== '');
  const cells = isCut ? whole.slice(0, -1) : whole;
  if ((cells[0] ?? '') === '' || (cells[1] ?? '') === '') {
    return { misfit: 'the row does not begin with the names of a proxy and of its part' };
  }
  const scope = scopeOf(cells, layout);
  if (typeof scope === 'object') return scope;
  // One cell too few is the comma that ends HAProxy's lines, which other programs may strip.
  const isWhole = cells.length >= width - 1;
  if (isCut) {
    return { scope, cells, isWhole, remark: 'the text ends inside this row, whose last cell is left out' };
  }
  if (isWhole) return { scope, cells, isWhole };
  const remark = `the row has ${cells.length} cells, the header ${width}; the missing ones are taken as empty`;
  return { scope, cells, isWhole, remark };
}

/** What the row is of; not without the certainty that its cells are not shifted. */
function scopeOf(
  cells: readonly string[],
  { columns, marker }: HaproxyLayout,
): HaproxyScope | { readonly misfit: string } {
  const name = cells[1];
  const byName = name === 'FRONTEND' ? 'frontend' : name === 'BACKEND' ? 'backend' : undefined;
  const typeIndex = columns.get('type');
  const type = typeIndex === undefined ? '' : cells[typeIndex];
  if (type === undefined) return { misfit: 'the row ends before its column type' };
  const scope = type === '' ? (byName ?? 'server') : SCOPES.get(type);
  if (scope === undefined || ((scope === 'frontend' || scope === 'backend') && scope !== byName)) {
    return shifted('type', type);
  }
  // The cell in front of type: where cells are shifted to the left by one, it holds the type.
  const tracked = cells[columns.get('tracked') ?? -1] ?? '';
  if (tracked !== '' && !tracked.includes('/')) return shifted('tracked', tracked);
  const marked = cells[marker ?? -1] ?? '';
  return marked === '' || marked === '-' ? scope : shifted('-', marked);
}

function shifted(column: string, cell: string): { readonly misfit: string } {
  return { misfit: `column ${column} holds ${shown(cell)}: the row's cells are shifted or damaged` };
}

const SHOWN_CHARACTERS = 40;

/** A cell as a problem's reason shows it: quoted, on one line, and not at any length. */
export function shown(cell: string): string {
  return JSON.stringify(cell.slice(0, SHOWN_CHARACTERS));
}

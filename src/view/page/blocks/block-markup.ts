import { html } from '../../../text/html.ts';
import type { Block, BlockCell, BlockRow } from './block.ts';

/** The element of a block. */
export function blockMarkup(block: Block): string {
  return `${html`<div id="${block.id}" class="block">`.markup}${blockContent(block)}</div>\n`;
}

/** What stands in the element of a block. */
export function blockContent(block: Block): string {
  return block.kind === 'markup'
    ? block.markup
    : `${block.before}${block.rows.map(rowMarkup).join('')}${block.after}`;
}

function rowMarkup({ key, className, cells }: BlockRow): string {
  const row = html`<tr role="row" data-key="${key}"${className === '' ? undefined : html` class="${className}"`}>`;
  return `${row.markup}${cells.map(cellMarkup).join('')}</tr>\n`;
}

function cellMarkup({ markup, className, label, isHeading }: BlockCell): string {
  const open = isHeading ? 'th scope="row" role="rowheader"' : 'td role="cell"';
  const classes = className === '' ? '' : ` class="${className}"`;
  return `<${open}${classes} data-label="${escapedLabel(label)}">${markup}</${isHeading ? 'th' : 'td'}>`;
}

/** The same few labels stand in every row. */
const LABELS = new Map<string, string>();
const MAX_LABELS = 1000;

function escapedLabel(label: string): string {
  const known = LABELS.get(label);
  if (known !== undefined) return known;
  // Names of nodes are part of labels, and peers choose theirs.
  if (LABELS.size >= MAX_LABELS) LABELS.clear();
  const escaped = html`${label}`.markup;
  LABELS.set(label, escaped);
  return escaped;
}

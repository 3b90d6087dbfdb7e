import { isPlainText, nodesInUse, stateOf, writeText } from './cells.js';
import { fragmentOf, swapContent } from './swap.js';

/**
 * What changed between two moments, as the server sends it; see PagePatch of the server's sources.
 *
 * @typedef {object} PagePatch
 * @property {number} revision
 * @property {number} base
 * @property {Record<string, string>} blocks
 * @property {Record<string, [row: number, column: number, markup: string, className: string][]>} cells
 * @property {Record<string, [row: number, className: string][]>} rows
 * @property {Record<string, number | null>} points
 */

/**
 * @typedef {object} PatchWatcher
 * @property {(element: Element) => void} onTimes what was written may hold times
 * @property {(cell: Element) => void} onState a cell says another state than before
 */

/** Writes patches into the page. Each block's rows are looked up once, and again after it was written anew. */
export class PagePatcher {
  /** @type {Map<string, { block: Element, rows: readonly HTMLTableRowElement[] }>} */
  #tables = new Map();
  /** @type {PatchWatcher} */
  #watcher;
  /** @type {readonly (Node | null)[]} */
  #inUse = [];

  /** @param {PatchWatcher} watcher */
  constructor(watcher) {
    this.#watcher = watcher;
  }

  /** The whole page was written anew. */
  forget() {
    this.#tables.clear();
  }

  /**
   * @param {PagePatch} patch
   * @returns {boolean} false where the page has no such element: it is not the page that the patch is for
   */
  apply({ blocks, cells, rows }) {
    this.#inUse = nodesInUse();
    return (
      Object.entries(blocks).every(([id, markup]) => this.#writeBlock(id, markup)) &&
      Object.entries(rows).every(([id, changed]) => this.#writeRows(id, changed)) &&
      Object.entries(cells).every(([id, changed]) => this.#writeCells(id, changed))
    );
  }

  /**
   * @param {string} id
   * @param {string} markup
   */
  #writeBlock(id, markup) {
    const element = document.getElementById(id);
    if (element === null) return false;
    for (const [tableId, { block }] of this.#tables) {
      if (element.contains(block)) this.#tables.delete(tableId);
    }
    swapContent(element, fragmentOf(markup));
    this.#watcher.onTimes(element);
    return true;
  }

  /**
   * @param {string} id
   * @param {PagePatch['rows'][string]} changed
   */
  #writeRows(id, changed) {
    const rows = this.#rowsOf(id);
    for (const [index, className] of changed) {
      const row = rows?.[index];
      if (row === undefined) return false;
      row.className = className;
    }
    return true;
  }

  /**
   * @param {string} id
   * @param {PagePatch['cells'][string]} changed
   */
  #writeCells(id, changed) {
    const rows = this.#rowsOf(id);
    for (const [index, column, markup, className] of changed) {
      const cell = rows?.[index]?.children[column];
      if (cell === undefined) return false;
      this.#writeCell(cell, markup, className);
    }
    return true;
  }

  /**
   * @param {Element} cell
   * @param {string} markup
   * @param {string} className
   */
  #writeCell(cell, markup, className) {
    if (cell.className !== className) cell.className = className;
    if (isPlainText(markup)) {
      writeText(cell, markup);
      return;
    }
    const hasState = markup.includes('class="state');
    const before = hasState ? stateOf(cell) : undefined;
    if (this.#isInUse(cell)) swapContent(cell, fragmentOf(markup));
    else cell.innerHTML = markup;
    if (markup.includes('<time')) this.#watcher.onTimes(cell);
    if (hasState && stateOf(cell) !== before) this.#watcher.onState(cell);
  }

  /** @param {Element} cell */
  #isInUse(cell) {
    return this.#inUse.some((node) => cell.contains(node)) || cell.getElementsByTagName('details').length > 0;
  }

  /** @param {string} id */
  #rowsOf(id) {
    const known = this.#tables.get(id);
    if (known !== undefined) return known.rows;
    const block = document.getElementById(id);
    if (block === null) return undefined;
    const rows = [.../** @type {NodeListOf<HTMLTableRowElement>} */ (block.querySelectorAll('tr[data-key]'))];
    this.#tables.set(id, { block, rows });
    return rows;
  }
}

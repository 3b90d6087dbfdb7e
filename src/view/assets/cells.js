// What is asked of cells and written into them, up to some thousands of times an update.

/** @param {string} markup */
export function isPlainText(markup) {
  return !/[<&]/.test(markup);
}

/**
 * Most changes are those of one figure; a third of the time, as the text is not a new node each time.
 *
 * @param {Element} cell
 * @param {string} written
 */
export function writeText(cell, written) {
  const { firstChild } = cell;
  if (firstChild instanceof Text && firstChild.nextSibling === null) firstChild.data = written;
  else cell.textContent = written;
}

/** What a cell says of a state: icon and word, without the figures beside it. @param {Element} cell */
export function stateOf(cell) {
  return cell.querySelector('.state')?.textContent;
}

/** Where the viewer is at work. Asked for once a patch: asking for the selection makes a browser lay out the page. */
export function nodesInUse() {
  const selection = document.getSelection();
  const ends = selection === null || selection.isCollapsed ? [] : [selection.anchorNode, selection.focusNode];
  return [document.activeElement, ...ends].filter((node) => node !== null && node !== document.body);
}

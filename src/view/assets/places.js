// Where something stands in the page, said so that it is found again after its surroundings were written anew.

/**
 * Steps down from an element with an id (or the root): a row by its key, anything else by its place among its siblings.
 *
 * @typedef {{ readonly id: string | undefined, readonly steps: readonly (string | number)[] }} Place
 */

/**
 * @param {Node} node
 * @returns {Place}
 */
export function placeOf(node) {
  /** @type {(string | number)[]} */
  const steps = [];
  let current = node;
  while (current.parentNode !== null) {
    if (current instanceof Element && current.id !== '') return { id: current.id, steps };
    const key = current instanceof HTMLTableRowElement ? current.dataset.key : undefined;
    steps.unshift(key ?? [...current.parentNode.childNodes].indexOf(/** @type {ChildNode} */ (current)));
    current = current.parentNode;
  }
  return { id: undefined, steps };
}

/**
 * @param {Place} place
 * @returns {Node | undefined}
 */
export function nodeAt({ id, steps }) {
  /** @type {Node | undefined} */
  let node = id === undefined ? document : (document.getElementById(id) ?? undefined);
  for (const step of steps) node = node && childAt(node, step);
  return node;
}

/**
 * @param {Node} parent
 * @param {string | number} step
 */
function childAt(parent, step) {
  if (typeof step === 'number') return parent.childNodes[step];
  return [...parent.childNodes].find((child) => child instanceof HTMLElement && child.dataset.key === step);
}

/**
 * Remembers what the viewer has opened, focused and selected below an element.
 *
 * @param {Element} element
 * @returns {() => void} brings it back in what stands there then
 */
export function keepPlaces(element) {
  const open = [...element.querySelectorAll('details[open]')].map(placeOf);
  const closed = [...element.querySelectorAll('details:not([open])')].map(placeOf);
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const focus = focused === null ? undefined : placeOf(focused);
  const selection = keepSelection(element);
  return () => {
    for (const place of open) setOpen(place, true);
    for (const place of closed) setOpen(place, false);
    const wanted = focus && nodeAt(focus);
    if (wanted instanceof HTMLElement && wanted !== document.activeElement)
      wanted.focus({ preventScroll: true });
    selection();
  };
}

/**
 * @param {Place} place
 * @param {boolean} isOpen
 */
function setOpen(place, isOpen) {
  const node = nodeAt(place);
  if (node instanceof HTMLDetailsElement && node.open !== isOpen) node.open = isOpen;
}

/** @param {Element} element */
function keepSelection(element) {
  const selection = document.getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  if (!selection || selection.isCollapsed || !anchorNode || !focusNode) return () => undefined;
  if (!element.contains(anchorNode) && !element.contains(focusNode)) return () => undefined;
  const from = placeOf(anchorNode);
  const to = placeOf(focusNode);
  return () => {
    const first = nodeAt(from);
    const last = nodeAt(to);
    if (!first || !last) return;
    selection.setBaseAndExtent(first, within(first, anchorOffset), last, within(last, focusOffset));
  };
}

/**
 * @param {Node} node
 * @param {number | undefined} offset
 */
function within(node, offset = 0) {
  const length = node instanceof CharacterData ? node.length : node.childNodes.length;
  return Math.min(offset, length);
}

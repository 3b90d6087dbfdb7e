import { keepPlaces } from './places.js';

/** What has a life of its own and is carried over: a graph with its canvas, a field that is being typed in. */
const KEPT = [
  { selector: '.graph[data-group]', nameOf: (/** @type {HTMLElement} */ element) => element.dataset.group },
  { selector: '#filter', nameOf: (/** @type {HTMLElement} */ element) => element.id },
];

/**
 * Puts other content into an element; focus, selection and opened details stay as well as they can.
 *
 * @param {Element} element
 * @param {DocumentFragment} content
 */
export function swapContent(element, content) {
  const bringBack = keepPlaces(element);
  for (const { selector, nameOf } of KEPT) {
    for (const fresh of content.querySelectorAll(selector)) {
      const name = nameOf(/** @type {HTMLElement} */ (fresh));
      const old = [...element.querySelectorAll(selector)].find(
        (candidate) => nameOf(/** @type {HTMLElement} */ (candidate)) === name,
      );
      if (old !== undefined) fresh.replaceWith(old);
    }
  }
  element.replaceChildren(content);
  bringBack();
}

/** @param {string} markup */
export function fragmentOf(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content;
}

/** An input method is at work: taking its field away, if only to put it back, would end it. */
let isComposing = false;

export function watchComposition() {
  document.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  document.addEventListener('compositionend', () => {
    isComposing = false;
  });
}

/**
 * Shows another document in this one: its title, `<main>`, and what else follows the query (`[data-follows]`, by id).
 *
 * @param {Document} fresh
 * @returns {boolean} false where it is not a page of this program's version
 */
export function showDocument(fresh) {
  const main = document.getElementById('main');
  const wanted = fresh.getElementById('main');
  if (main === null || wanted === null) return false;
  if (fresh.body.dataset.version !== document.body.dataset.version) return false;
  const [left, top] = [scrollX, scrollY];
  document.title = fresh.title;
  for (const follower of document.querySelectorAll('[data-follows][id]')) {
    const other = fresh.getElementById(follower.id);
    const isTyped = isComposing && follower.contains(document.activeElement);
    if (other !== null && !isTyped) replaceBy(follower, other);
  }
  replaceBy(main, wanted);
  scrollTo({ left, top, behavior: 'instant' });
  return true;
}

/**
 * @param {Element} element
 * @param {Element} wanted
 */
function replaceBy(element, wanted) {
  for (const { name, value } of wanted.attributes) element.setAttribute(name, value);
  const content = document.createDocumentFragment();
  content.append(...wanted.childNodes);
  swapContent(element, content);
}

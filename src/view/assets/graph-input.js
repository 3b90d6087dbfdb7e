import { movedPlace } from './cursor.js';

/**
 * Lets pointers and keys move the cursor in a graph, and go to what the tables were at it.
 *
 * @param {HTMLElement} container
 * @param {import('./graph.js').Graph} graph
 * @param {{ cursor: import('./cursor.js').TimeCursor, goTo: (atSeconds: number) => void }} parts
 */
export function listenToGraph(container, graph, { cursor, goTo }) {
  const { canvas, spoken } = graph;
  const follow = (/** @type {PointerEvent} */ event) => cursor.move(graph.instantUnder(event));
  canvas.addEventListener('pointermove', follow);
  canvas.addEventListener('pointerdown', follow);
  // Not at the canvas' edge: the link below it has to be reached. A finger that is lifted leaves the cursor there.
  container.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') cursor.move(undefined);
  });
  canvas.addEventListener('click', (event) => {
    const isMouse = !(event instanceof PointerEvent) || event.pointerType === 'mouse';
    if (isMouse && cursor.atSeconds !== undefined) goTo(cursor.atSeconds);
  });
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && cursor.atSeconds !== undefined) {
      event.preventDefault();
      goTo(cursor.atSeconds);
      return;
    }
    const { times } = graph;
    const place = cursor.atSeconds === undefined ? -1 : times.indexOf(cursor.atSeconds);
    const moved = movedPlace(event.key, place, times.length, event.shiftKey);
    if (moved === undefined) return;
    event.preventDefault();
    cursor.move(times[moved]);
    requestAnimationFrame(() => {
      spoken.textContent = graph.describe();
    });
  });
  canvas.addEventListener('blur', () => {
    spoken.textContent = '';
  });
}

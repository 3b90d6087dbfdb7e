import { Graph } from './graph.js';
import { ChoiceControl } from './graph-choice.js';
import { listenToGraph } from './graph-input.js';
import { idsOf, linesOf } from './series.js';
import { text } from './texts.js';
import { TimeWindow } from './time-window.js';

const HEADINGS = 'h2, h3, h4, figcaption';

/**
 * @typedef {object} PanelParts
 * @property {import('./cursor.js').TimeCursor} cursor
 * @property {import('./times.js').Times} times
 * @property {() => readonly import('./events.js').Mark[]} marks
 * @property {(url: URL) => void} go
 * @property {() => void} onChoice the viewer wants to see other lines
 */

/** A container of the page with its graph, what the graph draws, and the choice of it. */
export class GraphPanel {
  #group;
  #window = new TimeWindow([]);
  #graph;
  /** @type {ChoiceControl | undefined} */
  #control;
  isVisible = false;
  isStale = false;

  /**
   * @param {HTMLElement} container
   * @param {PanelParts} parts
   */
  constructor(container, { cursor, times, marks, go, onChoice }) {
    this.#group = container.dataset.group ?? '';
    const headed =
      container.querySelector(HEADINGS) === null ? container.closest('section, figure') : container;
    const heading = headed?.querySelector(HEADINGS);
    const title = heading?.textContent?.trim() ?? this.#group;
    if (this.#group === 'ipvs') {
      this.#control = new ChoiceControl(title, onChoice);
      container.append(this.#control.element);
    }
    this.#graph = new Graph(container, title, { cursor, times, marks, placeAt: placeOfInstant });
    // The key that leads to graphs led to one that was not drawn yet.
    if (document.activeElement === container) this.#graph.canvas.focus({ preventScroll: true });
    listenToGraph(container, this.#graph, { cursor, goTo: (at) => go(placeOfInstant(at)) });
  }

  get lastSeconds() {
    return this.#window.times.at(-1);
  }

  /** @param {import('./time-window.js').HistoryAnswer} history */
  fill(history) {
    this.#control?.offer(Object.keys(history.series));
    const ids = idsOf(history.series, this.#group, this.#control?.choice);
    this.#window = new TimeWindow(linesOf(history.series, ids, text('others')));
    this.#window.fill(history);
    this.#graph.show(this.#window);
  }

  /**
   * @param {number} atSeconds
   * @param {Readonly<Record<string, number | null>>} points
   */
  append(atSeconds, points) {
    this.#window.append(atSeconds, points);
    this.isStale = true;
  }

  draw() {
    this.isStale = false;
    this.#graph.draw();
  }

  recolour() {
    this.#graph.recolour();
  }

  destroy() {
    this.#graph.destroy();
  }
}

/**
 * Where the tables are as they were then.
 *
 * @param {number} atSeconds
 */
function placeOfInstant(atSeconds) {
  const url = new URL(location.href);
  url.searchParams.set('at', new Date(atSeconds * 1000).toISOString().replace('.000Z', 'Z'));
  url.hash = '';
  return url;
}

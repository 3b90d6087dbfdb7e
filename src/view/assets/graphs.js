import { TimeCursor } from './cursor.js';
import { DrawQueue } from './draw-queue.js';
import { markOf, mergedMarks } from './events.js';
import { GraphPanel } from './graph-panel.js';
import { loadEvents, loadHistory } from './history.js';

const GRAPHS = '.graph[data-group]';

/** Where the stream was away for so long, history has what is missing. */
const GAP_SECONDS = 10;
const HISTORY_PAUSE_MS = 30_000;

/** All graphs of the page: they show the same time, the same events and one cursor. */
export class Graphs {
  #cursor = new TimeCursor();
  #times;
  #go;
  /** @type {Map<Element, GraphPanel>} */
  #panels = new Map();
  /** @type {readonly import('./events.js').Mark[]} */
  #marks = [];
  /** @type {Set<string>} */
  #known = new Set();
  #askedAtMs = 0;
  #isLoaded = false;
  #queue = new DrawQueue(() => this.#panels.values());
  #seen = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: '200px' });

  /**
   * @param {import('./times.js').Times} times
   * @param {(url: URL) => void} go
   */
  constructor(times, go) {
    this.#times = times;
    this.#go = go;
    const recolour = () => {
      for (const panel of this.#panels.values()) panel.recolour();
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
    document.addEventListener('themechange', recolour);
    this.find();
  }

  /** Looks for graphs of a page that was written anew; those that were there are carried over. */
  find() {
    for (const container of document.querySelectorAll(GRAPHS)) this.#seen.observe(container);
    for (const [container, panel] of this.#panels) {
      if (container.isConnected) continue;
      panel.destroy();
      this.#seen.unobserve(container);
      this.#panels.delete(container);
    }
  }

  /** Times are written in another zone, or there are other events. */
  redraw() {
    for (const panel of this.#panels.values()) panel.isStale = true;
    this.#queue.drawSoon();
  }

  /** @param {import('./patch.js').PagePatch} patch */
  take({ revision, points, blocks }) {
    if (!this.#isLoaded) return;
    // History has whole seconds.
    const atSeconds = Math.floor(revision / 1000);
    const ids = Object.keys(points);
    if (this.#isBehind(atSeconds) || ids.some((id) => !this.#known.has(id))) void this.#loadSometimes(ids);
    if (Object.keys(blocks).some((id) => id.startsWith('events'))) void this.#loadEvents();
    for (const panel of this.#panels.values()) panel.append(atSeconds, points);
    this.#queue.drawSoon();
  }

  /** @param {number} atSeconds */
  #isBehind(atSeconds) {
    const [first] = this.#panels.values();
    return atSeconds - (first?.lastSeconds ?? atSeconds) > GAP_SECONDS;
  }

  /** @param {readonly string[]} ids that are known afterwards, whatever history has */
  async #loadSometimes(ids) {
    if (Date.now() - this.#askedAtMs < HISTORY_PAUSE_MS) return;
    await this.#load();
    for (const id of ids) this.#known.add(id);
  }

  async #load() {
    this.#askedAtMs = Date.now();
    const history = await loadHistory();
    if (history === undefined) return;
    this.#isLoaded = true;
    this.#known = new Set(Object.keys(history.series));
    this.#marks = mergedMarks([], history.events.map(markOf));
    for (const panel of this.#panels.values()) panel.fill(history);
  }

  async #loadEvents() {
    const events = await loadEvents(Math.max(0, ...this.#marks.map(({ id }) => id)));
    this.#marks = mergedMarks(this.#marks, events.map(markOf));
    this.redraw();
  }

  /** @param {readonly IntersectionObserverEntry[]} entries */
  #see(entries) {
    const isNew = entries.some(({ target, isIntersecting }) => isIntersecting && !this.#panels.has(target));
    if (isNew) this.#makeAll();
    for (const { target, isIntersecting } of entries) {
      const panel = this.#panels.get(target);
      if (panel !== undefined) panel.isVisible = isIntersecting;
    }
    if (isNew) void this.#load();
    else this.#queue.drawSoon();
  }

  /** With the first one that is seen, so that history is asked for once. */
  #makeAll() {
    const parts = {
      cursor: this.#cursor,
      times: this.#times,
      marks: () => this.#marks,
      go: this.#go,
      onChoice: () => void this.#load(),
    };
    for (const container of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(GRAPHS))) {
      if (!this.#panels.has(container)) this.#panels.set(container, new GraphPanel(container, parts));
    }
  }
}

import { colourScales, lineLook, themeColours } from './colours.js';
import { create, tell } from './dom.js';
import { eventLines } from './event-lines.js';
import { marksNear } from './events.js';
import { datasetShape, graphConfig, setSpan } from './graph-options.js';
import { Legend } from './legend.js';
import { text } from './texts.js';
import { decimated } from './time-window.js';

/**
 * @typedef {object} GraphParts
 * @property {import('./cursor.js').TimeCursor} cursor
 * @property {import('./times.js').Times} times
 * @property {() => readonly import('./events.js').Mark[]} marks
 * @property {(atSeconds: number) => URL} placeAt where the tables of an instant are
 */

/** A pointer tells apart what is so far from it. */
const NEAR_PIXELS = 5;

/** One graph: its canvas, the cursor over it, what stands at the cursor, and its legend. */
export class Graph {
  #parts;
  #colours = themeColours();
  #isStacked;
  #stopListening;
  #legend = new Legend();
  #pointer = create('div', { class: 'cursor', hidden: '' });
  #when = create('span');
  #link = create('a', { hidden: '' });
  /** @type {import('./time-window.js').TimeWindow | undefined} */
  #window;
  canvas = create('canvas', { role: 'img', tabindex: '0' });
  /** For screen readers: what stands at the cursor that the keys move. */
  spoken = create('p', { class: 'spoken', role: 'status' });
  chart;

  /**
   * @param {HTMLElement} container
   * @param {string} title
   * @param {GraphParts} parts
   */
  constructor(container, title, parts) {
    this.#parts = parts;
    this.#isStacked = container.dataset.group === 'rcodes';
    this.canvas.setAttribute('aria-label', text('chart', { title }));
    const frame = create('div', { class: 'canvas' }, this.canvas, this.#pointer);
    const readout = create('p', { class: 'readout' }, this.#when, ' ', this.#link);
    container.append(create('div', { class: 'plot' }, frame, readout), this.#legend.element, this.spoken);
    const { Chart } = /** @type {any} */ (window);
    const clockOf = (/** @type {number} */ at) => parts.times.format(at * 1000, { hasZone: false });
    const plugin = eventLines(parts.marks, () => this.#colours.tones);
    this.chart = new Chart(this.canvas, graphConfig({ isStacked: this.#isStacked, clockOf, plugin }));
    this.#stopListening = parts.cursor.listen(() => this.#point());
  }

  destroy() {
    this.#stopListening();
    this.chart.destroy();
  }

  get times() {
    return this.#window?.times ?? [];
  }

  /** @param {import('./time-window.js').TimeWindow} window */
  show(window) {
    this.#window = window;
    this.chart.data.datasets = window.lines.map((_, index) => datasetShape(this.#isStacked, index));
    this.#legend.fill(window.lines, (index, isShown) => {
      this.chart.setDatasetVisibility(index, isShown);
      this.chart.update('none');
    });
    this.recolour();
  }

  recolour() {
    this.#colours = themeColours();
    const lookOf = (/** @type {number} */ index) =>
      lineLook(index, this.#window?.lines[index]?.isOthers ?? false, this.#colours);
    for (const [index, dataset] of this.chart.data.datasets.entries()) {
      const { colour, dash } = lookOf(index);
      dataset.borderColor = colour;
      dataset.backgroundColor = `${colour}b0`;
      dataset.borderDash = this.#isStacked ? [] : dash;
    }
    this.#legend.colour(lookOf);
    colourScales(this.chart, this.#colours);
    this.draw();
  }

  draw() {
    const window = this.#window;
    if (window === undefined) return;
    for (const [index, { values }] of window.lines.entries()) {
      this.chart.data.datasets[index].data = this.#isStacked
        ? // Stacked lines need a value wherever another has one.
          values.map((y, place) => ({ x: window.times[place], y: y ?? 0 }))
        : decimated(window.times, values, this.chart.width);
    }
    setSpan(this.chart, window.times);
    this.chart.update('none');
    this.#point();
  }

  /** The instant under a pointer, as near as there is a point. @param {PointerEvent} event */
  instantUnder(event) {
    const at = this.chart.scales.x.getValueForPixel(event.offsetX);
    return this.times[this.#window?.nearest(at) ?? -1];
  }

  /** What stands at the cursor, in words. */
  describe() {
    const at = this.#parts.cursor.atSeconds;
    const place = at === undefined ? -1 : (this.#window?.nearest(at) ?? -1);
    if (place === -1) return '';
    const figures = (this.#window?.lines ?? []).map(
      ({ label, values }) => `${label} ${values[place] ?? '–'}`,
    );
    return `${this.#when.textContent}: ${figures.join(', ')}`;
  }

  #point() {
    const at = this.#parts.cursor.atSeconds;
    const lines = this.#window?.lines ?? [];
    this.#pointer.hidden = at === undefined;
    this.#link.hidden = at === undefined;
    if (at === undefined) {
      tell(this.#when, '');
      this.#legend.show(text('latest'), (index) => lines[index]?.values.at(-1));
      return;
    }
    const { scales, chartArea } = this.chart;
    this.#pointer.style.transform = `translateX(${Math.round(scales.x.getPixelForValue(at))}px)`;
    this.#pointer.style.top = `${chartArea.top}px`;
    this.#pointer.style.height = `${chartArea.height}px`;
    const place = this.#window?.nearest(at) ?? -1;
    const time = this.#parts.times.format(at * 1000);
    const withinSeconds = NEAR_PIXELS * ((scales.x.max - scales.x.min) / Math.max(1, chartArea.width));
    const near = marksNear(this.#parts.marks(), at, Math.max(withinSeconds, 0.5));
    tell(this.#when, [time, ...near.map(({ label }) => label)].join(' · '));
    this.#link.href = this.#parts.placeAt(at).href;
    tell(this.#link, text('show', { time }));
    this.#legend.show(
      this.#parts.times.format(at * 1000, { hasZone: false }),
      (index) => lines[index]?.values[place],
    );
  }
}

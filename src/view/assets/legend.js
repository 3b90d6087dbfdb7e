import { create, tell } from './dom.js';
import { figure } from './ticks.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * The lines of a graph as a table: each with a button that shows or hides it, and its value at the cursor or, without
 * one, the latest. It is the graph's text alternative too.
 */
export class Legend {
  #body = create('tbody');
  #time = create('th', { scope: 'col' });
  element = create(
    'table',
    { class: 'legend' },
    create('thead', {}, create('tr', {}, create('td'), this.#time)),
    this.#body,
  );
  /** @type {{ line: SVGLineElement, value: HTMLTableCellElement }[]} */
  #rows = [];

  /**
   * @param {readonly { readonly label: string }[]} lines
   * @param {(index: number, isShown: boolean) => void} onToggle
   */
  fill(lines, onToggle) {
    this.#body.replaceChildren();
    this.#rows = lines.map(({ label }, index) => {
      const { svg, line } = sample();
      const button = create('button', { type: 'button', 'aria-pressed': 'true' }, svg, label);
      button.addEventListener('click', () => {
        const isShown = button.getAttribute('aria-pressed') !== 'true';
        button.setAttribute('aria-pressed', String(isShown));
        onToggle(index, isShown);
      });
      const value = create('td', { class: 'figure' });
      this.#body.append(create('tr', {}, create('th', { scope: 'row' }, button), value));
      return { line, value };
    });
  }

  /** @param {(index: number) => { colour: string, dash: readonly number[] }} lookOf */
  colour(lookOf) {
    for (const [index, { line }] of this.#rows.entries()) {
      const { colour, dash } = lookOf(index);
      line.setAttribute('stroke', colour);
      line.setAttribute('stroke-dasharray', dash.join(' '));
    }
  }

  /**
   * @param {string} when
   * @param {(index: number) => number | null | undefined} valueAt
   */
  show(when, valueAt) {
    tell(this.#time, when);
    for (const [index, { value }] of this.#rows.entries()) tell(value, figure(valueAt(index)));
  }
}

function sample() {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'line');
  const attributes = { x1: 0, x2: 28, y1: 6, y2: 6, 'stroke-width': 2.5 };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, String(value));
  svg.setAttribute('viewBox', '0 0 28 12');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(line);
  return { svg, line };
}

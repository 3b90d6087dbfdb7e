import { create } from './dom.js';
import { ipvsName } from './series.js';
import { text } from './texts.js';

/**
 * @typedef {object} GraphChoice
 * @property {string} [figure] one of what is counted: `packets`, `connections`
 * @property {string} [virtualServer] whose real servers are drawn; all virtual servers without it
 */

/**
 * What there is to choose from: figures, packets first, and virtual servers that have real servers.
 *
 * @param {Iterable<string>} ids
 */
export function choicesOf(ids) {
  /** @type {Set<string>} */
  const figures = new Set();
  /** @type {Set<string>} */
  const virtualServers = new Set();
  for (const id of ids) {
    const name = ipvsName(id);
    if (name === undefined) continue;
    if (name.isRealServer && name.virtualServer !== undefined) virtualServers.add(name.virtualServer);
    else figures.add(name.figure);
  }
  return {
    figures: [...figures].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)),
    virtualServers: [...virtualServers].sort(),
  };
}

/** @param {string} figure */
function figureText(figure) {
  return figure === 'packets' || figure === 'connections' ? text(figure) : figure;
}

/** @param {string} figure */
function rank(figure) {
  return figure === 'packets' ? 0 : 1;
}

/** Chooses what the IPVS graph draws. */
export class ChoiceControl {
  #figure = create('select', { class: 'figure-choice' });
  #server = create('select', { class: 'server-choice' });
  element = create('div', { class: 'choice' }, this.#figure, this.#server);

  /**
   * @param {string} title names the graph
   * @param {() => void} onChange
   */
  constructor(title, onChange) {
    for (const select of [this.#figure, this.#server]) {
      select.setAttribute('aria-label', title);
      select.addEventListener('change', onChange);
    }
  }

  /** @returns {GraphChoice} */
  get choice() {
    const virtualServer = this.#server.value;
    const figure = this.#figure.value;
    return { ...(figure !== '' && { figure }), ...(virtualServer !== '' && { virtualServer }) };
  }

  /** @param {Iterable<string>} ids */
  offer(ids) {
    const { figures, virtualServers } = choicesOf(ids);
    setOptions(
      this.#figure,
      figures.map((figure) => [figure, figureText(figure)]),
    );
    setOptions(this.#server, [['', text('all')], ...virtualServers.map((server) => [server, server])]);
    this.#figure.hidden = figures.length < 2;
    this.#server.hidden = virtualServers.length === 0;
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[][]} options value and text of each
 */
function setOptions(select, options) {
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, label]) => create('option', { value }, label)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

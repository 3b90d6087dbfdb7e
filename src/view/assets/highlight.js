const SHOWN_MS = 2_000;

/** Marks for a moment what says another state than before, with the class `changed`. */
export class Highlight {
  /** @type {Set<Element>} */
  #fresh = new Set();
  #isWanted = !matchMedia('(prefers-reduced-motion: reduce)').matches;

  /** @param {Element} element */
  add(element) {
    if (!this.#isWanted) return;
    if (this.#fresh.size === 0) queueMicrotask(() => this.#show());
    this.#fresh.add(element);
  }

  #show() {
    const shown = [...this.#fresh];
    this.#fresh.clear();
    for (const element of shown) element.classList.add('changed');
    setTimeout(() => {
      for (const element of shown) element.classList.remove('changed');
    }, SHOWN_MS);
  }
}

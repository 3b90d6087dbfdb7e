/** Draws what is visible and stale: one a frame, so that none of them waits for all. */
export class DrawQueue {
  #isWaiting = false;
  /** @type {() => Iterable<{ isStale: boolean, isVisible: boolean, draw(): void }>} */
  #all;

  /** @param {() => Iterable<{ isStale: boolean, isVisible: boolean, draw(): void }>} all */
  constructor(all) {
    this.#all = all;
  }

  drawSoon() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      const next = [...this.#all()].find(({ isStale, isVisible }) => isStale && isVisible);
      if (next === undefined) return;
      next.draw();
      this.drawSoon();
    });
  }
}

/** One instant that all graphs point at; undefined while nobody does. */
export class TimeCursor {
  /** @type {number | undefined} */
  atSeconds;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #isAnnounced = false;

  /**
   * @param {() => void} listener
   * @returns what ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** @param {number | undefined} atSeconds */
  move(atSeconds) {
    if (atSeconds === this.atSeconds) return;
    this.atSeconds = atSeconds;
    // A pointer moves more often than a screen shows.
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    requestAnimationFrame(() => {
      this.#isAnnounced = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

/**
 * Where the keys move the cursor among `count` points; undefined for another key, -1 for nowhere.
 *
 * @param {string} key
 * @param {number} place -1 while it is nowhere
 * @param {number} count
 * @param {boolean} isFar
 */
export function movedPlace(key, place, count, isFar) {
  const last = count - 1;
  const from = place === -1 ? last : place;
  const step = isFar ? 10 : 1;
  /** @type {Readonly<Record<string, number>>} */
  const places = {
    ArrowLeft: Math.max(0, from - (place === -1 ? 0 : step)),
    ArrowRight: Math.min(last, from + step),
    Home: 0,
    End: last,
    Escape: -1,
  };
  return Object.hasOwn(places, key) ? places[key] : undefined;
}

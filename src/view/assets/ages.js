const UNITS = /** @type {const} */ ([
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]);

/**
 * How long something has lasted: `42s`, `12m`, `3h 12m`, `2d 3h`. Minutes have no seconds with them, so that a long list
 * need not be written each second.
 *
 * @param {number} seconds
 * @param {string} language
 */
export function ageText(seconds, language) {
  const whole = Math.max(0, Math.floor(seconds));
  const first = UNITS.findIndex(([, size]) => whole >= size);
  if (first === -1) return amount(0, 'second', language);
  const [unit, size] = UNITS[first];
  const words = [amount(Math.floor(whole / size), unit, language)];
  const [nextUnit, nextSize] = UNITS[first + 1] ?? ['second', 1];
  const rest = Math.floor((whole % size) / nextSize);
  if (nextUnit !== 'second' && rest > 0) words.push(amount(rest, nextUnit, language));
  return words.join(' ');
}

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * @param {number} value
 * @param {string} unit
 * @param {string} language
 */
function amount(value, unit, language) {
  const key = `${language} ${unit}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' });
    formats.set(key, format);
  }
  return format.format(value);
}

/** Times with `data-age` tell how long ago they are: since their `datetime`, or the seconds since 1970 in `data-age`. */
export class Ages {
  #language = document.documentElement.lang || 'en';
  #aheadMs = 0;

  /**
   * The server's clock, which ages are measured by.
   *
   * @param {number} serverMs
   */
  setClock(serverMs) {
    this.#aheadMs = serverMs - Date.now();
  }

  /** @param {ParentNode} root */
  tick(root = document) {
    const nowMs = Date.now() + this.#aheadMs;
    for (const element of root.querySelectorAll('[data-age]')) {
      const { dataset, dateTime } = /** @type {HTMLTimeElement} */ (element);
      const sinceMs = dataset.age === '' ? Date.parse(dateTime) : Number(dataset.age) * 1000;
      if (!Number.isFinite(sinceMs)) continue;
      const told = ageText((nowMs - sinceMs) / 1000, this.#language);
      if (element.textContent !== told) element.textContent = told;
    }
  }
}

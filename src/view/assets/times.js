import { text } from './texts.js';

/** Swedes write dates and times as ISO 8601 does. */
const DATES = 'sv';

/**
 * Writes instants in one zone.
 *
 * @param {string} language
 * @param {string | undefined} zone IANA name; undefined: the viewer's
 */
export function timeFormat(language, zone) {
  const date = new Intl.DateTimeFormat(DATES, { dateStyle: 'short', timeZone: zone });
  const clock = new Intl.DateTimeFormat(DATES, { timeStyle: 'medium', timeZone: zone });
  const named = new Intl.DateTimeFormat(language, { timeZoneName: 'short', timeZone: zone });
  /**
   * @param {number} atMs
   * @param {{ hasDate?: boolean, digits?: number, hasZone?: boolean }} shape digits of the fraction of a second
   */
  return (atMs, { hasDate = false, digits = 0, hasZone = true } = {}) => {
    const fraction =
      digits === 0
        ? ''
        : `.${String(Math.floor(atMs % 1000))
            .padStart(3, '0')
            .slice(0, digits)}`;
    const zoneName = () => named.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const words = [
      hasDate ? date.format(atMs) : '',
      clock.format(atMs) + fraction,
      hasZone ? zoneName() : '',
    ];
    return words.filter((word) => word !== '').join(' ');
  };
}

/**
 * What of an instant the server's text shows: a date or not, and how many digits of a second.
 *
 * @param {string} written such as `2026-11-20 10:00:00.123 UTC`
 */
export function shapeOf(written) {
  const digits = /:\d\d\.(\d{1,9})/.exec(written)?.[1]?.length ?? 0;
  return { hasDate: /\d{4}-\d\d-\d\d/.test(written), digits: Math.min(digits, 3) };
}

/**
 * The page's language as the viewer speaks it: zones have other names in British English than in American.
 *
 * @param {string} language
 * @param {readonly string[]} spoken
 */
export function viewersLanguage(language, spoken) {
  return spoken.find((name) => name === language || name.startsWith(`${language}-`)) ?? language;
}

/** Times of the page in the viewer's zone, or in UTC, as logs of servers often are. */
export class Times {
  #language = viewersLanguage(document.documentElement.lang || 'en', navigator.languages);
  #here = timeFormat(this.#language, undefined);
  #utc = timeFormat(this.#language, 'UTC');
  /** What the server wrote. @type {WeakMap<Element, string>} */
  #written = new WeakMap();
  isUtc = false;

  /** @param {ParentNode} root */
  localise(root) {
    for (const element of root.querySelectorAll('time[datetime]')) {
      this.#localiseOne(/** @type {HTMLTimeElement} */ (element));
    }
  }

  /**
   * @param {number} atMs
   * @param {{ hasDate?: boolean, digits?: number, hasZone?: boolean }} shape
   */
  format(atMs, shape = {}) {
    return (this.isUtc ? this.#utc : this.#here)(atMs, shape);
  }

  toggle() {
    this.isUtc = !this.isUtc;
    this.localise(document);
  }

  /** For the button that toggles: what times are in now. */
  zoneText() {
    if (this.isUtc) return text('utc');
    return `${text('local')} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
  }

  /** @param {HTMLTimeElement} element */
  #localiseOne(element) {
    const atMs = Date.parse(element.dateTime);
    // `datetime` may also be a duration.
    if (Number.isNaN(atMs)) return;
    const isAge = element.dataset.age !== undefined;
    let written = this.#written.get(element);
    if (written === undefined) {
      // Of an age the title tells of when on it is; of a time what the server wrote.
      written = isAge ? element.title : (element.textContent ?? '');
      this.#written.set(element, written);
      if (!isAge) element.title ||= written;
    }
    const { hasDate, digits } = shapeOf(written);
    // Around midnight the day here may be another than the one that the reader has in mind.
    const needsDate = hasDate || isoDay(this.#here, atMs) !== isoDay(this.#utc, atMs);
    const shown = this.isUtc ? written : this.#here(atMs, { hasDate: needsDate, digits });
    if (isAge) element.title = shown;
    else if (element.textContent !== shown) element.textContent = shown;
  }
}

/**
 * @param {ReturnType<typeof timeFormat>} format
 * @param {number} atMs
 */
function isoDay(format, atMs) {
  return format(atMs, { hasDate: true, hasZone: false }).slice(0, 10);
}

import { text } from './texts.js';

/** Figures of this age are live, also where the server collects more slowly than each second. */
const FRESH_SECONDS = 4;
const MISSED_STEPS = 2.5;
const LONGEST_STEP_SECONDS = 60;

/** Ages are told in these steps, so that a screen reader is not told each second. */
const STEPS = [
  { below: 30, seconds: 5 },
  { below: 300, seconds: 30 },
  { below: Number.POSITIVE_INFINITY, seconds: 60 },
];

/** @typedef {'live' | 'stale' | 'lost' | 'paused'} LiveKind */

/**
 * @param {{ isPaused: boolean, isConnected: boolean, ageSeconds: number, stepSeconds: number }} what
 * @returns {LiveKind}
 */
export function liveKind({ isPaused, isConnected, ageSeconds, stepSeconds }) {
  if (isPaused) return 'paused';
  if (ageSeconds < Math.max(FRESH_SECONDS, MISSED_STEPS * stepSeconds)) return 'live';
  return isConnected ? 'stale' : 'lost';
}

/** @param {number} seconds */
export function coarseSeconds(seconds) {
  const step = STEPS.find(({ below }) => seconds < below)?.seconds ?? 60;
  return Math.max(0, Math.floor(seconds / step) * step);
}

/** Says in the element `#live-state` how the page stands to what it shows. */
export class LiveState {
  #element = document.getElementById('live-state');
  #revision = 0;
  #stepSeconds = 1;
  #sinceMs = Date.now();
  isPaused = false;
  /** A page of the past is neither live nor old. */
  isPast = false;
  isConnected = true;

  /**
   * The page shows another moment from now on. How old it is, is measured from here: the viewer's clock need not agree
   * with the server's.
   *
   * @param {number} revision
   * @param {number} base the moment before it; itself where that is not known
   */
  shows(revision, base = revision) {
    if (revision !== this.#revision) {
      if (base !== revision) this.#stepSeconds = Math.min((revision - base) / 1000, LONGEST_STEP_SECONDS);
      this.#revision = revision;
      this.#sinceMs = Date.now();
    }
    this.tell();
  }

  tell() {
    if (this.#element === null) return;
    if (this.isPast) {
      this.#element.textContent = '';
      return;
    }
    const ageSeconds = Math.max(0, (Date.now() - this.#sinceMs) / 1000);
    const kind = liveKind({ ...this.#flags(), ageSeconds, stepSeconds: this.#stepSeconds });
    const told = text(kind, { seconds: coarseSeconds(ageSeconds) });
    if (this.#element.textContent === told) return;
    this.#element.textContent = told;
    this.#element.dataset.state = kind;
  }

  #flags() {
    return { isPaused: this.isPaused, isConnected: this.isConnected };
  }
}

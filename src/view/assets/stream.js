import { backoffMs } from './backoff.js';

/** The server says something each second; a connection that was cut without a word is silent. */
const SILENCE_MS = 45_000;
const CLOSED = 2;

/**
 * @typedef {object} StreamOptions
 * @property {() => EventSource} open
 * @property {(data: string) => void} onPatch
 * @property {() => void} onReload
 * @property {(isConnected: boolean) => void} onConnection
 */

/** The stream of changes, opened again for as long as it is wanted. */
export class LiveStream {
  /** @type {StreamOptions} */
  #options;
  /** @type {EventSource | undefined} */
  #source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #failures = 0;

  /** @param {StreamOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** Begins, or begins anew from what the page shows now. */
  start() {
    this.stop();
    const source = this.#options.open();
    this.#source = source;
    this.#expectWord();
    /** @type {(name: string, act: (event: MessageEvent) => void) => void} */
    const on = (name, act) =>
      source.addEventListener(name, (event) => {
        if (source === this.#source) act(/** @type {MessageEvent} */ (event));
      });
    on('open', () => {
      this.#expectWord();
      this.#options.onConnection(true);
    });
    on('patch', ({ data }) => {
      this.#failures = 0;
      this.#expectWord();
      this.#options.onPatch(data);
    });
    on('reload', () => {
      this.stop();
      this.#options.onReload();
    });
    on('error', () => {
      this.#options.onConnection(false);
      // Otherwise the browser itself tries again.
      if (source.readyState === CLOSED) this.#startLater();
    });
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #expectWord() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#options.onConnection(false);
      this.#startLater();
    }, SILENCE_MS);
  }

  #startLater() {
    this.stop();
    this.#failures += 1;
    this.#timer = setTimeout(() => this.start(), backoffMs(this.#failures));
  }
}

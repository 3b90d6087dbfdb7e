import { backoffMs } from './backoff.js';
import { loadDocument, RefusedError } from './loader.js';
import { measureUpdate } from './measure.js';
import { LiveStream } from './stream.js';
import { showDocument } from './swap.js';
import { watchVisibility } from './visibility.js';

/** @typedef {import('./patch.js').PagePatch} PagePatch */

/**
 * @typedef {object} ViewParts
 * @property {import('./patch.js').PagePatcher} patcher
 * @property {import('./live-state.js').LiveState} state
 * @property {() => void} onShown the page was written anew
 * @property {(patch: PagePatch) => void} onPatch a patch was written
 */

/** What the page shows, kept up to date: by patches of the stream, or loaded anew where these do not fit. */
export class LiveView {
  /** @type {ViewParts} */
  #parts;
  #stream = new LiveStream({
    open: () => new EventSource(this.#streamUrl()),
    onPatch: (data) => this.#take(data),
    onReload: () => this.#reloadLater(),
    onConnection: (isConnected) => {
      this.#parts.state.isConnected = isConnected;
    },
  });
  #revision = 0;
  /** What the address said when the page was written. */
  #shownSearch = location.search;
  #failures = 0;
  #isPaused = false;
  /** @type {AbortController | undefined} */
  #loading;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {ViewParts} parts */
  constructor(parts) {
    this.#parts = parts;
    watchVisibility({ onHidden: () => this.#stop(), onSeen: () => void this.#resume() });
  }

  /** A page of the past does not change. */
  get isPast() {
    return new URLSearchParams(location.search).has('at');
  }

  get isPaused() {
    return this.#isPaused;
  }

  start() {
    this.#readRevision();
    void this.#resume();
  }

  /** @param {boolean} isPaused */
  pause(isPaused) {
    this.#isPaused = isPaused;
    this.#parts.state.isPaused = isPaused;
    if (isPaused) this.#stop();
    else void this.#resume();
    this.#parts.state.tell();
  }

  /** Shows what the address says now, if that is another view than is shown. */
  async follow() {
    this.#stop();
    await this.#resume();
  }

  /** Tries until the server answers, or another address is wanted. */
  async #load() {
    this.#stop();
    const loading = new AbortController();
    this.#loading = loading;
    try {
      const { href, search } = location;
      const fresh = await loadDocument(href, loading.signal);
      if (loading.signal.aborted) return;
      this.#shownSearch = search;
      // Another version of the program: its scripts are others, too.
      if (!showDocument(fresh)) return location.reload();
      this.#readRevision();
      this.#parts.patcher.forget();
      this.#parts.onShown();
      await this.#resume();
    } catch (error) {
      if (loading.signal.aborted) return;
      console.warn(error);
      if (error instanceof RefusedError) location.reload();
      else this.#reloadLater();
    }
  }

  /** Not at once a second time: a page that fits no patch must not become a flood of requests. */
  #reloadLater() {
    this.#stop();
    const waitMs = this.#failures === 0 ? 0 : backoffMs(this.#failures);
    this.#failures += 1;
    if (waitMs > 0) this.#parts.state.isConnected = false;
    this.#timer = setTimeout(() => void this.#load(), waitMs);
  }

  async #resume() {
    if (location.search !== this.#shownSearch) await this.#load();
    else if (!this.#isPaused && !this.isPast) this.#stream.start();
  }

  #stop() {
    this.#stream.stop();
    this.#loading?.abort();
    clearTimeout(this.#timer);
  }

  /** @param {string} data */
  #take(data) {
    const startedMs = performance.now();
    try {
      const patch = /** @type {PagePatch} */ (JSON.parse(data));
      if (patch.base !== this.#revision || !this.#parts.patcher.apply(patch)) return this.#reloadLater();
      this.#revision = patch.revision;
      this.#failures = 0;
      this.#parts.state.isConnected = true;
      this.#parts.state.shows(patch.revision, patch.base);
      this.#parts.onPatch(patch);
      measureUpdate(startedMs);
    } catch (error) {
      console.error(error);
      this.#reloadLater();
    }
  }

  #readRevision() {
    this.#revision = Number(document.getElementById('main')?.dataset.revision ?? 0);
    this.#parts.state.shows(this.#revision);
  }

  #streamUrl() {
    const search = new URLSearchParams(location.search);
    search.set('revision', String(this.#revision));
    return `/live?${search}`;
  }
}

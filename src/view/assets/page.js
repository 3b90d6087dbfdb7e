// What makes the page live. Without it the page is complete, and loads itself again from time to time.
import { Ages } from './ages.js';
import { Filter } from './filter.js';
import { Graphs } from './graphs.js';
import { Highlight } from './highlight.js';
import { listenToKeys } from './keys.js';
import { LiveState } from './live-state.js';
import { LiveView } from './live-view.js';
import { Navigator } from './navigate.js';
import { PagePatcher } from './patch.js';
import { watchComposition } from './swap.js';
import { markTheme, switchThemes } from './theme.js';
import { Times } from './times.js';

const TICK_MS = 1_000;

const times = new Times();
const ages = new Ages();
const state = new LiveState();
const highlight = new Highlight();
const patcher = new PagePatcher({
  onTimes: (element) => {
    times.localise(element);
    ages.tick(element);
  },
  onState: (cell) => highlight.add(cell),
});
const view = new LiveView({ patcher, state, onShown: shown, onPatch: patched });
const navigator = new Navigator(() => view.follow());
const go = (/** @type {URL} */ url) => void navigator.go(url, 'push');
const replace = (/** @type {URL} */ url) => void navigator.go(url, 'replace');
const filter = new Filter(replace);
// chart.js is there where the document has graphs.
const graphs = 'Chart' in window ? new Graphs(times, go) : undefined;

const pauseButton = button('pause', togglePause);
const zoneButton = button('zone', toggleZone);
switchThemes(replace);
watchComposition();
listenToKeys({ filter, onPause: togglePause, onZone: toggleZone });
showControls();
times.localise(document);
view.start();
setInterval(() => {
  if (document.hidden) return;
  ages.tick();
  state.tell();
}, TICK_MS);

/** @param {import('./patch.js').PagePatch} patch */
function patched(patch) {
  ages.setClock(patch.revision);
  graphs?.take(patch);
}

function shown() {
  times.localise(document);
  ages.tick();
  filter.follow();
  markTheme();
  showControls();
  graphs?.find();
}

function togglePause() {
  if (!view.isPast) view.pause(!view.isPaused);
  showControls();
}

function toggleZone() {
  times.toggle();
  graphs?.redraw();
  showControls();
}

function showControls() {
  state.isPast = view.isPast;
  state.tell();
  if (pauseButton !== null) {
    pauseButton.hidden = view.isPast;
    pauseButton.setAttribute('aria-pressed', String(view.isPaused));
  }
  if (zoneButton !== null) {
    zoneButton.hidden = false;
    zoneButton.textContent = times.zoneText();
  }
}

/**
 * A button of the document that nothing can be done with but by scripts, and that is hidden without.
 *
 * @param {string} id
 * @param {() => void} act
 */
function button(id, act) {
  const element = document.getElementById(id);
  element?.addEventListener('click', act);
  return element;
}

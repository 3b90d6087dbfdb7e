const OFF_KEY = 'vipscope-keys';

/**
 * Keys of the page. None while something is typed, and none at all where the viewer has turned them off (`#keys-on` in
 * the dialog `#keys`): speech input and some keyboards send letters that nobody meant.
 *
 * @param {{ filter: import('./filter.js').Filter, onPause: () => void, onZone: () => void }} parts
 */
export function listenToKeys({ filter, onPause, onZone }) {
  let warning = -1;
  /** @type {Readonly<Record<string, () => void>>} */
  const acts = {
    '/': () => filter.box?.focus(),
    '?': () => openDialog(),
    w: () => {
      const warnings = document.querySelectorAll('#warnings li, #warnings tr[data-key]');
      warning = warnings.length === 0 ? -1 : (warning + 1) % warnings.length;
      moveTo(warnings[warning]);
    },
    g: () => moveTo(document.querySelector('.graph canvas') ?? document.querySelector('.graph')),
    p: onPause,
    u: onZone,
  };
  const toggle = document.getElementById('keys-on');
  if (toggle instanceof HTMLInputElement) {
    toggle.checked = !isOff();
    toggle.addEventListener('change', () => setOff(!toggle.checked));
  }
  document.getElementById('keys-open')?.addEventListener('click', openDialog);
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape' && event.target === filter.box) return filter.clear();
    if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
    const act = Object.hasOwn(acts, event.key) && !isOff() ? acts[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

function openDialog() {
  const dialog = document.getElementById('keys');
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** @param {Element | null | undefined} element */
function moveTo(element) {
  if (!(element instanceof HTMLElement)) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}

function isOff() {
  try {
    return localStorage.getItem(OFF_KEY) === 'off';
  } catch {
    return false;
  }
}

/** @param {boolean} isWanted */
function setOff(isWanted) {
  try {
    localStorage.setItem(OFF_KEY, isWanted ? 'off' : 'on');
  } catch (error) {
    console.info(String(error));
  }
}

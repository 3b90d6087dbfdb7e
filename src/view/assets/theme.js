const KEY = 'vipscope-theme';

/**
 * Colours by choice: links and buttons with `data-theme-choice` (`system`, `light`, `dark`) set them here and in the
 * address, and this browser remembers. What the address says goes before what is remembered; see theme-first.js.
 *
 * @param {(url: URL) => void} go shows what the address says, with links that say the same
 */
export function switchThemes(go) {
  markTheme();
  document.addEventListener('click', (event) => {
    const control = event.target instanceof Element ? event.target.closest('[data-theme-choice]') : null;
    if (!(control instanceof HTMLElement)) return;
    event.preventDefault();
    choose(control.dataset.themeChoice ?? 'system', go);
  });
}

/**
 * @param {string} choice
 * @param {(url: URL) => void} go
 */
function choose(choice, go) {
  const url = new URL(location.href);
  if (choice === 'system') {
    delete document.documentElement.dataset.theme;
    url.searchParams.delete('theme');
  } else {
    document.documentElement.dataset.theme = choice;
    url.searchParams.set('theme', choice);
  }
  remember(choice);
  markTheme();
  document.dispatchEvent(new Event('themechange'));
  go(url);
}

/** @param {string} choice */
function remember(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch (error) {
    // A browser may be set to keep nothing; then the address alone does.
    console.info(String(error));
  }
}

/** Says which one is chosen, also on controls that were written anew. */
export function markTheme() {
  const chosen = document.documentElement.dataset.theme || 'system';
  for (const control of document.querySelectorAll('[data-theme-choice]')) {
    const isChosen = /** @type {HTMLElement} */ (control).dataset.themeChoice === chosen;
    if (control instanceof HTMLButtonElement) control.setAttribute('aria-pressed', String(isChosen));
    else if (isChosen) control.setAttribute('aria-current', 'true');
    else control.removeAttribute('aria-current');
  }
}

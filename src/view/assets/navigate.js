// Links and forms of the page change what it shows without leaving it.

/**
 * Whether a link leads to another view of this same page, in this language.
 *
 * @param {URL} target
 * @param {URL} here
 */
export function isOtherView(target, here) {
  return (
    target.origin === here.origin &&
    target.pathname === here.pathname &&
    target.search !== here.search &&
    target.searchParams.get('lang') === here.searchParams.get('lang')
  );
}

export class Navigator {
  /** @type {() => Promise<void>} */
  #follow;

  /** @param {() => Promise<void>} follow shows what the address says */
  constructor(follow) {
    this.#follow = follow;
    addEventListener('popstate', () => void this.#follow());
    document.addEventListener('click', (event) => this.#followLink(event));
  }

  /**
   * @param {URL} url
   * @param {'push' | 'replace'} how a step that the back button takes back, or none
   */
  async go(url, how) {
    if (url.href === location.href) return;
    if (how === 'push') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    await this.#follow();
    if (how === 'push' && url.hash !== '') document.getElementById(url.hash.slice(1))?.scrollIntoView();
  }

  /** @param {MouseEvent} event */
  #followLink(event) {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (!isOtherView(url, new URL(location.href))) return;
    event.preventDefault();
    void this.go(url, 'push');
  }
}

const TYPED_MS = 200;

/** Which pages of long sections are shown means nothing once other rows are. */
const PAGED = ['ipvs', 'haproxy', 'zones'];

/**
 * The address with what the form says; empty fields are left out.
 *
 * @param {URL} here
 * @param {Iterable<readonly [string, FormDataEntryValue]>} fields those that the viewer can change
 * @param {readonly string[]} names of all such fields
 */
export function filteredUrl(here, fields, names) {
  const url = new URL(here);
  for (const name of [...names, ...PAGED]) url.searchParams.delete(name);
  for (const [name, value] of fields) {
    if (names.includes(name) && value !== '') url.searchParams.set(name, String(value));
  }
  return url;
}

/** The filter acts while it is typed. */
export class Filter {
  /** @type {(url: URL) => void} */
  #go;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(url: URL) => void} go */
  constructor(go) {
    this.#go = go;
    document.addEventListener('input', (event) => this.#changed(event));
    // With an input method, text counts once it is composed.
    document.addEventListener('compositionend', (event) => this.#changed(event));
    document.addEventListener('submit', (event) => {
      if (event.target !== this.form) return;
      event.preventDefault();
      this.#send();
    });
  }

  get form() {
    return this.box?.form ?? undefined;
  }

  get box() {
    const box = document.querySelector('input#filter, #filter input[name="q"]');
    return box instanceof HTMLInputElement ? box : undefined;
  }

  clear() {
    if (this.box === undefined) return;
    this.box.value = '';
    this.#send();
  }

  /** As the address has it: after the back button, or a link. */
  follow() {
    const search = new URLSearchParams(location.search);
    for (const field of this.#fields()) {
      if (field === document.activeElement) continue;
      if (field.type === 'checkbox') field.checked = search.get(field.name) === field.value;
      else field.value = search.get(field.name) ?? '';
    }
  }

  /** @param {Event} event */
  #changed(event) {
    if (!(event.target instanceof HTMLInputElement) || event.target.form !== this.form) return;
    clearTimeout(this.#timer);
    if (event instanceof InputEvent && event.isComposing) return;
    this.#timer = setTimeout(() => this.#send(), event.target.type === 'checkbox' ? 0 : TYPED_MS);
  }

  #send() {
    clearTimeout(this.#timer);
    if (this.form === undefined) return;
    const names = this.#fields().map(({ name }) => name);
    this.#go(filteredUrl(new URL(location.href), new FormData(this.form), names));
  }

  /** Hidden fields say what the page showed when it was written, which the address knows better. */
  #fields() {
    const fields = /** @type {HTMLInputElement[]} */ ([
      ...(this.form?.querySelectorAll('input[name]') ?? []),
    ]);
    return fields.filter(({ type }) => type !== 'hidden');
  }
}

import { PAGED_SECTIONS, type PageQuery } from './page-query.ts';

/** Where the page is that asks for the same as `query`, with these changes. */
export function pageHref(query: PageQuery, changes: Partial<PageQuery> = {}): string {
  const search = pageSearch(query, changes).toString();
  return search === '' ? '/' : `/?${search}`;
}

/** The same as a query string, for the forms of the page and for /live. Values that are given anyway are left out. */
export function pageSearch(query: PageQuery, changes: Partial<PageQuery> = {}): URLSearchParams {
  const wanted: PageQuery = { ...query, ...changes };
  const search = new URLSearchParams();
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') search.set(name, value);
  };
  add('q', wanted.words.join(' '));
  add('only', wanted.onlyTrouble ? 'trouble' : undefined);
  add('sort', wanted.sort && `${wanted.sort.descending ? '-' : ''}${wanted.sort.column}`);
  for (const section of PAGED_SECTIONS)
    add(section, wanted.pages[section] > 1 ? String(wanted.pages[section]) : undefined);
  add('at', timeText(wanted.atSeconds));
  add('diff', timeText(wanted.diffSeconds));
  add('theme', wanted.theme);
  const isChosen = wanted.isLanguageChosen === true || changes.language !== undefined;
  add('lang', isChosen ? wanted.language : undefined);
  return search;
}

/** Readable in the address bar: `2018-11-01T18:49:13Z`. */
function timeText(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

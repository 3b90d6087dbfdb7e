import type { Language } from '../../i18n/language.ts';

/** What a request of the page asks to see; all of it stands in the URL, so that a view can be sent to a colleague. */
export interface PageQuery {
  readonly language: Language;
  /** The URL names the language (`?lang=`), and so do the links of the page. */
  readonly isLanguageChosen?: boolean | undefined;
  /** `?theme=`; without it as the viewer's system has it. */
  readonly theme?: 'light' | 'dark' | undefined;
  /** `?q=`: only rows that have all of these words, in lower case. */
  readonly words: readonly string[];
  /** `?only=trouble`: only rows that are not well. */
  readonly onlyTrouble: boolean;
  /** `?sort=-active`: by a column's id, from the largest with a minus; without it in the order of the source. */
  readonly sort?: { readonly column: string; readonly descending: boolean } | undefined;
  /** `?ipvs=2&haproxy=3&zones=2`: page of each long section, from 1. */
  readonly pages: Readonly<Record<PagedSection, number>>;
  /** `?at=TIME`: as it was then. Seconds since 1970. */
  readonly atSeconds?: number | undefined;
  /** `?diff=TIME`: what differs from how it was then is marked. */
  readonly diffSeconds?: number | undefined;
}

export const PAGED_SECTIONS = ['ipvs', 'haproxy', 'zones'] as const;
export type PagedSection = (typeof PAGED_SECTIONS)[number];

/** Where what is shown or its order changes. */
export const FIRST_PAGES: PageQuery['pages'] = { ipvs: 1, haproxy: 1, zones: 1 };

/** Whether rows are left out. */
export function isFiltered({ words, onlyTrouble }: PageQuery): boolean {
  return words.length > 0 || onlyTrouble;
}

/** What shows them all. */
export const NO_FILTER = { words: [], onlyTrouble: false } as const satisfies Partial<PageQuery>;

/** Rows that a section shows on one page; a virtual server or proxy is not torn apart unless it alone has more. */
export const ROWS_PER_PAGE = 300;

/** Tells two queries apart by what they show; the same for every spelling of one. */
export function pageKey(query: PageQuery): string {
  const { language, isLanguageChosen, theme, words, onlyTrouble, sort, pages, atSeconds, diffSeconds } =
    query;
  const looks = [language, isLanguageChosen, theme];
  const shown = [words, onlyTrouble, sort?.column, sort?.descending, atSeconds, diffSeconds];
  return JSON.stringify([...looks, ...shown, ...PAGED_SECTIONS.map((section) => pages[section])]);
}

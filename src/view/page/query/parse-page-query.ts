import { chosenLanguage, negotiatedLanguage } from '../../i18n/negotiate.ts';
import type { PageQuery } from './page-query.ts';
import { parsePageTime } from './page-time.ts';

/** A filter of more words, or longer ones, is not typed by anybody. */
const MAX_WORDS = 16;
const MAX_WORDS_LENGTH = 200;

/** Above any number of pages that there can be; the section shows its last one. */
const MAX_PAGE = 1_000_000;

/** What the query string of the page asks for. What it does not understand it leaves out; it never throws. */
export function parsePageQuery(
  search: URLSearchParams,
  acceptLanguage: string | undefined,
  nowSeconds: number,
): PageQuery {
  const chosen = chosenLanguage(search.get('lang'));
  return {
    language: chosen ?? negotiatedLanguage(acceptLanguage),
    isLanguageChosen: chosen !== undefined,
    theme: themeOf(search.get('theme')),
    words: wordsOf(search.get('q') ?? ''),
    onlyTrouble: search.get('only') === 'trouble',
    sort: sortOf(search.get('sort') ?? ''),
    pages: {
      ipvs: pageOf(search.get('ipvs')),
      haproxy: pageOf(search.get('haproxy')),
      zones: pageOf(search.get('zones')),
    },
    atSeconds: timeOf(search.get('at'), nowSeconds),
    diffSeconds: timeOf(search.get('diff'), nowSeconds),
  };
}

function themeOf(text: string | null): PageQuery['theme'] {
  return text === 'light' || text === 'dark' ? text : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text
    .slice(0, MAX_WORDS_LENGTH)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
}

function sortOf(text: string): PageQuery['sort'] {
  const [, minus = '', column = ''] = /^(-?)([a-z][a-z0-9_]{0,31})$/.exec(text) ?? [];
  return column === '' ? undefined : { column, descending: minus !== '' };
}

function pageOf(text: string | null): number {
  const page = /^\d{1,7}$/.test(text ?? '') ? Number(text) : 1;
  return Math.min(Math.max(page, 1), MAX_PAGE);
}

/** What is not yet has no tables: the page is that of now. */
function timeOf(text: string | null, nowSeconds: number): number | undefined {
  const seconds = text === null ? undefined : parsePageTime(text, nowSeconds);
  return seconds !== undefined && seconds <= nowSeconds ? seconds : undefined;
}

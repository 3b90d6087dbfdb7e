import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageHref } from '../../../../src/view/page/query/page-href.ts';
import type { PageQuery } from '../../../../src/view/page/query/page-query.ts';
import { parsePageQuery } from '../../../../src/view/page/query/parse-page-query.ts';

const NOW = 1_795_168_003;

function parse(search: string, acceptLanguage?: string): PageQuery {
  return parsePageQuery(new URLSearchParams(search), acceptLanguage, NOW);
}

const PLAIN: PageQuery = {
  language: 'en',
  isLanguageChosen: false,
  theme: undefined,
  words: [],
  onlyTrouble: false,
  sort: undefined,
  pages: { ipvs: 1, haproxy: 1, zones: 1 },
  atSeconds: undefined,
  diffSeconds: undefined,
};

test('nothing asked for is the page as it is, in the language of the browser', () => {
  expect(parse('')).toEqual(PLAIN);
  expect(parse('', 'zh-CN')).toEqual({ ...PLAIN, language: 'zh' });
});

test('all that can be asked for', () => {
  const search =
    'q=RS1++Down&only=trouble&sort=-active&ipvs=2&haproxy=3&zones=4&at=-5m&diff=-10m&theme=dark&lang=zh';
  expect(parse(search, 'en')).toEqual({
    language: 'zh',
    isLanguageChosen: true,
    theme: 'dark',
    words: ['rs1', 'down'],
    onlyTrouble: true,
    sort: { column: 'active', descending: true },
    pages: { ipvs: 2, haproxy: 3, zones: 4 },
    atSeconds: NOW - 300,
    diffSeconds: NOW - 600,
  });
});

test.each([
  'theme=blue',
  'only=all',
  'sort=__proto__&sort=x',
  'sort=--active',
  'ipvs=0',
  'ipvs=-3',
  'haproxy=1e9',
  'zones=two',
  'at=tomorrow',
  // What is not yet cannot be shown.
  'at=2100-01-01T00:00:00Z',
  'diff=',
  'lang=tlh',
  'unknown=1',
])('%s falls back', (search) => {
  expect(parse(search)).toEqual(PLAIN);
});

test('a link of the page asks for the same again', () => {
  const query = parse(
    'q=rs1+down&only=trouble&sort=-active&ipvs=2&at=-5m&diff=2018-11-01T18:49:13Z&theme=dark&lang=zh',
  );
  expect(parse(pageHref(query, {}).slice(2))).toEqual(query);
  expect(pageHref(PLAIN, {})).toBe('/');
  expect(pageHref(query, { atSeconds: undefined, words: [], pages: PLAIN.pages })).toBe(
    '/?only=trouble&sort=-active&diff=2018-11-01T18%3A49%3A13Z&theme=dark&lang=zh',
  );
  expect(pageHref(PLAIN, { language: 'zh' })).toBe('/?lang=zh');
});

test('any query string is understood without an exception, and so is the link made from it', () => {
  const names = fc.constantFrom('q', 'only', 'sort', 'ipvs', 'haproxy', 'at', 'diff', 'theme', 'lang');
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string({ unit: 'binary' }))), fc.string(), (pairs, header) => {
      const query = parsePageQuery(new URLSearchParams(pairs), header, NOW);
      const again = parsePageQuery(new URLSearchParams(pageHref(query).slice(2)), header, NOW);
      expect({ ...again, atSeconds: 0, diffSeconds: 0 }).toEqual({ ...query, atSeconds: 0, diffSeconds: 0 });
    }),
  );
});

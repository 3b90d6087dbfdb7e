import { expect, test } from 'vitest';
import { LivePages } from '../../src/live/live-pages.ts';
import type { PagePatch } from '../../src/view/page/blocks/block.ts';
import type { PageInput } from '../../src/view/page/page.ts';
import type { PageQuery } from '../../src/view/page/query/page-query.ts';
import { parsePageQuery } from '../../src/view/page/query/parse-page-query.ts';
import { exampleStatus, TAKEN_AT_SECONDS } from '../view/support/example-status.ts';

const FIRST = TAKEN_AT_SECONDS * 1000;

/** Moments a second apart from the example's on; the number of what was built is kept. */
function pagesUpTo(latest: { revision: number }, maxRows = 20_000) {
  const built: string[] = [];
  const inputAt = (query: PageQuery, revision: number): PageInput | undefined => {
    if (revision < FIRST || revision > latest.revision) return undefined;
    built.push(`${revision - FIRST} ${query.language}`);
    const status = { ...exampleStatus(), takenAtSeconds: revision / 1000 };
    return { status, query, history: () => undefined, version: '1.2.3' };
  };
  const pages = new LivePages({ inputAt, latest: () => latest.revision, points: () => ({ a: 1 }), maxRows });
  return { pages, built };
}

const query = (search: string): PageQuery => parsePageQuery(new URLSearchParams(search), undefined, 0);

function patchOf(pages: LivePages, search: string, base: number): PagePatch | undefined {
  const patch = pages.patch(query(search), base);
  return patch && (JSON.parse(patch.json) as PagePatch);
}

test('however many look at a page, it is built once a moment', () => {
  const latest = { revision: FIRST };
  const { pages, built } = pagesUpTo(latest);
  pages.page(query(''), FIRST);
  for (let second = 1; second <= 3; second += 1) {
    latest.revision = FIRST + second * 1000;
    for (let reader = 0; reader < 200; reader += 1) {
      expect(patchOf(pages, '', latest.revision - 1000)?.revision).toBe(latest.revision);
    }
  }
  expect(built).toEqual(['0 en', '1000 en', '2000 en', '3000 en']);
});

test('each query has pages of its own', () => {
  const { pages, built } = pagesUpTo({ revision: FIRST + 1000 });
  for (const search of ['', 'lang=zh', 'lang=zh', '']) patchOf(pages, search, FIRST);
  expect(built).toEqual(['0 en', '1000 en', '0 zh', '1000 zh']);
});

test('a reader that is behind gets all that changed in one patch', () => {
  const latest = { revision: FIRST };
  const { pages } = pagesUpTo(latest);
  latest.revision = FIRST + 9000;
  const patch = patchOf(pages, '', FIRST);
  expect([patch?.base, patch?.revision]).toEqual([FIRST, FIRST + 9000]);
  expect(patch?.points).toEqual({ a: 1 });
  expect(Object.keys(patch?.blocks ?? {}).length).toBeGreaterThan(0);
});

test('pages of ever new filters are not all kept', () => {
  const latest = { revision: FIRST };
  const { pages, built } = pagesUpTo(latest, 500);
  for (let index = 0; index < 30; index += 1) pages.page(query(`q=${index}`), FIRST);
  built.length = 0;
  pages.page(query('q=29'), FIRST);
  expect(built).toHaveLength(0);
  pages.page(query('q=0'), FIRST);
  expect(built).toHaveLength(1);
});

test('a moment that is not known has neither page nor patch', () => {
  const { pages } = pagesUpTo({ revision: FIRST });
  expect(pages.page(query(''), FIRST - 1)).toBeUndefined();
  expect(patchOf(pages, '', FIRST - 1)).toBeUndefined();
});

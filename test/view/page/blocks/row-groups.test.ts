import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chosenGroups,
  type GroupRules,
  groupPage,
  type RowGroup,
} from '../../../../src/view/page/blocks/row-groups.ts';

type Group = RowGroup<string, number>;

const RULES: GroupRules<string, number> = {
  headText: (head) => head,
  rowText: (row) => `row${row}`,
  isTrouble: (row) => row >= 100,
  isHeadTrouble: () => true,
  sortKey: (column) => (column === 'size' ? (row) => (row < 0 ? undefined : row) : undefined),
};

const ALL = { words: [], onlyTrouble: false, sort: undefined };
const GROUPS: readonly Group[] = [
  { head: 'web', rows: [3, 100, -1] },
  { head: 'dns', rows: [200, 1] },
  { head: 'empty', rows: [] },
];

test('words are looked for in the group and in the row', () => {
  const found = (words: readonly string[]) => chosenGroups(GROUPS, { ...ALL, words }, RULES);
  expect(found(['web', 'row100'])).toEqual([{ head: 'web', rows: [100] }]);
  expect(found(['dns'])).toEqual([GROUPS[1]]);
  expect(found(['empty'])).toEqual([GROUPS[2]]);
  expect(found(['nowhere'])).toEqual([]);
});

test('only trouble: rows that are not well, and a group that is trouble by being empty', () => {
  expect(chosenGroups(GROUPS, { ...ALL, onlyTrouble: true }, RULES)).toEqual([
    { head: 'web', rows: [100] },
    { head: 'dns', rows: [200] },
    { head: 'empty', rows: [] },
  ]);
});

test('sorted within the groups, and the groups by their first rows; what has no figure is last', () => {
  const sorted = (descending: boolean) =>
    chosenGroups(GROUPS, { ...ALL, sort: { column: 'size', descending } }, RULES).map(({ rows }) => rows);
  expect(sorted(true)).toEqual([[200, 1], [100, 3, -1], []]);
  expect(sorted(false)).toEqual([[1, 200], [3, 100, -1], []]);
});

test('a column of another section leaves the order', () => {
  expect(chosenGroups(GROUPS, { ...ALL, sort: { column: 'other', descending: true } }, RULES)).toBe(GROUPS);
});

test('a group is not torn apart unless it alone is larger than a page', () => {
  const groups = [6, 6, 25, 2].map((size, head) => ({
    head,
    rows: Array.from({ length: size }, (_, row) => row),
  }));
  const shown = [1, 2, 3, 4, 5].map((page) =>
    groupPage(groups, page, () => 1, 10).groups.map(({ head, rows }) => `${head}:${rows.length}`),
  );
  expect(shown).toEqual([['0:6'], ['1:6'], ['2:10'], ['2:10'], ['2:5', '3:2']]);
  expect(groupPage(groups, 3, () => 1, 10)).toMatchObject({
    page: 3,
    pages: 5,
    rowsBefore: 12,
    rows: 10,
    rowsTotal: 39,
  });
  expect(groupPage(groups, 99, () => 1, 10).page).toBe(5);
});

test('all pages together are all rows, in their order, whatever their number', () => {
  const sizes = fc.array(fc.nat(30), { maxLength: 20 });
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      (counts, perPage, lines) => {
        const groups = counts.map((size, head) => ({
          head,
          rows: Array.from({ length: size }, (_, row) => row),
        }));
        const { pages } = groupPage(groups, 1, () => lines, perPage);
        const seen = Array.from(
          { length: pages },
          (_, page) => groupPage(groups, page + 1, () => lines, perPage).groups,
        )
          .flat()
          .flatMap(({ head, rows }) => rows.map((row) => `${head} ${row}`));
        expect(seen).toEqual(groups.flatMap(({ head, rows }) => rows.map((row) => `${head} ${row}`)));
      },
    ),
  );
});

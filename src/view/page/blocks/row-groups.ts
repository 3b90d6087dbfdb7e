import { type PageQuery, ROWS_PER_PAGE } from '../query/page-query.ts';

/** Rows that stand together, such as the real servers of a virtual server. */
export interface RowGroup<Head, Row> {
  readonly head: Head;
  readonly rows: readonly Row[];
}

/** How the groups of a section are filtered and sorted. */
export interface GroupRules<Head, Row> {
  /** By what a filter finds it, beside the text of a row. */
  readonly headText: (head: Head) => string;
  readonly rowText: (row: Row) => string;
  readonly isTrouble: (row: Row, head: Head) => boolean;
  /** A group without rows that is trouble by itself. */
  readonly isHeadTrouble: (head: Head) => boolean;
  /** By a column's id; undefined for a column that is not of this section. */
  readonly sortKey: (column: string) => ((row: Row) => number | string | undefined) | undefined;
}

/** The groups that a query asks for: rows that do not match left out, in its order. */
export function chosenGroups<Head, Row>(
  groups: readonly RowGroup<Head, Row>[],
  query: Pick<PageQuery, 'words' | 'onlyTrouble' | 'sort'>,
  rules: GroupRules<Head, Row>,
): readonly RowGroup<Head, Row>[] {
  return sorted(filtered(groups, query, rules), query, rules);
}

function filtered<Head, Row>(
  groups: readonly RowGroup<Head, Row>[],
  { words, onlyTrouble }: Pick<PageQuery, 'words' | 'onlyTrouble'>,
  rules: GroupRules<Head, Row>,
): readonly RowGroup<Head, Row>[] {
  if (words.length === 0 && !onlyTrouble) return groups;
  return groups.flatMap(({ head, rows }) => {
    const headText = rules.headText(head).toLowerCase();
    const left = words.filter((word) => !headText.includes(word));
    if (rows.length === 0)
      return left.length === 0 && (!onlyTrouble || rules.isHeadTrouble(head)) ? [{ head, rows }] : [];
    const kept = rows.filter(
      (row) => (!onlyTrouble || rules.isTrouble(row, head)) && hasWords(left, () => rules.rowText(row)),
    );
    return kept.length === 0 ? [] : [{ head, rows: kept }];
  });
}

/** Whether a text, made only where there are words, has all of them. */
export function hasWords(words: readonly string[], text: () => string): boolean {
  if (words.length === 0) return true;
  const lower = text().toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** Rows within their groups, and groups by their first rows, so that the first row of all is first. */
function sorted<Head, Row>(
  groups: readonly RowGroup<Head, Row>[],
  { sort }: Pick<PageQuery, 'sort'>,
  rules: GroupRules<Head, Row>,
): readonly RowGroup<Head, Row>[] {
  const key = sort === undefined ? undefined : rules.sortKey(sort.column);
  if (sort === undefined || key === undefined) return groups;
  const order = (one: Keyed, other: Keyed): number => compareKeys(one.key, other.key, sort.descending);
  return groups
    .map(({ head, rows }) => {
      const keyed = rows.map((row) => ({ row, key: key(row) })).sort(order);
      return { key: keyed[0]?.key, group: { head, rows: keyed.map(({ row }) => row) } };
    })
    .sort(order)
    .map(({ group }) => group);
}

interface Keyed {
  readonly key: number | string | undefined;
}

const NAMES = new Intl.Collator('en', { numeric: true });

/** What has no figure stands last in either direction. */
function compareKeys(one: Keyed['key'], other: Keyed['key'], descending: boolean): number {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  const order =
    typeof one === 'number' && typeof other === 'number'
      ? one - other
      : NAMES.compare(String(one), String(other));
  return descending ? -order : order;
}

/** One page of a section. */
export interface GroupPage<Group> {
  readonly groups: readonly Group[];
  readonly page: number;
  readonly pages: number;
  /** Rows before this page's, on it, and of all. */
  readonly rowsBefore: number;
  readonly rows: number;
  readonly rowsTotal: number;
}

/**
 * The groups of one page; its number is that of the last one where the query asks for more. A group is not torn apart
 * unless it alone has more rows than a page: then it has pages of its own.
 */
export function groupPage<Head, Row>(
  groups: readonly RowGroup<Head, Row>[],
  wanted: number,
  linesPerRow = (_head: Head): number => 1,
  perPage = ROWS_PER_PAGE,
): GroupPage<RowGroup<Head, Row>> {
  const starts: { readonly piece: RowGroup<Head, Row>; readonly page: number; readonly lines: number }[] = [];
  let page = 1;
  let linesOnPage = 0;
  for (const group of groups) {
    const lines = Math.max(1, linesPerRow(group.head));
    const rowsPerPage = Math.max(1, Math.floor(perPage / lines));
    for (let from = 0; from === 0 || from < group.rows.length; from += rowsPerPage) {
      const rows = group.rows.length <= rowsPerPage ? group.rows : group.rows.slice(from, from + rowsPerPage);
      // A virtual server without real servers takes the place of a row.
      const pieceLines = Math.max(1, rows.length * lines);
      if (linesOnPage > 0 && linesOnPage + pieceLines > perPage) {
        page += 1;
        linesOnPage = 0;
      }
      starts.push({
        piece: rows === group.rows ? group : { head: group.head, rows },
        page,
        lines: rows.length * lines,
      });
      linesOnPage += pieceLines;
    }
  }
  const shown = Math.min(wanted, page);
  const sum = (pieces: typeof starts): number => pieces.reduce((total, { lines }) => total + lines, 0);
  const onPage = starts.filter((piece) => piece.page === shown);
  return {
    groups: onPage.map(({ piece }) => piece),
    page: shown,
    pages: page,
    rowsBefore: sum(starts.filter((piece) => piece.page < shown)),
    rows: sum(onPage),
    rowsTotal: sum(starts),
  };
}

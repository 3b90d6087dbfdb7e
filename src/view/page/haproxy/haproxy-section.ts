import { type Html, html } from '../../../text/html.ts';
import { HAPROXY_COLUMN_GROUPS, haproxyFigure } from '../../status/haproxy-columns.ts';
import type { Block } from '../blocks/block.ts';
import { blockId } from '../blocks/block-id.ts';
import { comparedGroups } from '../blocks/comparison.ts';
import { chosenGroups, type GroupRules, groupPage } from '../blocks/row-groups.ts';
import { tableBlock } from '../blocks/table-block.ts';
import { changeClass, changeTag } from '../markup/change-marks.ts';
import { classes } from '../markup/classes.ts';
import { countText } from '../markup/figures.ts';
import { nameMarkup } from '../markup/name-markup.ts';
import { placeText } from '../markup/place-text.ts';
import { tagMarkup } from '../markup/state-markup.ts';
import type { PageContext } from '../page-context.ts';
import { emptyBlock, pageLinks, sectionHead, tailBlock } from '../sections/section-head.ts';
import { proxyColumns, unfilledColumns } from './haproxy-columns.ts';
import {
  type HaproxyPlace,
  haproxyGroups,
  ORDER,
  type ProxyGroup,
  type ProxyHead,
  type ProxyLine,
  type ProxyRow,
} from './haproxy-groups.ts';

/** HAProxy's proxies as its own statistics page groups them, a block each; those of master and slave row by row. */
export function haproxySection(context: PageContext): readonly Block[] {
  const { status, compared, query, texts } = context;
  const all: readonly ProxyGroup[] = comparedGroups(
    haproxyGroups(status.nodes),
    compared && haproxyGroups(compared.nodes),
  );
  const chosen = inOrder(chosenGroups(all, query, rulesOf(status.takenAtSeconds)), query.sort !== undefined);
  const page = groupPage(chosen, query.pages.haproxy, ({ places }) => places.length);
  const links = { paged: 'haproxy', section: 'haproxy', title: texts.haproxy.title, page, context } as const;
  const head = sectionHead('haproxy', texts.haproxy.title, summary(all, context), pageLinks(links));
  if (page.groups.length === 0) return [head, emptyBlock('haproxy', context, texts.haproxy.none)];
  const placeName = placeNames(all);
  const unfilled = unfilledColumns(page.groups.flatMap(({ rows }) => rows));
  const blocks = page.groups.map((group) => proxyBlock(group, placeName, unfilled, context));
  return [head, ...blocks, ...tailBlock(links)];
}

type PlaceName = (place: HaproxyPlace) => string;

function proxyBlock(
  { head, rows }: ProxyGroup,
  placeName: PlaceName,
  unfilled: ReadonlySet<string>,
  context: PageContext,
): Block {
  const lines = rows.flatMap((row) =>
    row.rows.map((own, index) => ({
      key: row.rows.length === 1 ? row.key : `${row.key} ${index}`,
      className: classes(
        row.scope,
        own?.health ?? 'none',
        index === 0 ? '' : 'sibling',
        changeClass(row.change),
      ),
      row: { row, index, own } satisfies ProxyLine,
    })),
  );
  return tableBlock({
    id: blockId('haproxy', head.key),
    section: 'haproxy',
    caption: caption(head, placeName, context),
    columns: proxyColumns(head, placeName, unfilled, context),
    rows: lines,
    query: context.query,
    isWide: true,
  });
}

function caption(
  { key, mode, places, change }: ProxyHead,
  placeName: PlaceName,
  { texts }: PageContext,
): Html {
  const [only] = places;
  const place = places.length === 1 && only !== undefined ? placeName(only) : undefined;
  return html`${nameMarkup(key)}${changeTag(change, texts.frame)}${
    mode === undefined ? undefined : html` ${tagMarkup('mode', mode)}`
  }${place === undefined ? undefined : html` <span class="summary"><bdi>${place}</bdi></span>`}`;
}

function placeNames(all: readonly ProxyGroup[]): PlaceName {
  const places = new Map<string, HaproxyPlace>();
  for (const { head } of all)
    for (const place of head.places) places.set(JSON.stringify([place.node, place.source]), place);
  const nodes = new Set([...places.values()].map(({ node }) => node));
  return ({ node, source }) => placeText(source, node, nodes.size > 1);
}

const SORTABLE: ReadonlySet<string> = new Set(
  HAPROXY_COLUMN_GROUPS.flatMap(({ columns }) => columns.map(({ column }) => column)),
);

function rulesOf(nowSeconds: number): GroupRules<ProxyHead, ProxyRow> {
  return {
    headText: ({ key, mode }) => `${key} ${mode ?? ''}`,
    rowText: ({ name, rows }) =>
      `${name} ${rows.map((row) => `${row?.status ?? ''} ${row?.cells['addr'] ?? ''}`).join(' ')}`,
    isTrouble: ({ rows, change }) =>
      change === 'removed' ||
      rows.some((row) => row === undefined || row.health === 'bad' || row.health === 'warn'),
    isHeadTrouble: () => false,
    sortKey: (column) => {
      if (column === 'name') return ({ name }) => name;
      if (!SORTABLE.has(column)) return undefined;
      return ({ rows }) => highest(rows.map((row) => row && haproxyFigure(row, column, nowSeconds)));
    },
  };
}

/** Frontends and backends stay where HAProxy has them; only servers change their places. */
function inOrder(groups: readonly ProxyGroup[], isSorted: boolean): readonly ProxyGroup[] {
  if (!isSorted) return groups;
  return groups.map(({ head, rows }) => ({
    head,
    rows: [...rows].sort((one, other) => ORDER[one.scope] - ORDER[other.scope]),
  }));
}

function highest(values: readonly (number | string | undefined)[]): number | string | undefined {
  const figures = values.filter((value) => typeof value === 'number');
  return figures.length > 0 ? Math.max(...figures) : values.find((value) => value !== undefined);
}

function summary(all: readonly ProxyGroup[], { texts }: PageContext): string {
  const rows = all.reduce((sum, group) => sum + group.rows.length * group.head.places.length, 0);
  return all.length === 0 ? '' : texts.haproxy.summary(countText(all.length), countText(rows));
}

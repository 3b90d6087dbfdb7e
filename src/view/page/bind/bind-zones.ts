import { addToGroup } from '../../../model/group-by.ts';
import { html } from '../../../text/html.ts';
import type { BindStatus, BindZoneStatus } from '../../status/node-status.ts';
import type { Block } from '../blocks/block.ts';
import { chosenGroups, type GroupRules, groupPage, type RowGroup } from '../blocks/row-groups.ts';
import { type Column, tableBlock } from '../blocks/table-block.ts';
import type { Cell } from '../markup/cell.ts';
import { countText, NO_FIGURE } from '../markup/figures.ts';
import { nameMarkup } from '../markup/name-markup.ts';
import { placeText } from '../markup/place-text.ts';
import { tagMarkup } from '../markup/state-markup.ts';
import type { PageContext } from '../page-context.ts';
import { pageLinks } from '../sections/section-head.ts';

/** A name server, and the node that has read it. */
export interface BindRow {
  readonly node: string;
  readonly bind: BindStatus;
}

/** A zone on one name server, and the serials that all name servers have of it. */
interface ZoneRow {
  readonly server: string;
  readonly zone: BindZoneStatus;
  readonly serials: readonly { readonly server: string; readonly serial: number }[];
}

type ZoneGroup = RowGroup<{ readonly name: string }, ZoneRow>;

/** Counters of a zone by BIND's names, with the headings that its own statistics page has. */
const COUNTERS = {
  QrySuccess: 'NOERROR',
  QryNxrrset: 'NODATA',
  QryNXDOMAIN: 'NXDOMAIN',
  QrySERVFAIL: 'SERVFAIL',
} as const;

/** The zones of all name servers, those of one name below each other; serials that differ are marked. */
export function bindZonesBlocks(rows: readonly BindRow[], context: PageContext): readonly Block[] {
  const { query, texts } = context;
  const all = zoneGroups(rows);
  const page = groupPage(chosenGroups(all, query, RULES), query.pages.zones);
  if (page.groups.length === 0) return [];
  const shown = rows.reduce((sum, { bind }) => sum + bind.zones.length, 0);
  const known = rows.reduce((sum, { bind }) => sum + bind.zoneCount, 0);
  const note =
    known > shown
      ? html` <span class="summary">${texts.bind.zonesShown(countText(shown), countText(known))}</span>`
      : undefined;
  const table = tableBlock({
    id: 'bind-zones',
    section: 'bind',
    caption: html`<span class="key">${texts.bind.zones}</span>${note}`,
    columns: columns(context),
    rows: page.groups.flatMap(({ rows: ofZone }) =>
      ofZone.map((row) => ({
        key: JSON.stringify([row.server, row.zone.view, row.zone.name]),
        className: isTrouble(row) ? 'warn' : '',
        row,
      })),
    ),
    query,
    footer: pageLinks({ paged: 'zones', section: 'bind', title: texts.bind.zones, page, context }),
  });
  return [table];
}

function zoneGroups(rows: readonly BindRow[]): readonly ZoneGroup[] {
  const nodes = new Set(rows.map(({ node }) => node));
  const groups = new Map<string, Omit<ZoneRow, 'serials'>[]>();
  for (const { node, bind } of rows) {
    const server = placeText(bind.source, node, nodes.size > 1);
    for (const zone of bind.zones) addToGroup(groups, zone.name, { server, zone });
  }
  return [...groups].map(([name, ofZone]) => {
    const serials = ofZone.flatMap(({ server, zone: { serial } }) =>
      serial === undefined ? [] : [{ server, serial }],
    );
    return { head: { name }, rows: ofZone.map((row) => ({ ...row, serials })) };
  });
}

const SORT_KEYS: Readonly<Record<string, (row: ZoneRow) => number | string | undefined>> = {
  zone: ({ zone }) => zone.name,
  serial: ({ zone }) => zone.serial,
  queries: ({ zone }) => zone.queries,
};

const RULES: GroupRules<{ readonly name: string }, ZoneRow> = {
  headText: ({ name }) => name,
  rowText: ({ server, zone }) => `${server} ${zone.view} ${zone.serial ?? ''}`,
  isTrouble,
  isHeadTrouble: () => false,
  sortKey: (column) => (Object.hasOwn(SORT_KEYS, column) ? SORT_KEYS[column] : undefined),
};

function isTrouble(row: ZoneRow): boolean {
  return serialsDiffer(row) || (row.zone.counters['QrySERVFAIL'] ?? 0) > 0;
}

/** Views of one server may well have other serials, which are compared all the same: somebody should know. */
function serialsDiffer({ serials }: ZoneRow): boolean {
  return serials.some(({ serial }) => serial !== serials[0]?.serial);
}

function columns({ texts: { bind: texts } }: PageContext): readonly Column<ZoneRow>[] {
  const common = { isFigure: true, isSortable: true };
  return [
    {
      id: 'zone',
      heading: texts.zone,
      isSortable: true,
      cell: ({ zone }) => ({ content: nameMarkup(zone.name) }),
    },
    { id: 'zone_view', heading: texts.view, cell: ({ zone }) => ({ content: zone.view }) },
    {
      id: 'zone_server',
      heading: texts.server,
      cell: ({ server }) => ({ content: html`<bdi>${server}</bdi>` }),
    },
    { ...common, id: 'serial', heading: texts.serial, cell: (row) => serialCell(row, texts) },
    { ...common, id: 'queries', heading: texts.queries, cell: ({ zone }) => countText(zone.queries) },
    ...Object.entries(COUNTERS).map(
      ([counter, heading]): Column<ZoneRow> => ({
        id: counter,
        heading,
        isFigure: true,
        cell: ({ zone }) => countText(zone.counters[counter] ?? 0),
      }),
    ),
  ];
}

/** A serial is a number that names, and no amount: it has no separators. */
function serialCell(row: ZoneRow, texts: PageContext['texts']['bind']): Cell | string {
  const { serial } = row.zone;
  if (serial === undefined) return NO_FIGURE;
  if (!serialsDiffer(row)) return { content: String(serial) };
  const all = row.serials.map((one) => `${one.server}: ${one.serial}`).join(', ');
  return {
    content: html`<span title="${texts.serialDiffers(all)}">${tagMarkup('drift', '≠')} ${serial}</span>`,
    className: 'drift',
  };
}

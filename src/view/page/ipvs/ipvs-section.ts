import { type Html, html } from '../../../text/html.ts';
import type { Drift } from '../../status/drift.ts';
import type { Block } from '../blocks/block.ts';
import { blockId } from '../blocks/block-id.ts';
import { comparedGroups } from '../blocks/comparison.ts';
import { chosenGroups, type GroupRules, groupPage } from '../blocks/row-groups.ts';
import { tableBlock } from '../blocks/table-block.ts';
import { changeClass } from '../markup/change-marks.ts';
import { classes } from '../markup/classes.ts';
import { countText } from '../markup/figures.ts';
import { stateMarkup } from '../markup/state-markup.ts';
import type { PageContext } from '../page-context.ts';
import { emptyBlock, pageLinks, sectionHead, tailBlock } from '../sections/section-head.ts';
import { IPVS_SORT_KEYS, ipvsColumns } from './ipvs-columns.ts';
import {
  type IpvsGroup,
  type IpvsHead,
  type IpvsRow,
  ipvsGroups,
  isDrained,
  isInTable,
  nodesWithTables,
} from './ipvs-groups.ts';
import { connectionShares } from './ipvs-shares.ts';
import { lastChangesOf } from './last-changes-of.ts';
import { virtualServerCaption } from './virtual-server-caption.ts';

/** Differences of the directors' tables by virtual server, then by real server and what differs. */
type Drifts = ReadonlyMap<string, ReadonlyMap<string, Drift>>;

const NO_DRIFTS: ReadonlyMap<string, Drift> = new Map();

/** The tables of virtual servers, a block each, with those of all directors side by side. */
export function ipvsSection(context: PageContext): readonly Block[] {
  const { status, compared, query, texts } = context;
  const directors = nodesWithTables([...status.nodes, ...(compared?.nodes ?? [])]);
  const all: readonly IpvsGroup[] = comparedGroups(
    ipvsGroups(status.nodes, directors),
    compared && ipvsGroups(compared.nodes, directors),
  );
  const drifts = driftsByServer(status.drifts);
  const page = groupPage(chosenGroups(all, query, rulesOf(drifts)), query.pages.ipvs);
  const links = { paged: 'ipvs', section: 'ipvs', title: texts.ipvs.title, page, context } as const;
  const head = sectionHead('ipvs', texts.ipvs.title, summary(all, context), [
    emptyTables(context),
    pageLinks(links),
  ]);
  if (page.groups.length === 0) return [head, emptyBlock('ipvs', context, texts.ipvs.noTable)];
  const whole = new Map(all.map((group) => [group.head.key, group]));
  const changes = lastChangesOf(status.events);
  const blocks = page.groups.map((group) => {
    const { key } = group.head;
    const rowsOfAll = whole.get(key)?.rows ?? group.rows;
    return groupBlock(group, rowsOfAll, {
      context,
      directors,
      changes,
      drifts: drifts.get(key) ?? NO_DRIFTS,
    });
  });
  return [head, ...blocks, ...tailBlock(links)];
}

interface GroupView {
  readonly context: PageContext;
  readonly directors: readonly string[];
  readonly changes: ReturnType<typeof lastChangesOf>;
  readonly drifts: ReadonlyMap<string, Drift>;
}

function groupBlock(group: IpvsGroup, rowsOfAll: readonly IpvsRow[], view: GroupView): Block {
  const { head, rows } = group;
  const { context, directors, changes, drifts } = view;
  const shares = connectionShares(
    head,
    rowsOfAll.filter((row) => row.change !== 'removed' && isInTable(row)),
  );
  return tableBlock({
    id: blockId('ipvs', head.key),
    section: 'ipvs',
    caption: virtualServerCaption(head, drifts, context),
    columns: ipvsColumns({ head, directors, drifts, context }),
    rows: rows.map((row) => ({
      key: row.key,
      className: rowClass(row),
      row: {
        row,
        share: shares.get(row.key),
        lastChange: changes.ofRealServer(head.key, row.key),
      },
    })),
    query: context.query,
    footer: footer(head, rows, context),
  });
}

function footer(head: IpvsHead, rows: readonly IpvsRow[], { texts }: PageContext): Html | undefined {
  if (rows.some(isInTable) || head.change === 'removed') return undefined;
  return html`<p class="empty">${stateMarkup('bad', texts.ipvs.noRealServer)}</p>`;
}

function rowClass(row: IpvsRow): string {
  const isDown = row.isCheckDown ? 'bad' : isDrained(row) ? 'warn' : '';
  return classes(isDown, changeClass(row.change));
}

function rulesOf(drifts: Drifts): GroupRules<IpvsHead, IpvsRow> {
  const hasDrift = (head: IpvsHead, row?: IpvsRow): boolean =>
    [...(drifts.get(head.key)?.values() ?? [])].some(({ real }) => real === undefined || real === row?.key);
  return {
    headText: ({ key, servers }) => `${key} ${servers.map((server) => server?.scheduler ?? '').join(' ')}`,
    rowText: ({ key, servers }) => `${key} ${servers.map((server) => server?.forward ?? '').join(' ')}`,
    isTrouble: (row, head) =>
      row.isCheckDown || isDrained(row) || row.change === 'removed' || hasDrift(head, row),
    isHeadTrouble: () => true,
    sortKey: (column) => (Object.hasOwn(IPVS_SORT_KEYS, column) ? IPVS_SORT_KEYS[column] : undefined),
  };
}

function driftsByServer(drifts: readonly Drift[]): Drifts {
  const found = new Map<string, Map<string, Drift>>();
  for (const drift of drifts) {
    const ofServer = found.get(drift.virtual) ?? new Map<string, Drift>();
    ofServer.set(`${drift.real ?? ''} ${drift.what}`, drift);
    found.set(drift.virtual, ofServer);
  }
  return found;
}

function summary(all: readonly IpvsGroup[], { texts }: PageContext): string {
  const realServers = all.reduce((sum, { rows }) => sum + rows.filter(isInTable).length, 0);
  return all.length === 0 ? '' : texts.ipvs.summary(countText(all.length), countText(realServers));
}

/** A director whose keepalived was stopped has an empty table, which is no error and should be seen. */
function emptyTables({ status, texts }: PageContext): readonly Html[] {
  return status.nodes
    .filter(({ ipvs }) => ipvs?.virtualServers.length === 0)
    .map(({ node }) => html`<p class="note">${texts.ipvs.emptyTable(node)}</p>`);
}

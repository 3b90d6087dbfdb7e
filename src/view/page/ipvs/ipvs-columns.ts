import type { StackEvent } from '../../../model/stack-event.ts';
import { html } from '../../../text/html.ts';
import { realServerId } from '../../series/series-id.ts';
import type { Drift } from '../../status/drift.ts';
import type { RealServerStatus } from '../../status/node-status.ts';
import type { Column } from '../blocks/table-block.ts';
import type { Cell } from '../markup/cell.ts';
import { changeTag, withBefore } from '../markup/change-marks.ts';
import { classes } from '../markup/classes.ts';
import { eventNote } from '../markup/event-note.ts';
import { bytesText, countText, NO_FIGURE, rateText, wholePercentText } from '../markup/figures.ts';
import { nameMarkup } from '../markup/name-markup.ts';
import { sparkline, sumOfSeries } from '../markup/sparkline.ts';
import { stateMarkup, tagMarkup } from '../markup/state-markup.ts';
import type { PageContext } from '../page-context.ts';
import { type IpvsHead, type IpvsRow, isDrained, isInTable, sumOfRates } from './ipvs-groups.ts';
import type { ConnectionShare } from './ipvs-shares.ts';

/** A real server's row, with all that its cells tell. */
export interface IpvsLine {
  readonly row: IpvsRow;
  readonly share: ConnectionShare | undefined;
  readonly lastChange: StackEvent | undefined;
}

export interface IpvsColumnsInput {
  readonly head: IpvsHead;
  readonly directors: readonly string[];
  /** By real server and what differs: `192.168.56.184:53 weight`. */
  readonly drifts: ReadonlyMap<string, Drift>;
  readonly context: PageContext;
}

/** Figures that sort real servers, by the ids of their columns. */
export const IPVS_SORT_KEYS: Readonly<Record<string, (row: IpvsRow) => number | string | undefined>> = {
  real: ({ key }) => key,
  forward: (row) => firstOf(row)?.forward,
  weight: (row) => highest(row, 'weight'),
  active: (row) => highest(row, 'active'),
  inactive: (row) => highest(row, 'inactive'),
  connections: ({ servers }) => sumOfRates(servers, 'connectionsPerSecond'),
  packets: ({ servers }) => sumOfRates(servers, 'incomingPacketsPerSecond'),
  bytes: ({ servers }) => sumOfRates(servers, 'incomingBytesPerSecond'),
};

/** The columns of a virtual server's table: what each director has, then what goes through all of them. */
export function ipvsColumns(input: IpvsColumnsInput): readonly Column<IpvsLine>[] {
  const { head, directors, context } = input;
  const { ipvs, frame } = context.texts;
  const rates = { group: ipvs.perSecond, isFigure: true, isSortable: true };
  return [
    { id: 'real', heading: ipvs.realServer, isSortable: true, cell: (line) => nameCell(line, context) },
    { id: 'forward', heading: ipvs.forward, isSortable: true, cell: (line) => forwardCell(line, input) },
    ...directors.flatMap((_, index) => directorColumns(index, input)),
    {
      ...rates,
      id: 'connections',
      heading: ipvs.connections,
      cell: ({ row }) => rateText(sumOfRates(row.servers, 'connectionsPerSecond')),
    },
    {
      ...rates,
      id: 'packets',
      heading: ipvs.packetsIn,
      cell: ({ row }) => rateText(sumOfRates(row.servers, 'incomingPacketsPerSecond')),
    },
    {
      ...rates,
      id: 'bytes',
      heading: ipvs.bytesIn,
      cell: ({ row }) => bytesText(sumOfRates(row.servers, 'incomingBytesPerSecond')),
    },
    {
      id: 'share',
      heading: ipvs.share,
      title: ipvs.shareTitle,
      cell: ({ share }) => shareCell(share, ipvs.of),
    },
    {
      id: 'trend',
      heading: frame.lastMinutes,
      cell: ({ row }) => ({
        content: row.change === 'removed' ? undefined : sparkline(historyOf(head, row, input), frame),
        className: 'trend',
      }),
    },
    {
      id: 'change',
      heading: ipvs.lastChange,
      cell: ({ lastChange }) => ({
        content: lastChange && eventNote(lastChange, context.status.takenAtSeconds, context.texts.events),
        className: 'note',
      }),
    },
  ];
}

function directorColumns(index: number, input: IpvsColumnsInput): readonly Column<IpvsLine>[] {
  const { directors, context } = input;
  const { ipvs } = context.texts;
  const group = directors.length > 1 ? directors[index] : undefined;
  const common = { group, isFigure: true, isSortable: true };
  const figure = ({ row }: IpvsLine, name: 'active' | 'inactive'): string => {
    const server = row.servers[index];
    return server === undefined ? '' : countText(server[name]);
  };
  return [
    { ...common, id: 'weight', heading: ipvs.weight, cell: (line) => weightCell(line, index, input) },
    { ...common, id: 'active', heading: ipvs.active, cell: (line) => figure(line, 'active') },
    { ...common, id: 'inactive', heading: ipvs.inactive, cell: (line) => figure(line, 'inactive') },
  ];
}

function nameCell({ row }: IpvsLine, { texts }: PageContext): Cell {
  const down = row.isCheckDown ? html` ${stateMarkup('bad', texts.ipvs.checkDown)}` : undefined;
  const drained = isDrained(row) ? html` ${stateMarkup('warn', texts.ipvs.drained)}` : undefined;
  return {
    content: html`${nameMarkup(row.key)}${down}${drained}${changeTag(row.change, texts.frame)}`,
  };
}

function forwardCell({ row }: IpvsLine, { drifts, context }: IpvsColumnsInput): Cell {
  const now = firstOf(row)?.forward ?? '';
  const drift = drifts.get(`${row.key} forward`);
  const tag = drift === undefined ? undefined : html` ${driftTag(drift, context)}`;
  return withBefore(
    html`${now}${tag}`,
    now,
    row.before && (firstOf(row.before)?.forward ?? ''),
    context.texts.frame,
  );
}

function weightCell({ row }: IpvsLine, index: number, input: IpvsColumnsInput): Cell {
  const { directors, drifts, context } = input;
  const { ipvs, frame } = context.texts;
  const server = row.servers[index];
  if (server === undefined && (!isInTable(row) || row.change === 'removed')) return { content: undefined };
  if (server === undefined)
    return { content: tagMarkup('drift', ipvs.notIn(directors[index] ?? '')), className: 'drift' };
  const now = countText(server.weight);
  const drift = drifts.get(`${row.key} weight`);
  const marks = [drift === undefined ? undefined : html`${driftTag(drift, context)} `];
  const previous = row.before?.servers[index];
  const cell = withBefore(html`${marks}${now}`, now, previous && countText(previous.weight), frame);
  return drift === undefined ? cell : { ...cell, className: classes(cell.className, 'drift') };
}

/** `drift`, with what each node has as its title. */
export function driftTag(drift: Drift, { texts }: PageContext) {
  const values = drift.values
    .map(({ node, value }) => `${node}: ${value === '' ? NO_FIGURE : value}`)
    .join(', ');
  return html`<span class="tag drift" title="${texts.ipvs.drifts[drift.what]}: ${values}">≠ ${texts.ipvs.drift}</span>`;
}

function shareCell(share: ConnectionShare | undefined, of: string): Cell {
  const { observed, expected } = share ?? {};
  if (expected === undefined && observed === undefined) return { content: undefined };
  const figures = [
    observed === undefined ? undefined : html`${wholePercentText(observed)}`,
    expected === undefined ? undefined : html` <span class="of">${of} ${wholePercentText(expected)}</span>`,
  ];
  return { content: html`${shareBar(observed ?? 0, expected)}${figures}`, className: 'share' };
}

/** A bar as long as the share, and a mark where its weight would put its end. The figures beside it say the same. */
function shareBar(observed: number, expected: number | undefined) {
  const at = expected === undefined ? undefined : Math.round(expected * 100);
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.round(observed * 100)}" height="8"/>${
    at === undefined ? undefined : html`<path d="M${at} 0v8"/>`
  }</svg>`;
}

function historyOf(head: IpvsHead, row: IpvsRow, { directors, context }: IpvsColumnsInput) {
  return sumOfSeries(
    directors.map((node) => context.history(realServerId(node, head.key, row.key, 'packets'))),
  );
}

function firstOf({ servers }: IpvsRow): RealServerStatus | undefined {
  return servers.find((server) => server !== undefined);
}

function highest({ servers }: IpvsRow, name: 'weight' | 'active' | 'inactive'): number | undefined {
  const known = servers.flatMap((server) => server?.[name] ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

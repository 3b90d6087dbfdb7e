import { type HtmlValue, html } from '../../../text/html.ts';
import { HAPROXY_COLUMN_GROUPS, type HaproxyColumn, haproxyFigure } from '../../status/haproxy-columns.ts';
import type { HaproxyRowStatus } from '../../status/node-status.ts';
import type { Column } from '../blocks/table-block.ts';
import type { Cell } from '../markup/cell.ts';
import { changeTag, withBefore } from '../markup/change-marks.ts';
import { bytesText, countText, NO_FIGURE, spanText } from '../markup/figures.ts';
import { nameMarkup } from '../markup/name-markup.ts';
import { tagMarkup } from '../markup/state-markup.ts';
import { ageMarkup } from '../markup/time-markup.ts';
import type { PageContext } from '../page-context.ts';
import type { HaproxyPlace, ProxyHead, ProxyLine, ProxyRow } from './haproxy-groups.ts';
import { lastCheckCell, statusCell } from './haproxy-state-cells.ts';

type Figure = (value: number | string, row: HaproxyRowStatus) => string;

/** Figures that are no plain counts. */
const FORMATS: Readonly<Record<string, Figure>> = {
  bin: figure(bytesText),
  bout: figure(bytesText),
  downtime: figure(spanText),
  throttle: figure((percent) => `${countText(percent)}\u00a0%`),
  act: yesOrCount,
  bck: yesOrCount,
};

/** What is configured or decided, and so should be the same in master and slave. */
const SHOULD_AGREE: ReadonlySet<string> = new Set(['slim', 'qlimit', 'rate_lim', 'weight', 'act', 'bck']);

/** Limits that HAProxy writes as 0 where there is none. */
const LIMITS: ReadonlySet<string> = new Set(['slim', 'qlimit', 'rate_lim']);

/** The columns of HAProxy's own statistics page, behind a name and, where there are several, which HAProxy it is. */
export function proxyColumns(
  head: ProxyHead,
  placeName: (place: HaproxyPlace) => string,
  unfilled: ReadonlySet<string>,
  context: PageContext,
): readonly Column<ProxyLine>[] {
  const { haproxy, frame } = context.texts;
  const name: Column<ProxyLine> = {
    id: 'name',
    heading: haproxy.name,
    isSortable: true,
    cell: ({ row }) => ({
      content: html`${nameMarkup(row.name)}${changeTag(row.change, frame)}`,
    }),
  };
  const place: Column<ProxyLine> = {
    id: 'haproxy',
    heading: haproxy.process,
    cell: ({ index }) => ({ content: nameMarkup(placeNameAt(head, index, placeName)) }),
  };
  const figures = HAPROXY_COLUMN_GROUPS.flatMap(({ id, columns }) =>
    columns
      .filter(({ column }) => !unfilled.has(column))
      .map((column) => figureColumn(column, haproxy.groups[id], head, placeName, context)),
  );
  return [name, ...(head.places.length > 1 ? [place] : []), ...figures];
}

/** Columns that many a configuration has nothing in; a screen has no room for what is empty. */
const OFTEN_EMPTY = ['qlimit', 'rate_lim', 'slim', 'lbtot', 'lastsess', 'throttle', 'chkfail', 'chkdown'];

/** Columns that no row of these has anything in. */
export function unfilledColumns(rows: Iterable<ProxyRow>): ReadonlySet<string> {
  const unfilled = new Set(OFTEN_EMPTY);
  for (const { rows: all } of rows)
    for (const row of all)
      for (const column of unfilled)
        if (row !== undefined && figureText(row, column, 0) !== '') unfilled.delete(column);
  return unfilled;
}

function placeNameAt(
  { places }: ProxyHead,
  index: number,
  placeName: (place: HaproxyPlace) => string,
): string {
  const place = places[index];
  return place === undefined ? '' : placeName(place);
}

function figureColumn(
  { column, heading }: HaproxyColumn,
  group: string,
  head: ProxyHead,
  placeName: (place: HaproxyPlace) => string,
  context: PageContext,
): Column<ProxyLine> {
  const { haproxy } = context.texts;
  const common = { id: column, group, heading: haproxy.headings[heading] ?? heading, isSortable: true };
  const nameAt = (index: number): string => placeNameAt(head, index, placeName);
  if (column === 'status') return { ...common, cell: (line) => statusCell(line, nameAt, context) };
  if (column === 'check_status') return { ...common, isSortable: false, cell: (line) => lastCheckCell(line) };
  if (column === 'lastsess')
    return {
      ...common,
      isFigure: true,
      cell: ({ own }) => ({ content: lastSessionText(own, context.status.takenAtSeconds) }),
    };
  const now = context.status.takenAtSeconds;
  return {
    ...common,
    isFigure: true,
    cell: (line) => {
      const text = figureText(line.own, column, now);
      const isCompared = SHOULD_AGREE.has(column);
      if (isCompared && line.row.rows.length > 1 && differs(line, column, now))
        return differingCell(text, line, column, nameAt, context);
      const before = isCompared ? line.row.before?.rows[line.index] : undefined;
      return before === undefined
        ? text
        : withBefore(text, text, figureText(before, column, now), context.texts.frame);
    },
  };
}

function figureText(row: HaproxyRowStatus | undefined, column: string, nowSeconds: number): string {
  const value = row && haproxyFigure(row, column, nowSeconds);
  if (row === undefined || value === undefined || (value === 0 && LIMITS.has(column))) return '';
  const format = FORMATS[column];
  if (format !== undefined) return format(value, row);
  return typeof value === 'number' ? countText(value) : value;
}

function figure(format: (value: number) => string): Figure {
  return (value) => (typeof value === 'number' ? format(value) : value);
}

/** HAProxy's page has Y for a server and how many there are for a backend. */
function yesOrCount(value: number | string, { scope }: HaproxyRowStatus): string {
  if (scope !== 'server') return typeof value === 'number' ? countText(value) : value;
  return Number(value) > 0 ? 'Y' : '-';
}

function differs({ row }: ProxyLine, column: string, nowSeconds: number): boolean {
  const texts = row.rows.filter((one) => one !== undefined).map((one) => figureText(one, column, nowSeconds));
  return texts.some((text) => text !== texts[0]);
}

function differingCell(
  text: string,
  { row }: ProxyLine,
  column: string,
  nameAt: (index: number) => string,
  { status, texts }: PageContext,
): Cell {
  const all = row.rows
    .map(
      (one, index) =>
        `${nameAt(index)}: ${one === undefined ? NO_FIGURE : figureText(one, column, status.takenAtSeconds) || NO_FIGURE}`,
    )
    .join(', ');
  return {
    content: html`<span title="${texts.haproxy.differs}: ${all}">${tagMarkup('drift', '≠')} ${text === '' ? NO_FIGURE : text}</span>`,
    className: 'drift',
  };
}

/** A server with traffic has a session in each second; the time of the last would be another one with each collection. */
const BUSY_SECONDS = 2;

function lastSessionText(row: HaproxyRowStatus | undefined, nowSeconds: number): HtmlValue {
  const { lastSessionSeconds } = row ?? {};
  const isBusy = lastSessionSeconds !== undefined && nowSeconds - lastSessionSeconds < BUSY_SECONDS;
  return isBusy ? `<${BUSY_SECONDS}s` : ageMarkup(lastSessionSeconds, nowSeconds);
}

import type { HaproxyInfo, HaproxyRow, HaproxyScope, HaproxyStats } from '../../model/haproxy.ts';
import type { SourceReport } from '../../model/snapshot.ts';
import { joinLabels, labelSet, sourceLabel } from './labels.ts';

/** All HAProxys of one scrape. */
export type HaproxyReports = readonly SourceReport<'haproxy'>[];

/** Scopes in the order in which HAProxy's own exporter writes them. */
export const HAPROXY_SCOPES = [
  'frontend',
  'listener',
  'backend',
  'server',
] as const satisfies readonly HaproxyScope[];

/** One row and its labels. */
export interface HaproxyEntry {
  readonly row: HaproxyRow;
  readonly labels: string;
}

/** One source that answered. */
export interface HaproxyTable {
  readonly stats: HaproxyStats;
  readonly entries: Readonly<Record<HaproxyScope, readonly HaproxyEntry[]>>;
}

/** `show info` of one process and its labels. */
export interface HaproxyProcess {
  readonly info: HaproxyInfo;
  readonly labels: string;
}

/** What the families of one scrape share, so that labels are written once a row and not once a sample. */
export interface HaproxyView {
  readonly tables: readonly HaproxyTable[];
  readonly processes: readonly HaproxyProcess[];
}

const VIEWS = new WeakMap<HaproxyReports, HaproxyView>();

/** The view of a scrape's reports, made at the first call for them. */
export function haproxyView(reports: HaproxyReports): HaproxyView {
  let view = VIEWS.get(reports);
  if (view === undefined) {
    view = makeView(reports);
    VIEWS.set(reports, view);
  }
  return view;
}

function makeView(reports: HaproxyReports): HaproxyView {
  const tables: HaproxyTable[] = [];
  const processes: HaproxyProcess[] = [];
  for (const { source, outcome } of reports) {
    if (outcome.kind !== 'ok') continue;
    const { stats } = outcome.value;
    const { rows, infos } = withoutTornTwins(stats.rows, outcome.value.infos);
    const prefixOf = processPrefix(source, rows, infos);
    tables.push({ stats, entries: entriesByScope(rows, prefixOf) });
    processes.push(...infos.map((info) => ({ info, labels: prefixOf(processOf(info)) })));
  }
  return { tables, processes };
}

/**
 * A row or `show info` that lost its process number has the labels of its whole twin, if the text has that as well:
 * then the whole one alone is shown.
 */
function withoutTornTwins(
  rows: readonly HaproxyRow[],
  infos: readonly HaproxyInfo[],
): { rows: readonly HaproxyRow[]; infos: readonly HaproxyInfo[] } {
  const torn = rows.some(({ process }) => process === '');
  const numbered = new Set(torn ? rows.filter(({ process }) => process !== '').map(rowKey) : []);
  const hasNumberedInfo = infos.some((info) => processOf(info) !== '');
  return {
    rows: torn ? rows.filter((row) => row.process !== '' || !numbered.has(rowKey(row))) : rows,
    infos: infos.filter((info) => processOf(info) !== '' || !hasNumberedInfo),
  };
}

function rowKey({ scope, proxy, name }: HaproxyRow): string {
  return JSON.stringify([scope, proxy, name]);
}

function processOf(info: HaproxyInfo): string {
  return info.get('Process_num') ?? '';
}

/** Labels that all series of one process have. The process is named only where there is more than one. */
function processPrefix(
  source: string,
  rows: readonly HaproxyRow[],
  infos: readonly HaproxyInfo[],
): (process: string) => string {
  const processes = new Set([...rows.map((row) => row.process), ...infos.map(processOf)]);
  const several = [...processes].filter((process) => process !== '').length > 1;
  const prefixes = new Map(
    [...processes].map((process) => [
      process,
      joinLabels(sourceLabel(source), several && process !== '' ? labelSet({ process }) : ''),
    ]),
  );
  return (process) => prefixes.get(process) ?? '';
}

function entriesByScope(
  rows: readonly HaproxyRow[],
  prefixOf: (process: string) => string,
): HaproxyTable['entries'] {
  const entries = {
    frontend: [] as HaproxyEntry[],
    listener: [] as HaproxyEntry[],
    backend: [] as HaproxyEntry[],
    server: [] as HaproxyEntry[],
  };
  for (const row of rows) {
    const { scope, proxy, name } = row;
    const own =
      scope === 'server' || scope === 'listener' ? labelSet({ proxy, [scope]: name }) : labelSet({ proxy });
    entries[scope].push({ row, labels: joinLabels(prefixOf(row.process), own) });
  }
  return entries;
}

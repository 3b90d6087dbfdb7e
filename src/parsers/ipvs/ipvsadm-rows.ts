import { isIP } from 'node:net';
import type { VirtualServer } from '../../model/ipvs.ts';
import { RealServerDraft } from '../../model/real-server-draft.ts';
import { readEndpoint } from './endpoint.ts';
import { type Doubt, readConnections, readCounters, readFigure, readRates } from './ipvsadm-figures.ts';
import type { ServerPlaces, TableMode } from './ipvsadm-modes.ts';

export type VirtualServerDraft = {
  -readonly [Field in keyof Omit<VirtualServer, 'realServers'>]: VirtualServer[Field];
} & { realServers: RealServerDraft[] };

type FiveFigures = Exclude<TableMode, { readonly kind: 'servers' }>;

const KNOWN_PROTOCOLS = new Set(['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6']);
const PROTOCOL = /^[A-Z][A-Za-z0-9]*$/;

/**
 * A virtual server's row: `TCP  172.16.0.1:https sh (sh-port) persistent 600 mask 255.255.255.0 pe sip ops`,
 * `FWM  2 IPv6 wrr`, DPVS's `MATCH icmp,from=… rr`, or with figures in place of the scheduler.
 *
 * @param cells the words of the line
 * @returns undefined where the line is no such row
 */
export function readVirtualServerRow(
  cells: readonly string[],
  mode: TableMode | undefined,
  doubt: Doubt,
): VirtualServerDraft | undefined {
  const server = readVirtualServer(cells, doubt);
  if (server === undefined) return undefined;
  const next = server.family === 'ipv6' && server.mark !== undefined ? 3 : 2;
  if (mode !== undefined && mode.kind !== 'servers') {
    // DPVS puts words (`bps 10M`) between the name and the figures: these are the last ones.
    const from = Math.max(next, cells.length - mode.places.length);
    if (from > next) server.otherFlags = cells.slice(next, from);
    readFive(server, cells, from, mode, doubt);
  } else if (mode !== undefined || readFigure(cells[next] ?? '') === undefined) {
    readFlags(server, cells, next);
  }
  return server;
}

/**
 * A real server's row: `-> 172.16.0.10:http  Route  1  0  0`.
 *
 * @param cells the words of the line, the arrow first
 * @returns undefined where there is no endpoint behind the arrow
 */
export function readRealServerRow(
  cells: readonly string[],
  mode: TableMode,
  doubt: Doubt,
): RealServerDraft | undefined {
  const endpoint = readEndpoint(cells[1] ?? '', doubt);
  if (endpoint === undefined) return undefined;
  const server = new RealServerDraft(endpoint);
  if (mode.kind !== 'servers') {
    readFive(server, cells, 2, mode, doubt);
    return server;
  }
  readFacts(server, cells, mode.places, doubt);
  const behind = mode.columns + 2;
  if (cells.length < behind) doubt(`the row ends after ${cells.length - 2} of ${mode.columns} columns`);
  else if (cells.length > behind) server.otherFlags = cells.slice(behind);
  return server;
}

/** The words that name a virtual server: two, or three for a mark of IPv6. */
function readVirtualServer(cells: readonly string[], doubt: Doubt): VirtualServerDraft | undefined {
  const [protocol = '', name = ''] = cells;
  if (!PROTOCOL.test(protocol)) return undefined;
  const rest = { schedulerFlags: [], onePacket: false, realServers: [] };
  if (protocol === 'FWM') {
    const mark = readFigure(name);
    if (mark === undefined) return undefined;
    const family = cells[2] === 'IPv6' ? 'ipv6' : 'ipv4';
    return { protocol, address: '', port: 0, mark: unsigned(mark), family, ...rest };
  }
  if (protocol === 'MATCH') {
    // DPVS balances by ranges of addresses; the pattern is all the name there is.
    const isPattern = name.includes(',') || KNOWN_PROTOCOLS.has(name.toUpperCase());
    return isPattern ? { protocol, address: name, port: 0, ...rest } : undefined;
  }
  const isKnown = KNOWN_PROTOCOLS.has(protocol);
  const endpoint = readEndpoint(name, isKnown ? doubt : () => undefined);
  if (endpoint === undefined) return undefined;
  const version = isIP(endpoint.address);
  // A protocol that nobody knows is believed when address and port follow; otherwise any text might be a row.
  if (!isKnown && (version === 0 || endpoint.portName !== undefined)) return undefined;
  const server: VirtualServerDraft = { protocol, ...endpoint, ...rest };
  if (version !== 0) server.family = version === 6 ? 'ipv6' : 'ipv4';
  return server;
}

/** ipvsadm up to 1.31 prints marks as signed integers; the kernel's are unsigned. */
export function unsigned(mark: number): number {
  return mark < 0 ? mark + 2 ** 32 : mark;
}

/** The scheduler and what follows it. Words that ipvsadm does not print are DPVS's, and are kept. */
function readFlags(server: VirtualServerDraft, cells: readonly string[], from: number): void {
  const scheduler = cells[from];
  if (scheduler === undefined) return;
  server.scheduler = scheduler;
  const others: string[] = [];
  for (let at = from + 1; at < cells.length; at += 1) {
    const word = cells[at] ?? '';
    const value = cells[at + 1];
    if (word.startsWith('(') && word.endsWith(')')) {
      server.schedulerFlags = word.slice(1, -1).split(',');
    } else if (word === 'ops') {
      server.onePacket = true;
    } else if (word === 'persistent' && value !== undefined && readFigure(value) !== undefined) {
      server.persistentSeconds = readFigure(value) ?? 0;
      at += 1;
    } else if (word === 'mask' && value !== undefined) {
      server.persistenceMask = value.replace(/^\//, '');
      at += 1;
    } else if (word === 'pe' && value !== undefined) {
      server.persistenceEngine = value;
      at += 1;
    } else {
      others.push(word);
    }
  }
  if (others.length > 0) server.otherFlags = others;
}

function readFive(
  server: RealServerDraft | VirtualServerDraft,
  cells: readonly string[],
  from: number,
  mode: FiveFigures,
  doubt: Doubt,
): void {
  if (mode.kind === 'counters') {
    const counters = readCounters(cells, from, mode.places);
    if (counters !== undefined) {
      server.counters = counters;
      return;
    }
  } else {
    const rates = readRates(cells, from, mode.places);
    if (rates !== undefined) {
      server.rates = rates;
      return;
    }
  }
  doubt(`five figures are wanted, not ${JSON.stringify(cells.slice(from).join(' '))}`);
}

/** Written out field by field: a loop over names of fields took six times as long for 2,400 real servers. */
function readFacts(
  server: RealServerDraft,
  cells: readonly string[],
  places: ServerPlaces,
  doubt: Doubt,
): void {
  const forward = cellAt(cells, places.forward);
  if (forward !== undefined) server.forward = forward;
  const tunnel = cellAt(cells, places.tunnel);
  if (tunnel !== undefined && tunnel !== 'n/a') server.tunnel = tunnel;
  const weight = figureAt(cells, places.weight, readFigure, doubt);
  if (weight !== undefined) server.weight = weight;
  const active = figureAt(cells, places.active, readConnections, doubt);
  if (active !== undefined) server.activeConnections = active;
  const inactive = figureAt(cells, places.inactive, readConnections, doubt);
  if (inactive !== undefined) server.inactiveConnections = inactive;
  const persistent = figureAt(cells, places.persistent, readConnections, doubt);
  if (persistent !== undefined) server.persistentConnections = persistent;
  const upper = figureAt(cells, places.upperThreshold, readFigure, doubt);
  if (upper !== undefined) server.upperThreshold = upper;
  const lower = figureAt(cells, places.lowerThreshold, readFigure, doubt);
  if (lower !== undefined) server.lowerThreshold = lower;
}

/** The cell at a place behind the arrow and the name. */
function cellAt(cells: readonly string[], place: number): string | undefined {
  return place < 0 ? undefined : cells[place + 2];
}

function figureAt(
  cells: readonly string[],
  place: number,
  read: (text: string, doubt: Doubt) => number | undefined,
  doubt: Doubt,
): number | undefined {
  const text = cellAt(cells, place);
  if (text === undefined) return undefined;
  const figure = read(text, doubt);
  if (figure === undefined) doubt(`${JSON.stringify(text)} is no figure`);
  return figure;
}

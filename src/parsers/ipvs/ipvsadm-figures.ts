import type { IpvsCounters, IpvsRates } from '../../model/ipvs.ts';
import type { FivePlaces } from './ipvsadm-modes.ts';

/** Told what in a row cannot be right, or cannot be read. */
export type Doubt = (reason: string) => void;

/** ipvsadm divides by powers of ten, not of two (print_largenum in ipvsadm.c). */
const SCALES: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** The kernel counts connections in signed 32 bits, ipvsadm prints them unsigned: from here on it is below zero. */
const UNDERFLOW_FROM = 2 ** 31;

/** `1133`, `-1`, `157451K`; undefined for anything else. */
export function readFigure(text: string): number | undefined {
  const end = isScaled(text) ? text.length - 1 : text.length;
  const start = text.charCodeAt(0) === 0x2d ? 1 : 0;
  if (start === end) return undefined;
  let figure = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    figure = figure * 10 + digit;
  }
  // Adding digit by digit rounds at every step once a double cannot hold them all.
  if (end - start > 15) figure = Number(text.slice(start, end));
  if (end !== text.length) figure *= SCALES[text.slice(end)] ?? 1;
  return start === 0 ? figure : -figure;
}

/** A number of connections; one that has run below zero is taken as 0, and `doubt` is told. */
export function readConnections(text: string, doubt: Doubt): number | undefined {
  const connections = readFigure(text);
  if (connections === undefined || (connections >= 0 && connections < UNDERFLOW_FROM)) return connections;
  doubt(`${text} connections have run below zero, taken as 0`);
  return 0;
}

/** @returns undefined unless there is a figure at each of the places: half a set would look like a restart */
export function readCounters(
  cells: readonly string[],
  from: number,
  places: FivePlaces,
): IpvsCounters | undefined {
  const connections = readFigure(cells[from + places[0]] ?? '');
  const incomingPackets = readFigure(cells[from + places[1]] ?? '');
  const outgoingPackets = readFigure(cells[from + places[2]] ?? '');
  const incomingBytes = readFigure(cells[from + places[3]] ?? '');
  const outgoingBytes = readFigure(cells[from + places[4]] ?? '');
  if (
    connections === undefined ||
    incomingPackets === undefined ||
    outgoingPackets === undefined ||
    incomingBytes === undefined ||
    outgoingBytes === undefined
  ) {
    return undefined;
  }
  const counters = { connections, incomingPackets, outgoingPackets, incomingBytes, outgoingBytes };
  for (let at = from; at < from + places.length; at += 1) {
    if (isScaled(cells[at] ?? '')) return { ...counters, rounded: true };
  }
  return counters;
}

/** @returns undefined unless there is a figure at each of the places */
export function readRates(cells: readonly string[], from: number, places: FivePlaces): IpvsRates | undefined {
  const five = readCounters(cells, from, places);
  return (
    five && {
      connectionsPerSecond: five.connections,
      incomingPacketsPerSecond: five.incomingPackets,
      outgoingPacketsPerSecond: five.outgoingPackets,
      incomingBytesPerSecond: five.incomingBytes,
      outgoingBytesPerSecond: five.outgoingBytes,
    }
  );
}

function isScaled(text: string): boolean {
  return text.charCodeAt(text.length - 1) > 0x39 && SCALES[text.slice(-1)] !== undefined;
}

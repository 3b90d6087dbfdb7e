import { detached } from '../../model/detach.ts';
import type { BlockOwner } from './stats-builder.ts';

/** BIND 8 writes the time in words behind the number. */
const MARKER = /^(\+\+\+|---) Statistics Dump \1 \((\d{1,15})\)/;
const TITLE = /^\+\+\s+(\S.*?)\s+\+\+$/;

/** `+++ Statistics Dump +++ (1795168003)` opens a dump, `--- Statistics Dump --- (1795168003)` closes it. */
export function statisticsMarker(line: string): { opens: boolean; epoch: string } | undefined {
  const [, sign, epoch] = MARKER.exec(line) ?? [];
  return epoch === undefined ? undefined : { opens: sign === '+++', epoch };
}

/** `++ Incoming Requests ++` */
export function sectionTitle(line: string): string | undefined {
  return TITLE.exec(line)?.[1];
}

/**
 * Whose counters follow: `[Common]`, `[View: name]`, `[View: name (Cache: cache)]`, or in a section by zone
 * `[zone]`, `[zone (view: name)]`. Names of views may hold anything that named.conf may quote; those of zones are
 * escaped by BIND and hold no space.
 */
export function blockOwner(line: string, ofZones: boolean): BlockOwner | undefined {
  const text = line.slice(1, -1).trim();
  if (!line.endsWith(']') || text === '') return undefined;
  if (text === 'Common' && !ofZones) return {};
  return text.startsWith('View: ') && !ofZones ? viewOwner(text.slice('View: '.length)) : zoneOwner(text);
}

function zoneOwner(text: string): BlockOwner {
  const [zone, view] = splitTail(text, ' (view: ', text.indexOf(' (view: '));
  return { zone: detached(zone), view: viewName(view ?? 'default') };
}

function viewOwner(text: string): BlockOwner {
  const [view, cache] = splitTail(text, ' (Cache: ', text.lastIndexOf(' (Cache: '));
  return { view: viewName(view), ...(cache !== undefined && { cache: viewName(cache) }) };
}

/** `name (view: other)` taken apart at the place where ` (view: ` begins, -1 for none. */
function splitTail(text: string, mark: string, at: number): [string, string?] {
  if (at === -1 || !text.endsWith(')')) return [text];
  return [text.slice(0, at), text.slice(at + mark.length, -1)];
}

/** BIND calls the one view of a configuration without views `_default`, and in named.stats mostly `default`. */
export function viewName(name: string): string {
  return name === '_default' ? 'default' : detached(name);
}

import { detached } from '../../model/detach.ts';
import { type BindSection, NAME_SERVER, ZONE_QUERIES } from './sections.ts';
import type { BlockOwner } from './stats-builder.ts';

/** A figure that names its place itself, under the name that BIND 9.5 and later give it. */
export interface PlacedFigure {
  readonly section: BindSection;
  readonly owner: BlockOwner;
  readonly name: string;
  readonly digits: string;
}

/** The eight counters of BIND 9.0 to 9.4 (lib/dns/stats.c). */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['success', 'QrySuccess'],
  ['referral', 'QryReferral'],
  ['nxrrset', 'QryNxrrset'],
  ['nxdomain', 'QryNXDOMAIN'],
  ['recursion', 'QryRecursion'],
  ['failure', 'QryFailure'],
  ['duplicate', 'QryDuplicate'],
  ['dropped', 'QryDropped'],
]);

const ROW = /^([a-z]+)\s+(-?\d+)(?:\s+(\S+)(?:\s+(\S.*))?)?$/;

/**
 * Reads a row of the format that BIND had before it knew sections, `success 12 example.com internal`: a counter of
 * the server, or of a zone, whose view is named unless it is the only one.
 *
 * @returns undefined for any other line
 */
export function readPre95Row(line: string): PlacedFigure | undefined {
  const [, word = '', digits = '', zone, view = 'default'] = ROW.exec(line) ?? [];
  const name = NAMES.get(word);
  if (name === undefined) return undefined;
  if (zone === undefined) return { section: NAME_SERVER, owner: {}, name, digits };
  return { section: ZONE_QUERIES, owner: { zone: detached(zone), view: detached(view) }, name, digits };
}

import { detached } from '../../model/detach.ts';
import type { PlacedFigure } from './named-stats-pre95.ts';
import { type BindSection, NAME_SERVER, OPCODES, QUERY_TYPES, RESOLVER } from './sections.ts';

/**
 * Statistics of BIND 8 (src/bin/named/ns_stats.c) that mean the same as one of BIND 9; the others are kept by
 * their own names. BIND 8 spoke IPv4 only.
 */
const NAMES: ReadonlyMap<string, readonly [BindSection, string]> = new Map([
  ['RQ', [OPCODES, 'QUERY']],
  ['RIQ', [OPCODES, 'IQUERY']],
  ['RTCP', [NAME_SERVER, 'ReqTCP']],
  ['RDupQ', [NAME_SERVER, 'QryDuplicate']],
  ['RUQ', [NAME_SERVER, 'AuthQryRej']],
  ['RURQ', [NAME_SERVER, 'RecQryRej']],
  ['RUXFR', [NAME_SERVER, 'XfrRej']],
  ['RUUpd', [NAME_SERVER, 'UpdateRej']],
  ['SAns', [NAME_SERVER, 'Response']],
  ['SFail', [NAME_SERVER, 'QrySERVFAIL']],
  ['SFErr', [NAME_SERVER, 'QryFORMERR']],
  ['SNaAns', [NAME_SERVER, 'QryNoauthAns']],
  ['SNXD', [NAME_SERVER, 'QryNXDOMAIN']],
  ['RR', [RESOLVER, 'Responsev4']],
  ['RNXD', [RESOLVER, 'NXDOMAIN']],
  ['RFail', [RESOLVER, 'SERVFAIL']],
  ['RFErr', [RESOLVER, 'FORMERR']],
  ['RErr', [RESOLVER, 'OtherError']],
  ['RLame', [RESOLVER, 'Lame']],
  ['SDupQ', [RESOLVER, 'Retry']],
] as const);

const QUERY_TYPE = /^(\d+)\s+(?:(Unknown query types)|(?:type )?(\S+) quer(?:ies|ys))$/;
const SINCE = /^(\d{1,15})\s+time since (boot|reset) \(secs\)$/;

/** How long ago BIND 8 started, or last read its configuration: `370508	time since boot (secs)`. */
export function bind8Since(line: string): { event: 'boot' | 'reset'; seconds: number } | undefined {
  const [, digits, event] = SINCE.exec(line) ?? [];
  if (event !== 'boot' && event !== 'reset') return undefined;
  return { event, seconds: Number(digits) };
}

/** `268459	A queries`, `3	type 103 queries`, and BIND 4's `424 AXFR querys`. */
export function bind8QueryType(line: string): PlacedFigure | undefined {
  const [, digits, unknown, type = ''] = QUERY_TYPE.exec(line) ?? [];
  if (digits === undefined) return undefined;
  const name = /^\d+$/.test(type) ? `TYPE${type}` : detached(type);
  return { section: QUERY_TYPES, owner: {}, name: unknown === undefined ? name : 'Others', digits };
}

/** Which rows of the table follow: its names, the server's own figures, or those of one remote host. */
type Part = 'legend' | 'global' | 'host';

/**
 * The table that BIND 8 gives under "Name Server Statistics": names under `(Legend)`, figures in that order under
 * `(Global)` and under the address of each host that it talked to. The hosts are left out: there are as many
 * as the server has clients.
 */
export class Bind8Table {
  private readonly legend: string[] = [];
  private part: Part = 'legend';

  /** @returns the figures in the line, or what is wrong with it */
  read(line: string): readonly PlacedFigure[] | string {
    if (line === '(Global)') this.part = 'global';
    else if (line.startsWith('[')) this.part = 'host';
    else if (this.part === 'legend') this.legend.push(...line.split(/\s+/).map(detached));
    else if (this.part === 'global') return this.figures(line.split(/\s+/));
    return [];
  }

  private figures(cells: readonly string[]): readonly PlacedFigure[] | string {
    if (cells.length !== this.legend.length) {
      return `it has ${cells.length} figures for ${this.legend.length} names in the legend`;
    }
    return this.legend.map((word, index) => {
      const [section, name] = NAMES.get(word) ?? [NAME_SERVER, word];
      return { section, owner: {}, name, digits: cells[index] ?? '' };
    });
  }
}

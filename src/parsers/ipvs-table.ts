import { endpointText, type IpvsTable, virtualServerKey } from '../model/ipvs.ts';
import type { ProblemLog } from '../model/problem.ts';
import type { RealServerDraft } from '../model/real-server-draft.ts';
import { guessMode, type TableMode, tableMode } from './ipvsadm-modes.ts';
import { readRealServerRow, readVirtualServerRow, type VirtualServerDraft } from './ipvsadm-rows.ts';
import { words } from './lines.ts';
import {
  PROC_TITLE,
  readProcRealServerRow,
  readProcVirtualServerRow,
  settleMarkFamilies,
} from './proc-ip-vs.ts';

/** One listing: the rows under one head, or rows without any. */
interface Listing {
  /** Title lines, which tell the modes apart; '' while there are none. */
  titles: string;
  /** It began with the version, so it lists all there is. */
  readonly whole: boolean;
  version?: string;
  connectionTableSize?: number;
  mode?: TableMode;
  /** The kernel's own table, with hexadecimal addresses. Rows without a title are judged one by one. */
  hexadecimal?: boolean;
  readonly servers: VirtualServerDraft[];
  readonly byKey: Map<string, VirtualServerDraft>;
}

const VERSION = /^IP Virtual Server version (\S+)(?: \(size=(\d+)\))?/;
/** Begins like a virtual server's row: capitals, a word. Real servers under it must not go to the one before. */
const LIKE_VIRTUAL_SERVER = /^[A-Z]{2,}[A-Za-z0-9]*\s+\S/;
/** Decimal marks have no letters and no leading zero. */
const SURELY_HEX = /^(?:0[0-9A-F]{7}|(?=.*[A-F])[0-9A-F]{8})$/;

/**
 * Reads tables line by line: those of every `ipvsadm -L` mode and of /proc/net/ip_vs, with or without their heads,
 * several one after the other.
 */
export class IpvsTableReader {
  private readonly problems: ProblemLog;
  private readonly listings: Listing[] = [];
  private current: VirtualServerDraft | undefined;
  /** Real servers of the current one, as they are written. */
  private readonly names = new Set<string>();
  private line = '';
  private number = 0;

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  /** @returns false where the line belongs to no table, which is then for others to judge */
  read(line: string, number: number): boolean {
    this.line = line;
    this.number = number;
    const cells = words(line);
    if (cells[0] === '->') return this.readReal(cells);
    return this.readHead(cells) || this.readVirtual(cells);
  }

  /**
   * A line that nobody knew. One that looks like a virtual server's row ends the one before: real servers that
   * follow belong to what could not be read.
   */
  skip(line: string): void {
    if (LIKE_VIRTUAL_SERVER.test(line.trimStart())) this.current = undefined;
  }

  /** The listings read, oldest first; of whole listings of one mode only the last, for it replaces the others. */
  tables(): readonly IpvsTable[] {
    return this.listings
      .filter(
        (listing, index) =>
          !listing.whole ||
          !this.listings.some((later, at) => at > index && later.whole && later.titles === listing.titles),
      )
      .map(({ version, connectionTableSize, servers }) => {
        settleMarkFamilies(servers);
        return {
          ...(version !== undefined && { version }),
          ...(connectionTableSize !== undefined && { connectionTableSize }),
          virtualServers: servers,
        };
      });
  }

  private readHead(cells: readonly string[]): boolean {
    if (cells[0] === 'IP' && cells[1] === 'Virtual') {
      const version = VERSION.exec(cells.join(' '));
      if (version === null) return false;
      const size = version[2];
      this.begin(true);
      Object.assign(this.listing(), {
        version: version[1],
        ...(size !== undefined && { connectionTableSize: Number(size) }),
      });
      return true;
    }
    if (cells[0] !== 'Prot' || cells[1] !== 'LocalAddress:Port') return false;
    if (this.listings.at(-1)?.titles !== '' || this.listing().servers.length > 0) this.begin(false);
    this.addTitles(cells.slice(2));
    return true;
  }

  private addTitles(titles: readonly string[]): void {
    const listing = this.listing();
    listing.titles = `Prot ${titles.join(' ')}`;
    if (titles[0] !== 'Scheduler') listing.mode = tableMode(titles);
  }

  private readVirtual(cells: readonly string[]): boolean {
    const listing = this.listings.at(-1);
    const isProc = listing?.hexadecimal ?? (listing?.mode === undefined && looksHexadecimal(cells));
    const server =
      (isProc ? readProcVirtualServerRow(cells) : undefined) ??
      readVirtualServerRow(cells, listing?.mode, this.doubt);
    if (server === undefined) return false;
    this.add(server);
    return true;
  }

  private add(server: VirtualServerDraft): void {
    const listing = this.listing();
    const key = virtualServerKey(server);
    // Which of two services of one mark is of IPv4 is known only when their real servers are.
    const known = server.mark === undefined ? listing.byKey.get(key) : undefined;
    if (known !== undefined) {
      this.doubt(`${key} is listed twice; its real servers are taken together`);
      this.select(known);
      return;
    }
    listing.byKey.set(key, server);
    listing.servers.push(server);
    this.select(server);
  }

  private select(server: VirtualServerDraft): void {
    this.current = server;
    this.names.clear();
    for (const real of server.realServers) this.names.add(endpointText(real));
  }

  private readReal(cells: readonly string[]): boolean {
    if (cells[1] === 'RemoteAddress:Port') {
      const listing = this.listing();
      const titles = cells.slice(2);
      listing.titles += `-> ${titles.join(' ')}`;
      if (titles.length > 0) listing.mode = tableMode(titles);
      listing.hexadecimal = this.line.trim() === PROC_TITLE;
      return true;
    }
    const server = this.readRealCells(cells);
    if (server === undefined) return false;
    const name = cells[1] ?? '';
    if (this.current === undefined) {
      this.doubt('a real server without a virtual server above it');
    } else if (this.names.has(name)) {
      this.doubt(`${name} is listed twice under one virtual server; its first row counts`);
    } else {
      this.names.add(name);
      this.current.realServers.push(server);
    }
    return true;
  }

  private readRealCells(cells: readonly string[]): RealServerDraft | undefined {
    const { hexadecimal, mode } = this.listing();
    if (hexadecimal !== false) {
      const server = readProcRealServerRow(cells, this.doubt);
      if (server !== undefined) return server;
    }
    if (mode !== undefined) return readRealServerRow(cells, mode, this.doubt);
    const guess = guessMode(cells.slice(2));
    const server = readRealServerRow(cells, guess.mode, this.doubt);
    if (server !== undefined && guess.doubt !== undefined) this.doubt(guess.doubt);
    return server;
  }

  private readonly doubt = (reason: string): void => {
    this.problems.add(this.number, reason, this.line);
  };

  private begin(whole: boolean): void {
    this.listings.push({ titles: '', whole, servers: [], byKey: new Map() });
    this.current = undefined;
  }

  private listing(): Listing {
    const last = this.listings.at(-1);
    if (last !== undefined) return last;
    this.begin(false);
    return this.listing();
  }
}

function looksHexadecimal(cells: readonly string[]): boolean {
  const [protocol, name = ''] = cells;
  return protocol === 'FWM' ? SURELY_HEX.test(name) : true;
}

import { type IpvsTable, virtualServerKey } from '../../model/ipvs.ts';
import type { ProblemLog } from '../../model/problem.ts';
import type { RealServerDraft } from '../../model/real-server-draft.ts';
import { words } from '../lines.ts';
import { guessMode, type TableMode, tableMode } from './ipvsadm-modes.ts';
import { readRealServerRow, readVirtualServerRow, type VirtualServerDraft } from './ipvsadm-rows.ts';
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
  readonly byKey: Map<string, Place>;
}

/** A virtual server, and its real servers' names as they are written. */
interface Place {
  readonly server: VirtualServerDraft;
  readonly names: Set<string>;
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
  /** Listings that are at their end, in their order; of whole ones of one mode only the last, for it replaces the others. */
  private readonly done = new Map<string, Listing>();
  private listing: Listing = newListing(false);
  private current: Place | undefined;
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

  /** One table for each listing, oldest first. */
  tables(): readonly IpvsTable[] {
    this.finish();
    return [...this.done.values()].map(({ version, connectionTableSize, servers }) => {
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
      const [, name = '', size] = version;
      this.begin(true);
      this.listing.version = name;
      if (size !== undefined) this.listing.connectionTableSize = Number(size);
      return true;
    }
    if (cells[0] !== 'Prot' || cells[1] !== 'LocalAddress:Port') return false;
    if (this.listing.titles !== '' || this.listing.servers.length > 0) this.begin(false);
    const titles = cells.slice(2);
    this.listing.titles = `Prot ${titles.join(' ')}`;
    if (titles[0] !== 'Scheduler') this.listing.mode = tableMode(titles);
    return true;
  }

  private readVirtual(cells: readonly string[]): boolean {
    const { hexadecimal, mode } = this.listing;
    const isProc = hexadecimal ?? (mode === undefined && looksHexadecimal(cells));
    const server =
      (isProc ? readProcVirtualServerRow(cells) : undefined) ?? readVirtualServerRow(cells, mode, this.doubt);
    if (server === undefined) return false;
    this.add(server);
    return true;
  }

  private add(server: VirtualServerDraft): void {
    const { listing } = this;
    const key = virtualServerKey(server);
    // Which of two services of one mark is of IPv4 is known only when their real servers are.
    const known = server.mark === undefined ? listing.byKey.get(key) : undefined;
    if (known !== undefined) {
      this.doubt(`${key} is listed twice; its real servers are taken together`);
      this.current = known;
      return;
    }
    this.current = { server, names: new Set() };
    listing.byKey.set(key, this.current);
    listing.servers.push(server);
  }

  private readReal(cells: readonly string[]): boolean {
    if (cells[1] === 'RemoteAddress:Port') {
      const { listing } = this;
      const titles = cells.slice(2);
      listing.hexadecimal = this.line.trim() === PROC_TITLE;
      listing.titles += `-> ${titles.join(' ')}`;
      if (titles.length > 0) listing.mode = tableMode(titles);
      return true;
    }
    const server = this.readRealCells(cells);
    if (server === undefined) return false;
    const name = cells[1] ?? '';
    if (this.current === undefined) {
      this.doubt('a real server without a virtual server above it');
    } else if (this.current.names.has(name)) {
      this.doubt(`${name} is listed twice under one virtual server; its first row counts`);
    } else {
      this.current.names.add(name);
      this.current.server.realServers.push(server);
    }
    return true;
  }

  private readRealCells(cells: readonly string[]): RealServerDraft | undefined {
    const { hexadecimal, mode } = this.listing;
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
    this.finish();
    this.listing = newListing(whole);
    this.current = undefined;
  }

  /** Takes the listing as it is to those that are done. Without rows it says something only if it lists all. */
  private finish(): void {
    const { whole, titles, hexadecimal, servers } = this.listing;
    if (!whole && servers.length === 0) return;
    const mode = `${hexadecimal === true ? 'kernel' : 'ipvsadm'} ${titles}`;
    const key = whole ? mode : `part ${this.done.size}`;
    this.done.delete(key);
    this.done.set(key, this.listing);
  }
}

function newListing(whole: boolean): Listing {
  return { titles: '', whole, servers: [], byKey: new Map() };
}

function looksHexadecimal(cells: readonly string[]): boolean {
  const [protocol, name = ''] = cells;
  return protocol === 'FWM' ? SURELY_HEX.test(name) : true;
}

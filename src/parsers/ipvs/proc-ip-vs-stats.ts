import type { IpvsCounters, IpvsRates } from '../../model/ipvs.ts';
import type { ProblemLog } from '../../model/problem.ts';
import { words } from '../lines.ts';
import { readCounters, readRates } from './ipvsadm-figures.ts';
import type { FivePlaces } from './ipvsadm-modes.ts';

const HEAD = 'Total Incoming Outgoing Incoming Outgoing';
const TITLES = /^(CPU )?Conns Packets Packets Bytes Bytes$/;
const RATE_TITLES = 'Conns/s Pkts/s Pkts/s Bytes/s Bytes/s';
const HEX = /^[0-9A-F]{1,16}$/;
const PLACES: FivePlaces = [0, 1, 2, 3, 4];

/**
 * Reads /proc/net/ip_vs_stats and ip_vs_stats_percpu line by line (ip_vs_stats_show, ip_vs_stats_percpu_show in
 * net/netfilter/ipvs/ip_vs_ctl.c). All figures are hexadecimal, of 32 bits before Linux 3.19 and of 64 since.
 */
export class IpvsStatsReader {
  private readonly problems: ProblemLog;
  private expects: 'totals' | 'cpus' | 'rates' | undefined;
  private totals: IpvsCounters | undefined;
  private rates: IpvsRates | undefined;

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  /** @returns false where the line is none of these files' */
  read(line: string, number: number): boolean {
    const cells = words(line);
    const text = cells.join(' ');
    if (text === HEAD) return true;
    const titles = TITLES.exec(text);
    if (titles !== null) {
      this.expects = titles[1] === undefined ? 'totals' : 'cpus';
      return true;
    }
    if (text === RATE_TITLES) {
      this.expects = 'rates';
      return true;
    }
    return this.readRow(cells, line, number);
  }

  values(): { readonly totals?: IpvsCounters; readonly totalRates?: IpvsRates } {
    return {
      ...(this.totals !== undefined && { totals: this.totals }),
      ...(this.rates !== undefined && { totalRates: this.rates }),
    };
  }

  private readRow(cells: readonly string[], line: string, number: number): boolean {
    const { expects } = this;
    if (expects === undefined || !HEX.test(cells.at(-1) ?? '')) return false;
    const figures = decimals(expects === 'cpus' ? cells.slice(1) : cells);
    // The row `~` is the sum of the rows of all processors, which are there for people.
    if (expects === 'cpus' && cells[0] !== '~') return figures.length === 5;
    if (expects === 'rates') this.rates = readRates(figures, 0, PLACES) ?? this.rates;
    else this.totals = readCounters(figures, 0, PLACES) ?? this.totals;
    this.expects = undefined;
    if (figures.length !== 5) this.problems.add(number, 'five hexadecimal figures are wanted', line);
    return true;
  }
}

/** Decimal text of hexadecimal figures; empty where one is none. */
function decimals(cells: readonly string[]): string[] {
  return cells.every((cell) => HEX.test(cell)) ? cells.map((cell) => String(BigInt(`0x${cell}`))) : [];
}

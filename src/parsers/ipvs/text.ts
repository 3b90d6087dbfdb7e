import type { IpvsSyncDaemon, IpvsTable, IpvsTimeouts } from '../../model/ipvs.ts';
import { mergeIpvsTables } from '../../model/ipvs-merge.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import { FormatError } from '../format-error.ts';
import { eachLine, isBlank } from '../lines.ts';
import { IpvsConnectionReader } from './connection-table.ts';
import { readDaemonLine } from './ipvsadm-daemon.ts';
import { IpvsRulesReader } from './ipvsadm-rules.ts';
import { readTimeoutLine } from './ipvsadm-timeout.ts';
import { IpvsStatsReader } from './proc-ip-vs-stats.ts';
import { IpvsTableReader } from './table.ts';

const UNKNOWN = 'a row of no mode of ipvsadm and of no /proc/net/ip_vs file';

/**
 * Reads text of ipvsadm (`-L` in every mode, `-Lc`, `--timeout`, `--daemon`, `-S`) and of /proc/net/ip_vs, ip_vs_stats,
 * ip_vs_stats_percpu and ip_vs_conn, several of them one after the other too, and joins them into one table.
 *
 * @throws FormatError where no line is of any of them; for nothing printed at all that is so too, though
 * `--daemon` prints nothing where there is no daemon: whoever runs it knows
 */
export function parseIpvsText(text: string): Parsed<IpvsTable> {
  const problems = new ProblemLog();
  const tables = new IpvsTableReader(problems);
  const connections = new IpvsConnectionReader(problems);
  const stats = new IpvsStatsReader(problems);
  const rules = new IpvsRulesReader(problems);
  const others = new SingleLines();
  const readers: readonly LineReader[] = [others, stats, connections, rules, tables];
  let last: LineReader | undefined;
  eachLine(text, (line, number) => {
    if (isBlank(line)) return;
    // Mostly a line is of the same table as the one before it. No line is taken by two of the readers.
    if (last?.read(line, number) === true) return;
    const reader = readers.find((candidate) => candidate !== last && candidate.read(line, number));
    if (reader === undefined) {
      tables.skip(line);
      problems.add(number, UNKNOWN, line);
    } else {
      last = reader;
    }
  });
  if (last === undefined) throw new FormatError('the text of ipvsadm or of /proc/net/ip_vs', text);
  const ruleTable = rules.table();
  const summary = connections.summary();
  const table = mergeIpvsTables([...tables.tables(), ...(ruleTable === undefined ? [] : [ruleTable])]);
  return {
    records: {
      ...table,
      ...stats.values(),
      ...others.values(),
      ...(summary !== undefined && { connections: summary }),
    },
    problems,
  };
}

interface LineReader {
  /** @returns false where the line is of another format */
  read(line: string, number: number): boolean;
}

/** Facts that take one line each. */
class SingleLines implements LineReader {
  private timeouts: IpvsTimeouts | undefined;
  private readonly daemons = new Map<string, IpvsSyncDaemon>();

  read(line: string): boolean {
    const timeouts = readTimeoutLine(line);
    if (timeouts !== undefined) {
      this.timeouts = timeouts;
      return true;
    }
    const daemon = readDaemonLine(line);
    if (daemon === undefined) return false;
    this.daemons.set(daemon.role, daemon);
    return true;
  }

  values(): Pick<IpvsTable, 'timeouts' | 'syncDaemons'> {
    return {
      ...(this.timeouts !== undefined && { timeouts: this.timeouts }),
      ...(this.daemons.size > 0 && { syncDaemons: [...this.daemons.values()] }),
    };
  }
}

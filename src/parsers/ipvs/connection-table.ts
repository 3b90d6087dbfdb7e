import type { IpvsConnectionSummary } from '../../model/ipvs.ts';
import type { ProblemLog } from '../../model/problem.ts';
import { words } from '../lines.ts';
import { ConnectionCounter, type ConnectionRow, type EndpointReader } from './connection-counter.ts';
import { CONNECTIONS_HEAD, readConnectionEndpoint, readConnectionRow } from './ipvsadm-connections.ts';
import { readHexEndpoint } from './kernel-hex.ts';
import { PROC_CONNECTIONS_HEAD, readProcConnectionRow } from './proc-ip-vs-conn.ts';

interface ConnectionFormat {
  readonly head: RegExp;
  readonly readRow: (cells: readonly string[]) => ConnectionRow | undefined;
  readonly readEndpoint: EndpointReader;
}

const IPVSADM: ConnectionFormat = {
  head: CONNECTIONS_HEAD,
  readRow: readConnectionRow,
  readEndpoint: readConnectionEndpoint,
};
const PROC: ConnectionFormat = {
  head: PROC_CONNECTIONS_HEAD,
  readRow: readProcConnectionRow,
  readEndpoint: readHexEndpoint,
};
const FORMATS = [IPVSADM, PROC];

/** Counts the entries of `ipvsadm -Lc`, /proc/net/ip_vs_conn and ip_vs_conn_sync line by line. */
export class IpvsConnectionReader {
  private readonly problems: ProblemLog;
  private format: ConnectionFormat | undefined;
  private counter: ConnectionCounter | undefined;

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  /** @returns false where the line is no connection */
  read(line: string, number: number): boolean {
    const head = FORMATS.find((format) => format.head.test(line));
    if (head !== undefined) {
      // A second table of the same connections replaces the first: counting both would count twice.
      this.begin(head);
      return true;
    }
    const cells = words(line);
    for (const format of this.format === undefined ? FORMATS : [this.format]) {
      const row = format.readRow(cells);
      if (row === undefined) continue;
      const counter = this.counter ?? this.begin(format);
      if (!counter.add(row, line, number)) {
        this.problems.add(number, 'a connection whose servers are no endpoints', line);
      }
      return true;
    }
    return false;
  }

  /** undefined where there was neither a title line nor a connection */
  summary(): IpvsConnectionSummary | undefined {
    return this.counter?.summary();
  }

  private begin(format: ConnectionFormat): ConnectionCounter {
    this.format = format;
    this.counter = new ConnectionCounter(format.readEndpoint, this.problems);
    return this.counter;
  }
}

import { join } from 'node:path';
import type { ReadLimits } from '../../sources/source-error.ts';
import { type IpvsCollectorDeps, type IpvsReading, optionalPart, readIpvsText } from './ipvs-reading.ts';
import { maxBytesAdvice, withAdvice } from './source-advice.ts';

/**
 * Reads IPVS from the kernel's own files, which any user may read: servers, weights, connections and the totals,
 * but no counters of servers.
 */
export class IpvsProcReader {
  private readonly directory: string;
  private readonly deps: IpvsCollectorDeps;

  constructor(directory: string, deps: IpvsCollectorDeps) {
    this.directory = directory;
    this.deps = deps;
  }

  /** @throws SourceError `not-found` where the kernel has no IPVS */
  async read(limits: ReadLimits): Promise<IpvsReading> {
    const [base, totals] = await Promise.all([
      this.file('ip_vs', limits),
      optionalPart(this.file('ip_vs_stats', limits)),
    ]);
    return {
      table: { ...totals.table, ...base.table },
      problems: [...base.problems, ...totals.problems],
    };
  }

  /** Counters and rates of all servers together. @throws SourceError */
  readTotals(limits: ReadLimits): Promise<IpvsReading> {
    return this.file('ip_vs_stats', limits);
  }

  /** Counts connections. @throws SourceError */
  readConnections(limits: ReadLimits): Promise<IpvsReading> {
    return this.file('ip_vs_conn', limits);
  }

  private async file(name: string, limits: ReadLimits): Promise<IpvsReading> {
    const path = join(this.directory, name);
    return readIpvsText(await withAdvice(this.deps.readTextFile(path, limits), maxBytesAdvice), path);
  }
}

import pLimit, { type LimitFunction } from 'p-limit';
import { endpointText, type IpvsTable, virtualServerKey } from '../../model/ipvs.ts';
import { enrichIpvsTable } from '../../model/ipvs-merge.ts';
import { type ReadLimits, SourceError } from '../../sources/source-error.ts';
import {
  type IpvsCollectorDeps,
  type IpvsReading,
  missingPart,
  optionalPart,
  readIpvsText,
} from './ipvs-reading.ts';
import { maxBytesAdvice, withAdvice } from './source-advice.ts';

/** Processes at a time: the kernel answers them one after the other (its mutex __ip_vs_mutex). */
const CONCURRENCY = 4;
/** What only an operator changes is read again after this time, or when servers came or went. */
const REFRESH_MS = 60_000;

const TABLE = ['-Ln'];
const COUNTERS = ['-Ln', '--stats', '--exact'];
const RATES = ['-Ln', '--rate', '--exact'];
const PERSISTENT = ['-Ln', '--persistent-conn'];
const THRESHOLDS = ['-Ln', '--thresholds'];
const TUNNELS = ['-Ln', '--tun-info'];
const TIMEOUTS = ['-L', '--timeout'];
const DAEMONS = ['-L', '--daemon'];
const CONNECTIONS = ['-Lnc'];

/** What stops ipvsadm, as it says so itself, and what an operator can do. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/Protocol not available|Module ip_vs not found/, 'the kernel module ip_vs is not loaded'],
  [/Permission denied|Operation not permitted|must be root/, 'it needs the capability CAP_NET_ADMIN'],
];

/** What is read now and then. */
interface Settings {
  readonly readings: readonly IpvsReading[];
  readonly servers: string;
  readonly readAtMs: number;
}

/**
 * Reads IPVS through ipvsadm: table, counters and rates at every reading, which are three processes; persistent
 * clients where a service is persistent; thresholds, tunnels, timeouts and daemons now and then.
 */
export class IpvsadmReader {
  private readonly command: readonly string[];
  private readonly deps: IpvsCollectorDeps;
  private readonly limit: LimitFunction = pLimit(CONCURRENCY);
  private settings: Settings | undefined;
  /** Whether a service was persistent at the last reading: then its clients are asked for along with the table. */
  private persistent = false;
  /** ipvsadm before 1.31 does not have --tun-info. */
  private tellsTunnels = true;

  constructor(command: readonly string[], deps: IpvsCollectorDeps) {
    this.command = command;
    this.deps = deps;
  }

  /**
   * @throws SourceError where the table cannot be read; what else is missing is a problem
   */
  async read(limits: ReadLimits): Promise<IpvsReading> {
    const wasPersistent = this.persistent;
    const [base, ...figures] = await settled([
      this.run(TABLE, limits),
      this.optional(COUNTERS, limits),
      this.optional(RATES, limits),
      ...(wasPersistent ? [this.optional(PERSISTENT, limits)] : []),
    ]);
    this.persistent = isPersistent(base.table);
    const others = await Promise.all([
      ...(this.persistent && !wasPersistent ? [this.optional(PERSISTENT, limits)] : []),
      this.currentSettings(base.table, limits),
    ]);
    const readings = [base, ...figures, ...others.flat()];
    return {
      table: enrichIpvsTable(
        base.table,
        readings.slice(1).map(({ table }) => table),
      ),
      problems: readings.flatMap(({ problems }) => problems),
    };
  }

  /** Counts connections. @throws SourceError */
  readConnections(limits: ReadLimits): Promise<IpvsReading> {
    return this.run(CONNECTIONS, limits);
  }

  private async currentSettings(table: IpvsTable, limits: ReadLimits): Promise<readonly IpvsReading[]> {
    const servers = namesOf(table);
    const nowMs = this.deps.nowMs();
    const { settings } = this;
    if (settings !== undefined && settings.servers === servers && nowMs - settings.readAtMs < REFRESH_MS) {
      return settings.readings;
    }
    const readings = await Promise.all([
      this.optional(THRESHOLDS, limits),
      this.optional(TIMEOUTS, limits),
      this.optional(DAEMONS, limits),
      ...(this.tellsTunnels && hasTunnels(table) ? [this.tunnels(limits)] : []),
    ]);
    // What failed is tried again at the next reading.
    const isWhole = readings.every(({ problems }) => problems.length === 0);
    this.settings = isWhole ? { readings, servers, readAtMs: nowMs } : undefined;
    return readings;
  }

  private async tunnels(limits: ReadLimits): Promise<IpvsReading> {
    try {
      return await this.run(TUNNELS, limits);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.tellsTunnels = error.kind !== 'exit-status';
      return missingPart(error.message);
    }
  }

  private optional(options: readonly string[], limits: ReadLimits): Promise<IpvsReading> {
    return optionalPart(this.run(options, limits));
  }

  private async run(options: readonly string[], limits: ReadLimits): Promise<IpvsReading> {
    const argv = [...this.command, ...options];
    const text = await withAdvice(
      this.limit(() => this.deps.runCommand(argv, limits)),
      commandAdvice,
    );
    // No daemon is nothing printed.
    if (options === DAEMONS && text.trim() === '') return { table: { virtualServers: [] }, problems: [] };
    const { table, problems } = readIpvsText(text, this.name(options));
    return { table, problems: problems.filter(({ count }) => count > 0) };
  }

  private name(options: readonly string[]): string {
    return [...this.command, ...options].join(' ');
  }
}

/** Lets every one of them end before the first failure is thrown, so that no process outlives the reading. */
async function settled(
  readings: readonly [Promise<IpvsReading>, ...Promise<IpvsReading>[]],
): Promise<[IpvsReading, ...IpvsReading[]]> {
  await Promise.allSettled(readings);
  const [first, ...others] = readings;
  return [await first, ...(await Promise.all(others))];
}

function commandAdvice(error: SourceError): string | undefined {
  if (error.kind !== 'exit-status') return maxBytesAdvice(error);
  return HINTS.find(([pattern]) => pattern.test(error.message))?.[1];
}

function isPersistent(table: IpvsTable): boolean {
  return table.virtualServers.some(({ persistentSeconds }) => persistentSeconds !== undefined);
}

function hasTunnels(table: IpvsTable): boolean {
  return table.virtualServers.some(({ realServers }) =>
    realServers.some(({ forward }) => forward === 'Tunnel'),
  );
}

/** Changes when a server comes or goes. */
function namesOf(table: IpvsTable): string {
  return table.virtualServers
    .map((virtual) => [virtualServerKey(virtual), ...virtual.realServers.map(endpointText)].join(' '))
    .join('\n');
}

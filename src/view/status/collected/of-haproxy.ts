import { groupBy } from '../../../model/group-by.ts';
import type { HaproxyRow, HaproxyState, HaproxyStatus } from '../../../model/haproxy.ts';
import { countsDowntime } from '../haproxy-columns.ts';
import type {
  HaproxyInstanceStatus,
  HaproxyProxyStatus,
  HaproxyRowStatus,
  NodeStatus,
} from '../node-status.ts';
import { HaproxyCells } from './haproxy-cells.ts';
import { keptText, TextPool } from './kept-text.ts';
import type { OkReport } from './ok-reports.ts';

/** HAProxy rounds its times down to seconds, and an answer takes a while: what differs by less has not changed. */
const SAME_TIME_SECONDS = 2;

/** One HAProxy's statistics. @param before the same node's status of the collection before */
export function haproxyStatus(
  report: OkReport<'haproxy'>,
  before: NodeStatus | undefined,
): HaproxyInstanceStatus {
  const { source, value } = report;
  const [info] = value.infos;
  const version = info?.get('Version');
  const uptime = info?.get('Uptime_sec');
  const known = before?.haproxys.find((instance) => instance.source === source);
  return {
    source,
    ...(version !== undefined && { version: keptText(version, known?.version) }),
    ...(uptime !== undefined && { uptimeSeconds: Number(uptime) }),
    proxies: new ProxyLists(report, known).proxies(),
  };
}

/** Puts the rows of an answer into their proxies. */
class ProxyLists {
  private readonly report: OkReport<'haproxy'>;
  private readonly known: ReadonlyMap<string, HaproxyProxyStatus>;
  private readonly cells: HaproxyCells;
  private readonly pool = new TextPool();
  private readonly hasProcesses: boolean;
  private readonly indexes: Readonly<Record<'lastchg' | 'lastsess' | 'downtime' | 'mode', number>>;

  constructor(report: OkReport<'haproxy'>, before: HaproxyInstanceStatus | undefined) {
    const { stats } = report.value;
    this.report = report;
    this.known = new Map(before?.proxies.map((proxy) => [proxy.name, proxy]));
    this.cells = new HaproxyCells(stats, this.pool);
    const indexOf = (column: string): number => stats.columns.get(column) ?? -1;
    this.indexes = {
      lastchg: indexOf('lastchg'),
      lastsess: indexOf('lastsess'),
      downtime: indexOf('downtime'),
      mode: indexOf('mode'),
    };
    this.hasProcesses = stats.rows.some(({ process }) => process !== stats.rows[0]?.process);
  }

  proxies(): HaproxyProxyStatus[] {
    const byProxy = groupBy(this.report.value.stats.rows, ({ proxy }) => proxy);
    return [...byProxy].map(([name, rows]) => this.proxy(name, rows));
  }

  private proxy(name: string, rows: readonly HaproxyRow[]): HaproxyProxyStatus {
    const known = this.known.get(name);
    const mode = rows.map(({ cells }) => cells[this.indexes.mode]).find((cell) => (cell ?? '') !== '');
    return {
      name: keptText(name, known?.name),
      ...(mode !== undefined && { mode: this.pool.take(mode, known?.mode) }),
      rows: this.rows(rows, known?.rows ?? []),
    };
  }

  private rows(rows: readonly HaproxyRow[], before: readonly HaproxyRowStatus[]): HaproxyRowStatus[] {
    let byKey: ReadonlyMap<string, HaproxyRowStatus> | undefined;
    return rows.map((row, at) => {
      const same = before[at];
      // Mostly the rows are those of before, in their order.
      if (same !== undefined && !this.hasProcesses && same.name === row.name && same.scope === row.scope) {
        return this.row(row, same.key, same);
      }
      const key = this.keyOf(row);
      byKey ??= new Map(before.map((each) => [each.key, each]));
      return this.row(row, key, byKey.get(key));
    });
  }

  private keyOf({ scope, name, process }: HaproxyRow): string {
    const key = `${scope}/${name}`;
    return this.hasProcesses ? `${key}#${process}` : key;
  }

  private row(row: HaproxyRow, key: string, before: HaproxyRowStatus | undefined): HaproxyRowStatus {
    const { lastchg, lastsess, downtime } = this.indexes;
    const status = this.pool.take(row.status.text, before?.status);
    const unchanged = figure(row, lastchg);
    const idle = figure(row, lastsess);
    const down = figure(row, downtime);
    const sinceSeconds = this.ago(unchanged, before?.sinceSeconds);
    const lastSessionSeconds = this.ago(idle, before?.lastSessionSeconds);
    const lasting = countsDowntime(status) ? (unchanged ?? 0) : 0;
    return {
      key: keptText(key, before?.key),
      scope: row.scope,
      name: keptText(row.name, before?.name),
      status,
      health: healthOf(row.status),
      ...(sinceSeconds !== undefined && { sinceSeconds }),
      ...(lastSessionSeconds !== undefined && { lastSessionSeconds }),
      ...(down !== undefined && { downtimeSeconds: Math.max(0, down - lasting) }),
      cells: this.cells.of(row, before?.cells),
    };
  }

  /** @param seconds before the answer; -1 is a server that never had a session */
  private ago(seconds: number | undefined, before: number | undefined): number | undefined {
    if (seconds === undefined || seconds < 0) return undefined;
    const then = Math.round(this.report.finishedAtSeconds) - seconds;
    return before !== undefined && Math.abs(then - before) <= SAME_TIME_SECONDS ? before : then;
  }
}

function figure({ cells }: HaproxyRow, index: number): number | undefined {
  const cell = cells[index];
  return cell === undefined || cell === '' ? undefined : Number(cell);
}

const HEALTH_BY_STATE: Readonly<Record<HaproxyState, HaproxyRowStatus['health']>> = {
  UP: 'good',
  OPEN: 'good',
  DOWN: 'bad',
  NOLB: 'bad',
  STOP: 'bad',
  DRAIN: 'warn',
  MAINT: 'warn',
  FULL: 'warn',
  WAITING: 'warn',
  PAUSED: 'warn',
  'NO CHECK': 'none',
  UNKNOWN: 'none',
};

/** `UP 1/2` is on its way down, `DOWN 1/2` on its way up. */
function healthOf({ state, health }: HaproxyStatus): HaproxyRowStatus['health'] {
  return health === undefined ? HEALTH_BY_STATE[state] : 'warn';
}

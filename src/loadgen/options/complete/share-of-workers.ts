import type { Dialect, RunSettings } from '../../settings.ts';
import type { GivenOptions } from '../apply-options.ts';
import type { Draft } from '../draft.ts';
import { MOST_OUTSTANDING, MOST_WORKERS } from '../rows/load-rows.ts';
import { MOST_SOCKETS } from '../rows/socket-rows.ts';
import { UsageError } from '../usage-error.ts';

/** Each worker's part, and what was adjusted. */
export interface WorkerShare {
  readonly run: Pick<
    RunSettings,
    'workers' | 'sockets' | 'outstanding' | 'totalSockets' | 'totalOutstanding'
  >;
  readonly notes: readonly string[];
}

const DEFAULT_SOCKETS = 16;
/** queryperf's own, which sites multiply by starting it once for each core; dnsperf's for the rest. */
const DEFAULT_OUTSTANDING = { dnsbench: 100, queryperf: 20, dnsperf: 100 } as const;
/** An open loop sends whatever comes back, so nothing but the ids of a worker limits it; dnsperf's -Q keeps its -q. */
const DEFAULT_OPEN_LOOP_OUTSTANDING = MOST_OUTSTANDING;

/** How many workers there are and what each has. @throws UsageError where dnsperf's totals are too much for each */
export function shareOfWorkers(
  dialect: Dialect,
  draft: Draft,
  given: GivenOptions,
  cores: number,
): WorkerShare {
  if (dialect === 'dnsperf') return shareOfTotals(draft, given);
  const { load = { kind: 'closed' } } = draft;
  const {
    workers = Math.max(1, Math.min(Math.trunc(cores), MOST_WORKERS)),
    sockets = DEFAULT_SOCKETS,
    outstanding = load.kind === 'closed' ? DEFAULT_OUTSTANDING[dialect] : DEFAULT_OPEN_LOOP_OUTSTANDING,
  } = draft;
  return { run: { workers, sockets, outstanding }, notes: [] };
}

/** dnsperf gives totals: -c sockets and -q outstanding queries, with no more threads (-T) than either or than -Q. */
function shareOfTotals(draft: Draft, given: GivenOptions): WorkerShare {
  const wanted = draft.workers ?? 1;
  const totalSockets = draft.totalSockets ?? ((draft.sockets ?? 0) * wanted || 1);
  const totalOutstanding =
    draft.totalOutstanding ?? ((draft.outstanding ?? 0) * wanted || DEFAULT_OUTSTANDING.dnsperf);
  const limits = [
    {
      most: totalSockets,
      what: `there ${totalSockets === 1 ? 'is 1 socket' : `are ${totalSockets} sockets`} (-c)`,
    },
    { most: totalOutstanding, what: `${totalOutstanding} queries may be outstanding (-q)` },
    ...(draft.load?.kind === 'rate'
      ? [
          {
            most: Math.max(1, Math.floor(draft.load.qps)),
            what: `${draft.load.qps} queries a second are sent (-Q)`,
          },
        ]
      : []),
  ];
  let workers = wanted;
  const notes: string[] = [];
  for (const { most, what } of limits) {
    if (workers <= most) continue;
    notes.push(`threads lowered from ${workers} to ${most}: ${what}`);
    workers = most;
  }
  const sockets = eachOf(totalSockets, workers, MOST_SOCKETS, given.get('total-sockets')?.written);
  const outstanding = eachOf(
    totalOutstanding,
    workers,
    MOST_OUTSTANDING,
    given.get('total-outstanding')?.written,
  );
  return { run: { workers, sockets, outstanding, totalSockets, totalOutstanding }, notes };
}

function eachOf(total: number, workers: number, most: number, written = ''): number {
  const each = Math.ceil(total / workers);
  if (each <= most) return each;
  const threads = workers === 1 ? '1 thread' : `${workers} threads`;
  throw new UsageError(
    `${written} ${total} is more than ${most} for each of ${threads}; write at most ${most * workers}, or more threads with -T`,
  );
}

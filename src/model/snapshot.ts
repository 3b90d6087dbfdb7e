import type { BindServer } from './bind.ts';
import type { HaproxyInstance } from './haproxy.ts';
import type { IpvsTable } from './ipvs.ts';
import type { KeepalivedState } from './keepalived.ts';
import type { ProblemList } from './problem.ts';
import type { HostAddresses } from './vip.ts';

/** What each subsystem's collectors return. */
export interface CollectedBySubsystem {
  readonly haproxy: HaproxyInstance;
  readonly ipvs: IpvsTable;
  readonly bind: BindServer;
  readonly keepalived: KeepalivedState;
  readonly vip: HostAddresses;
}

export type Subsystem = keyof CollectedBySubsystem;

export const SUBSYSTEMS = [
  'haproxy',
  'ipvs',
  'bind',
  'keepalived',
  'vip',
] as const satisfies readonly Subsystem[];

/**
 * How one collection ended. `absent`: this host does not have it, which is no error.
 * `failed`: it should be there and could not be read; the reason is for people.
 */
export type Outcome<Value> =
  | { readonly kind: 'ok'; readonly value: Value; readonly problems: ProblemList }
  | { readonly kind: 'absent'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** One source's share of a snapshot. */
export interface SourceReport<S extends Subsystem = Subsystem> {
  readonly subsystem: S;
  /** The name that the configuration gives the source; unique in its subsystem. */
  readonly source: string;
  /** What is read, without secrets: a URL, a path, a command. */
  readonly target: string;
  readonly durationSeconds: number;
  /** When this outcome was there, in seconds since 1970. */
  readonly finishedAtSeconds: number;
  readonly outcome: Outcome<CollectedBySubsystem[S]>;
}

/** What became of a source's collections since the start. */
export interface CollectorHistory {
  readonly subsystem: Subsystem;
  readonly source: string;
  readonly collections: number;
  readonly failures: number;
  /** Problems of all texts parsed so far. */
  readonly problems: number;
  readonly lastOkSeconds?: number;
}

/** All that one collection saw. The one model that every output is made from. */
export interface StackSnapshot {
  readonly node: string;
  readonly demo: boolean;
  readonly takenAtSeconds: number;
  readonly reports: { readonly [S in Subsystem]: readonly SourceReport<S>[] };
  readonly histories: readonly CollectorHistory[];
}

/** The reports of all subsystems, in the order of {@link SUBSYSTEMS}. */
export function allReports(snapshot: Pick<StackSnapshot, 'reports'>): SourceReport[] {
  return SUBSYSTEMS.flatMap((subsystem): readonly SourceReport[] => snapshot.reports[subsystem]);
}

/** Tells the compiler what a report's subsystem says of its outcome. */
export function isReportOf<S extends Subsystem>(
  report: SourceReport,
  subsystem: S,
): report is SourceReport<S> {
  return report.subsystem === subsystem;
}

import { NO_PROBLEMS } from '../../../src/model/problem.ts';
import {
  type CollectedBySubsystem,
  type SourceReport,
  type StackSnapshot,
  SUBSYSTEMS,
  type Subsystem,
} from '../../../src/model/snapshot.ts';
import { TAKEN_AT_SECONDS } from './example-node.ts';

/** A source that could be read. */
export interface OkSource<S extends Subsystem> {
  readonly source: string;
  readonly value: CollectedBySubsystem[S];
}

type OkSources = { readonly [S in Subsystem]?: readonly OkSource<S>[] };

export function ok<S extends Subsystem>(source: string, value: CollectedBySubsystem[S]): OkSource<S> {
  return { source, value };
}

/** A snapshot of ds1 with these sources, all collected at that time. */
export function snapshotOf(sources: OkSources, atSeconds = TAKEN_AT_SECONDS): StackSnapshot {
  const reportOf = <S extends Subsystem>(subsystem: S, { source, value }: OkSource<S>): SourceReport<S> => ({
    subsystem,
    source,
    target: `test of ${subsystem}`,
    durationSeconds: 0.0012,
    finishedAtSeconds: atSeconds,
    outcome: { kind: 'ok', value, problems: NO_PROBLEMS },
  });
  const reportsOf = <S extends Subsystem>(subsystem: S): readonly SourceReport<S>[] =>
    (sources[subsystem] ?? []).map((source: OkSource<S>) => reportOf(subsystem, source));
  return {
    node: 'ds1',
    demo: false,
    takenAtSeconds: atSeconds,
    reports: Object.fromEntries(
      SUBSYSTEMS.map((subsystem) => [subsystem, reportsOf(subsystem)]),
    ) as StackSnapshot['reports'],
    histories: [],
  };
}

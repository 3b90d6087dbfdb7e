import type { CollectedBySubsystem, SourceReport, Subsystem } from '../../../model/snapshot.ts';

/** What one source told. */
export interface OkReport<S extends Subsystem> {
  readonly source: string;
  readonly finishedAtSeconds: number;
  readonly value: CollectedBySubsystem[S];
}

/** The sources of a subsystem that could be read. */
export function okReports<S extends Subsystem>(reports: readonly SourceReport<S>[]): OkReport<S>[] {
  return reports.flatMap(({ source, finishedAtSeconds, outcome }) =>
    outcome.kind === 'ok' ? [{ source, finishedAtSeconds, value: outcome.value }] : [],
  );
}

import type { SourceReport } from '../../model/snapshot.ts';
import type { Family } from './family.ts';

/** What /probe adds to the families of the probed subsystem. */
export const PROBE_FAMILIES: readonly Family<SourceReport>[] = [
  {
    name: 'probe_success',
    type: 'gauge',
    help: '1 if the target was read, otherwise 0.',
    labels: [],
    note: 'Only in /probe; the name that blackbox_exporter uses.',
    write: (report, out) => out.sample('', report.outcome.kind === 'ok' ? 1 : 0),
  },
  {
    name: 'probe_duration_seconds',
    type: 'gauge',
    help: 'How long reading the target took.',
    labels: [],
    note: 'Only in /probe; the name that blackbox_exporter uses.',
    write: (report, out) => out.sample('', report.durationSeconds),
  },
];

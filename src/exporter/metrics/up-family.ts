import type { SourceReport, Subsystem } from '../../model/snapshot.ts';
import type { Family } from './family.ts';
import { sourceLabel } from './labels.ts';

/** The family that says of each source of a subsystem whether it could be read: `haproxy_up`, `bind_up`. */
export function upFamily<S extends Subsystem>(
  declaration: Pick<Family<never>, 'name' | 'help' | 'note'>,
): Family<readonly SourceReport<S>[]> {
  return {
    ...declaration,
    type: 'gauge',
    labels: ['source'],
    write: (reports, out) => {
      for (const { source, outcome } of reports) {
        out.sample(sourceLabel(source), outcome.kind === 'ok' ? 1 : 0);
      }
    },
  };
}

import type { KeepalivedState } from '../../model/keepalived.ts';
import type { VrrpState } from '../../model/keepalived-event.ts';
import type { SourceReport } from '../../model/snapshot.ts';
import type { Family } from './family.ts';
import { joinLabels, labelSet, sourceLabel } from './labels.ts';

export type KeepalivedReports = readonly SourceReport<'keepalived'>[];

/** Takes one sample; the source's label is put before the others. Undefined gives no sample. */
export type KeepalivedSample = (
  labels: Readonly<Record<string, string | number | undefined>>,
  value: number | string | undefined,
) => void;

/** A family as its table declares it: what one keepalived has for it. */
export interface KeepalivedFamily {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** Besides `source`. */
  readonly labels: readonly string[];
  readonly note?: string;
  readonly samples: (state: KeepalivedState, sample: KeepalivedSample) => void;
}

export function keepalivedFamily({ samples, ...family }: KeepalivedFamily): Family<KeepalivedReports> {
  return {
    ...family,
    labels: ['source', ...family.labels],
    write: (reports, out) => {
      for (const { source, outcome } of reports) {
        if (outcome.kind !== 'ok') continue;
        const own = sourceLabel(source);
        samples(outcome.value, (labels, value) => {
          if (value !== undefined) out.sample(joinLabels(own, labelSet(labels)), value);
        });
      }
    },
  };
}

export function flag(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** As keepalived itself numbers them (vrrp.h), and all exporters after it; STOP has no number there. */
export const VRRP_STATE_NUMBERS: Readonly<Partial<Record<VrrpState, number>>> = {
  INIT: 0,
  BACKUP: 1,
  MASTER: 2,
  FAULT: 3,
};
export const VRRP_STATES: readonly VrrpState[] = ['INIT', 'BACKUP', 'MASTER', 'FAULT', 'STOP'];
/** INIT is where all begin; none goes there. */
export const ENTERED_STATES: readonly VrrpState[] = ['BACKUP', 'MASTER', 'FAULT', 'STOP'];

import type { BindCounters, BindServer, BindStats } from '../../model/bind.ts';
import type { SourceReport } from '../../model/snapshot.ts';
import type { Family } from './family.ts';
import { joinLabels, labelSet, sourceLabel } from './labels.ts';

export type BindRecords = readonly SourceReport<'bind'>[];
export type BindLabels = Readonly<Record<string, string | undefined>>;

/** Takes one sample of a family; the source's label is put before the others. */
export type BindSample = (labels: BindLabels, value: number | undefined) => void;

interface Declaration {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly note?: string;
}

/** A family as its table declares it: what one name server has for it. A value of undefined gives no sample. */
export interface BindFamily extends Declaration {
  /** Besides `source`. */
  readonly labels: readonly string[];
  readonly samples: (server: BindServer, sample: BindSample) => void;
}

export function bindFamily({ samples, ...family }: BindFamily): Family<BindRecords> {
  return {
    ...family,
    labels: ['source', ...family.labels],
    write: (reports, out) => {
      for (const [server, source] of readableServers(reports)) {
        samples(server, (labels, value) => {
          if (value !== undefined) out.sample(joinLabels(source, labelSet(labels)), value);
        });
      }
    },
  };
}

/** The name servers that could be read, with their source label. */
export function* readableServers(reports: BindRecords): Generator<readonly [BindServer, string]> {
  for (const { source, outcome } of reports) {
    if (outcome.kind === 'ok') yield [outcome.value, sourceLabel(source)];
  }
}

/** Counters of the server, of a view or of a zone, with the labels that tell which. */
export interface CounterSet {
  readonly labels: BindLabels;
  readonly counters: BindCounters;
  /** Whether what is missing is zero. */
  readonly omitsZeros?: boolean;
}

/** Counters of one kind, wherever a name server has them. */
export interface CounterSets {
  /** Names of the labels that the sets have. */
  readonly labels: readonly string[];
  readonly of: (stats: BindStats) => readonly CounterSet[];
}

/** A family of named counters, each with the labels that it gets there. */
export interface CounterFamily extends Declaration {
  readonly counters: Readonly<Record<string, BindLabels>>;
  /** Every BIND 9 counts these: a series begins with 0, so that its first event is not lost to rate(). */
  readonly fromZero?: true;
}

/** Families of some counters of `sets`, in the table's order. */
export function counterFamilies(sets: CounterSets, table: readonly CounterFamily[]): Family<BindRecords>[] {
  return table.map(({ counters, fromZero = false, ...family }) => {
    const rows = Object.entries(counters);
    const own = [...new Set(rows.flatMap(([, labels]) => Object.keys(labels)))];
    return bindFamily({
      ...family,
      labels: [...sets.labels, ...own],
      samples: ({ stats }, sample) => {
        for (const set of sets.of(stats)) {
          const missing = fromZero && set.omitsZeros === true ? 0 : undefined;
          for (const [name, labels] of rows) {
            sample({ ...set.labels, ...labels }, set.counters.get(name) ?? missing);
          }
        }
      },
    });
  });
}

/** The counters that have a family of their own. */
export function countersIn(table: readonly CounterFamily[]): readonly string[] {
  return table.flatMap(({ counters }) => Object.keys(counters));
}

/** One family for all counters of `sets` but those named, under their names in the last label. */
export function remainingCounters(
  sets: CounterSets,
  label: string,
  family: Declaration,
  but: readonly string[] = [],
): Family<BindRecords> {
  const elsewhere = new Set(but);
  return bindFamily({
    ...family,
    labels: [...sets.labels, label],
    samples: ({ stats }, sample) => {
      for (const { labels, counters } of sets.of(stats)) {
        for (const [name, value] of counters) {
          if (!elsewhere.has(name)) sample({ ...labels, [label]: name }, value);
        }
      }
    },
  });
}

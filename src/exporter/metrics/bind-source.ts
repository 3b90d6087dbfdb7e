import { type BindRecords, bindFamily } from './bind-family.ts';
import type { Family } from './family.ts';
import { upFamily } from './up-family.ts';

/** How named was read, and when it wrote what was read. */
export const SOURCE_FAMILIES: readonly Family<BindRecords>[] = [
  upFamily({ name: 'bind_up', help: '1 if the statistics of named could be read, otherwise 0.' }),
  bindFamily({
    name: 'bind_info',
    type: 'gauge',
    help: 'Version of named, as its statistics channel tells it; always 1.',
    labels: ['version'],
    samples: ({ stats: { version } }, sample) => sample({ version }, version === undefined ? undefined : 1),
  }),
  bindFamily({
    name: 'bind_boot_time_seconds',
    type: 'gauge',
    help: 'When named was started, in seconds since 1970.',
    labels: [],
    note: 'Not in named.stats of BIND 9.',
    samples: ({ stats }, sample) => sample({}, stats.bootTimeSeconds),
  }),
  bindFamily({
    name: 'bind_config_time_seconds',
    type: 'gauge',
    help: 'When named last read its configuration, in seconds since 1970.',
    labels: [],
    note: 'Not in named.stats of BIND 9.',
    samples: ({ stats }, sample) => sample({}, stats.configTimeSeconds),
  }),
  bindFamily({
    name: 'bind_stats_dump_timestamp_seconds',
    type: 'gauge',
    help: 'When named wrote these statistics, in seconds since 1970; in named.stats they can be of any age.',
    labels: [],
    samples: ({ stats }, sample) => sample({}, stats.dumpTimeSeconds),
  }),
  bindFamily({
    name: 'bind_stats_dump_complete',
    type: 'gauge',
    help: '1 if named.stats ends with the dump that was read, 0 while named is writing the next one.',
    labels: [],
    samples: ({ file }, sample) => sample({}, file && (file.complete ? 1 : 0)),
  }),
  bindFamily({
    name: 'bind_stats_file_size_bytes',
    type: 'gauge',
    help: 'Size of named.stats, which named only appends to.',
    labels: [],
    samples: ({ file }, sample) => sample({}, file?.sizeBytes),
  }),
  bindFamily({
    name: 'bind_stats_underflows',
    type: 'gauge',
    help: 'Figures in these statistics that had run below zero, which named prints as huge numbers; they are given as 0.',
    labels: [],
    samples: ({ stats }, sample) => sample({}, stats.underflows),
  }),
  bindFamily({
    name: 'bind_unknown_statistic',
    type: 'gauge',
    help: 'Figures of named that this version of vipscope does not know, by their names there.',
    labels: ['section', 'view', 'zone', 'name'],
    note: 'Whether such a figure is a counter is not known; rate() works on it all the same.',
    samples: ({ stats }, sample) => {
      for (const { section, view, zone, name, value } of stats.unknown) {
        sample({ section, view, zone, name }, value);
      }
    },
  }),
];

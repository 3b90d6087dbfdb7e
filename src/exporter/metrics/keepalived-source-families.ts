import type { KeepalivedProcess, LineClass } from '../../model/keepalived-event.ts';
import type { Family } from './family.ts';
import { flag, type KeepalivedReports, keepalivedFamily } from './keepalived-family.ts';
import { upFamily } from './up-family.ts';

const LINE_CLASSES: readonly LineClass[] = ['parsed', 'unmatched', 'foreign'];
const CHILDREN: readonly KeepalivedProcess[] = ['vrrp', 'checkers', 'bfd'];

/** How keepalived's log, journal or FIFO was read, and what it tells of keepalived itself. */
export const KEEPALIVED_SOURCE_FAMILIES: readonly Family<KeepalivedReports>[] = [
  upFamily({
    name: 'keepalived_up',
    help: '1 if what keepalived writes could be read, otherwise 0.',
    note: 'Says nothing of keepalived itself: that is `keepalived_running`.',
  }),
  keepalivedFamily({
    name: 'keepalived_running',
    type: 'gauge',
    help: '1 if keepalived runs as far as its log tells, 0 after it was stopped; nothing until a line tells.',
    labels: [],
    note: 'A keepalived that was killed logs nothing, and stays 1.',
    samples: ({ running }, sample) => sample({}, flag(running)),
  }),
  keepalivedFamily({
    name: 'keepalived_version_info',
    type: 'gauge',
    help: 'Version of keepalived as it logged it at its start; always 1.',
    labels: ['version'],
    samples: ({ version }, sample) => sample({ version }, version === undefined ? undefined : 1),
  }),
  keepalivedFamily({
    name: 'keepalived_starts_total',
    type: 'counter',
    help: 'Starts of keepalived.',
    labels: [],
    samples: ({ starts }, sample) => sample({}, starts),
  }),
  keepalivedFamily({
    name: 'keepalived_reloads_total',
    type: 'counter',
    help: 'Reloads of keepalived.',
    labels: [],
    samples: ({ reloads }, sample) => sample({}, reloads),
  }),
  keepalivedFamily({
    name: 'keepalived_last_reload_timestamp_seconds',
    type: 'gauge',
    help: 'When keepalived was reloaded since its start, in seconds since 1970.',
    labels: [],
    samples: ({ lastReloadSeconds }, sample) => sample({}, lastReloadSeconds),
  }),
  keepalivedFamily({
    name: 'keepalived_child_deaths_total',
    type: 'counter',
    help: 'Times that a child process of keepalived died.',
    labels: ['child'],
    samples: ({ childDeaths }, sample) => {
      for (const child of CHILDREN) sample({ child }, childDeaths[child] ?? 0);
    },
  }),
  keepalivedFamily({
    name: 'keepalived_log_lines_total',
    type: 'counter',
    help: "Lines read: keepalived's that are known (parsed) and unknown (unmatched), and other programs' (foreign).",
    labels: ['class'],
    samples: ({ lines }, sample) => {
      for (const each of LINE_CLASSES) sample({ class: each }, lines[each]);
    },
  }),
  keepalivedFamily({
    name: 'keepalived_log_truncated_lines_total',
    type: 'counter',
    help: 'Lines that systemctl or journalctl had cut and that could be told all the same.',
    labels: [],
    samples: ({ truncatedLines }, sample) => sample({}, truncatedLines),
  }),
  keepalivedFamily({
    name: 'keepalived_log_parse_errors_total',
    type: 'counter',
    help: 'Lines of keepalived that could not be read: cut beyond telling, or not valid JSON.',
    labels: [],
    samples: ({ unreadableLines }, sample) => sample({}, unreadableLines),
  }),
  keepalivedFamily({
    name: 'keepalived_log_subjects_dropped_total',
    type: 'counter',
    help: 'Events left out because there were too many instances, servers, scripts or fault reasons to keep.',
    labels: [],
    samples: ({ subjectsDropped }, sample) => sample({}, subjectsDropped),
  }),
  keepalivedFamily({
    name: 'keepalived_log_last_event_timestamp_seconds',
    type: 'gauge',
    help: 'When keepalived logged anything of interest last, in seconds since 1970.',
    labels: [],
    samples: ({ lastEventSeconds }, sample) => sample({}, lastEventSeconds),
  }),
];

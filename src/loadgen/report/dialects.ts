import type { Interval, RunResult, RunSummary } from '../result/run-result.ts';
import type { Dialect, OutputSettings } from '../settings.ts';
import { renderDetails } from './details.ts';
import {
  dnsperfComplete,
  dnsperfInterval,
  dnsperfIntervalLine,
  dnsperfPrelude,
  dnsperfReport,
  dnsperfStatus,
  dnsperfTimeout,
  type PacketBytes,
} from './dnsperf.ts';
import type { Painter } from './format-painter.ts';
import { renderLiveLine } from './live-line.ts';
import {
  QUERYPERF_COMPLETE,
  queryperfInterval,
  queryperfPrelude,
  queryperfReport,
  queryperfSending,
  queryperfTimeout,
} from './queryperf.ts';

/** What is known of a run when it begins. */
export interface RunStart {
  /** Epoch seconds. */
  readonly startedAtSeconds: number;
  readonly settings: RunSummary;
}

/** One dialect's words, in the order in which a run has them; each ends with a line break. */
export interface DialectVoice {
  /** Before the input is read. */
  readonly prelude: (version: string) => string;
  readonly start: (start: RunStart) => string;
  readonly timeout: (messageId: number) => string;
  /** One line for an interval. */
  readonly intervalLine: (interval: Interval, start: RunStart) => string;
  /** Its full statistics. */
  readonly intervalBlock: (
    interval: Interval,
    start: RunStart,
    output: OutputSettings,
    packetBytes: PacketBytes,
  ) => string;
  readonly report: (result: RunResult, output: OutputSettings, painter: Painter) => string;
}

/** Room for a line that no terminal cuts. */
const UNCUT_COLUMNS = 200;

const queryperf: DialectVoice = {
  prelude: queryperfPrelude,
  start: ({ settings }) => queryperfSending(settings.address),
  timeout: queryperfTimeout,
  intervalLine: (interval, { settings }) =>
    `${renderLiveLine(interval, { paced: settings.load.kind !== 'closed' }, UNCUT_COLUMNS)}\n`,
  intervalBlock: (interval, { startedAtSeconds, settings }, output) =>
    queryperfInterval(interval, startedAtSeconds, settings.load, output),
  report: (result, output) => QUERYPERF_COMPLETE + queryperfReport(result, output),
};

/** What each dialect prints on standard output. */
export const DIALECTS: Readonly<Record<Dialect, DialectVoice>> = {
  queryperf,
  dnsbench: {
    ...queryperf,
    report: (result, output, painter) =>
      queryperf.report(result, output, painter) + renderDetails(result, output, painter),
  },
  dnsperf: {
    prelude: dnsperfPrelude,
    start: ({ startedAtSeconds, settings }) => dnsperfStatus({ ...settings, startedAtSeconds }),
    timeout: dnsperfTimeout,
    intervalLine: (interval, { startedAtSeconds }) =>
      dnsperfIntervalLine(startedAtSeconds + interval.toSeconds, interval),
    intervalBlock: (interval, _start, output, packetBytes) => dnsperfInterval(interval, packetBytes, output),
    report: (result, output) => dnsperfComplete(result.endedBy) + dnsperfReport(result, output),
  },
};

import type { OutputSettings } from '../../settings.ts';
import type { Draft } from '../draft.ts';
import { changes, type OptionRow, sets, takes } from '../option-row.ts';
import { listenAddress } from '../values/address.ts';
import { bounds } from '../values/bounds.ts';
import { duration } from '../values/duration.ts';
import { filePath } from '../values/file.ts';
import { parseWhole, wholeNumber } from '../values/number.ts';
import { oneOf, type ValueKind } from '../values/value-kind.ts';
import { listOf } from '../values/word-list.ts';

const intervalLength = duration(0.1, 86_400, '100ms to 24h');

/** queryperf's own default, 0, is no intervals. */
const printedInterval: ValueKind<number> = {
  ...intervalLength,
  parse: (text) => parseWhole(text, 0, 0) ?? intervalLength.parse(text),
};

/** What is told of the answers and the run, and where to. */
export const REPORT_ROWS: readonly OptionRow[] = [
  {
    group: 'Answers',
    long: ['verify'],
    help: 'check each fully',
    takes: sets({ verify: true }),
  },
  {
    group: 'Answers',
    long: ['expect'],
    metavar: 'FILE',
    help: 'against these',
    takes: takes(filePath, (expectationsFile) => ({ expectationsFile, verify: true })),
  },
  {
    group: 'Answers',
    long: ['by-answer'],
    help: 'count by first record',
    takes: sets({ countBy: 'answer' }),
  },
  {
    group: 'Answers',
    long: ['rcodes'],
    letters: 'c',
    help: 'count by rcode',
    insteadOfValue: '--sockets',
    takes: sets({ countRcodes: true }),
  },
  {
    group: 'Answers',
    long: ['verbose'],
    letters: 'v',
    dnsperf: 'v',
    help: 'a line for each',
    takes: sets({ perQuery: true }),
  },
  {
    group: 'Answers',
    long: ['latency-histogram'],
    dnsperfKey: 'latency-histogram',
    help: 'in the report',
    takes: sets({ latencyHistogram: true }),
  },
  {
    group: 'Answers',
    long: ['ledger'],
    help: 'find disturbances',
    takes: sets({ ledger: true }),
  },
  {
    group: 'Report',
    long: ['intermediate'],
    letters: 'i',
    metavar: 'TIME',
    help: 'blocks',
    takes: takes(printedInterval, (seconds) =>
      seconds === 0 ? { printIntervals: 'nothing' } : { printIntervals: 'block', intervalSeconds: seconds },
    ),
  },
  {
    group: 'Report',
    long: ['stats'],
    letters: 'S',
    dnsperf: 'S',
    metavar: 'TIME',
    help: 'lines',
    takes: takes(intervalLength, (intervalSeconds) => ({ printIntervals: 'line', intervalSeconds })),
  },
  {
    group: 'Report',
    long: ['interval'],
    metavar: 'TIME',
    help: 'of files [1 s]',
    takes: takes(intervalLength, (intervalSeconds) => ({ intervalSeconds })),
  },
  {
    group: 'Report',
    long: ['histogram'],
    letters: 'H',
    metavar: 'FILE',
    help: 'for gnuplot',
    takes: takes(filePath, (histogramPath) => ({ histogramPath })),
  },
  {
    group: 'Report',
    long: ['histogram-buckets'],
    letters: 'r',
    metavar: 'N',
    help: '[50000]',
    takes: takes(wholeNumber(1, 10_000_000), (histogramBuckets) => ({ histogramBuckets })),
  },
  {
    group: 'Report',
    long: ['histogram-unit'],
    letters: 'u',
    metavar: 'US',
    help: '[100]',
    takes: takes(wholeNumber(1, 60_000_000), (histogramBucketUs) => ({ histogramBucketUs })),
  },
  {
    group: 'Report',
    long: ['json'],
    metavar: 'FILE',
    help: 'the whole result',
    takes: takes(filePath, (jsonFile) => ({ jsonFile }), withFormat('json')),
  },
  {
    group: 'Report',
    long: ['csv'],
    metavar: 'FILE',
    help: 'intervals',
    takes: takes(filePath, (csvFile) => ({ csvFile })),
  },
  {
    group: 'Report',
    long: ['html'],
    metavar: 'FILE',
    help: 'charts',
    takes: takes(filePath, (htmlFile) => ({ htmlFile })),
  },
  {
    group: 'Report',
    long: ['metrics'],
    metavar: 'ADDRESS',
    help: 'for Prometheus',
    takes: takes(listenAddress, (metricsAddress) => ({ metricsAddress })),
  },
  { group: 'Report', long: ['ndjson'], help: 'DNS-OARC dns-metrics', takes: changes(withFormat('ndjson')) },
  { group: 'Report', long: ['qps-only'], help: 'the number alone', takes: changes(withFormat('qps')) },
  {
    group: 'Report',
    long: ['suppress'],
    dnsperfKey: 'suppress',
    metavar: 'LIST',
    help: 'warnings',
    takes: takes(listOf('timeouts', 'congestion', 'sendfailed', 'sockready', 'unexpected'), (suppress) => ({
      suppress,
    })),
  },
  {
    group: 'Report',
    long: ['fail-on'],
    metavar: 'BOUNDS',
    help: "exit 1 on any: 'loss>0.1%,p99>20ms,qps<50000'",
    takes: takes(bounds, (added, { failOn = [] }) => ({ failOn: [...failOn, ...added] })),
  },
  {
    group: 'Report',
    long: ['compat'],
    metavar: 'TOOL',
    help: 'queryperf, dnsperf',
    takes: takes(oneOf('queryperf', 'dnsperf', 'dnsbench'), () => ({})),
  },
  { group: 'Report', long: ['help'], letters: 'h', dnsperf: 'hH', help: '', takes: { kind: 'help' } },
  { group: 'Report', long: ['version'], help: '', takes: { kind: 'version' } },
];

function withFormat(format: OutputSettings['format']): (draft: Draft) => Draft {
  return ({ formats = [] }) => ({ formats: [...formats, format] });
}

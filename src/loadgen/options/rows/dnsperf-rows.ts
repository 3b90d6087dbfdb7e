import { type OptionRow, sets, takes } from '../option-row.ts';

const REFUSED_DOH = 'DNS over HTTPS is not offered; modes are udp, tcp and dot';

/** What dnsperf alone has. */
export const DNSPERF_ROWS: readonly OptionRow[] = [
  {
    group: 'Report',
    long: ['warnings-to-stdout'],
    dnsperf: 'W',
    dnsperfOnly: true,
    help: 'warnings to standard output',
    takes: sets({ warningsTo: 'stdout' }),
  },
  {
    group: 'Report',
    long: ['verbose-interval-stats'],
    dnsperfKey: 'verbose-interval-stats',
    dnsperfOnly: true,
    help: '-S prints the whole block',
    takes: sets({ wholeIntervals: true }),
  },
  {
    group: 'Load',
    long: ['qps-threshold-wait'],
    dnsperfKey: 'qps-threshold-wait',
    dnsperfOnly: true,
    metavar: 'US',
    help: 'no effect: rates are paced exactly',
    takes: takes(
      { wanted: 'microseconds', parse: (text) => (/^\d+$/.test(text) ? text : undefined) },
      () => ({}),
    ),
  },
  {
    group: 'Server',
    long: ['doh-uri'],
    dnsperfKey: 'doh-uri',
    dnsperfOnly: true,
    help: 'not offered',
    takes: { kind: 'refused', because: REFUSED_DOH },
  },
  {
    group: 'Server',
    long: ['doh-method'],
    dnsperfKey: 'doh-method',
    dnsperfOnly: true,
    help: 'not offered',
    takes: { kind: 'refused', because: REFUSED_DOH },
  },
  {
    group: 'Queries',
    long: ['updates'],
    dnsperf: 'u',
    dnsperfOnly: true,
    help: 'not offered',
    takes: { kind: 'refused', because: 'dynamic updates (RFC 2136) are not offered; only queries are sent' },
  },
  {
    group: 'Report',
    long: ['O'],
    dnsperf: 'O',
    dnsperfOnly: true,
    metavar: 'KEY[=VALUE]',
    help: 'suppress=LIST, tls-sni=NAME, num-queries-per-conn=N',
    takes: { kind: 'dnsperf-key' },
  },
];

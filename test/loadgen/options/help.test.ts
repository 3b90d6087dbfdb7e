import { expect, test } from 'vitest';
import { OPTION_ROWS } from '../../../src/loadgen/options/option-table.ts';
import { parseSettings } from '../../../src/loadgen/options/parse-settings.ts';
import { CONTEXT } from './support/parse.ts';

function helpOf(argv: readonly string[], programName = 'dnsbench'): string {
  const invocation = parseSettings(argv, { ...CONTEXT, programName });
  return invocation.kind === 'help' ? invocation.text : `it is ${invocation.kind}`;
}

test.each(['dnsbench', 'queryperf', 'dnsperf'])('the help of %s fits a screen of 80 columns', (name) => {
  const lines = helpOf(['-h'], name).split('\n');
  expect(lines.length).toBeLessThanOrEqual(46);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('every option is in the help', () => {
  const text = helpOf(['--help']);
  const missing = OPTION_ROWS.filter((row) => row.dnsperfOnly !== true).filter(
    ({ long }) => !new RegExp(`--${long[0]}\\b(?!-)`).test(text),
  );
  expect(missing).toEqual([]);
});

test('the help of dnsbench', () => {
  expect(helpOf(['--help'])).toMatchInlineSnapshot(`
    "Usage: dnsbench -s HOST -d FILE -l TIME [OPTION...]    load a DNS server
           dnsbench report A.json [B.json]             a result, or two compared
           dnsbench merge A.json B.json...             results added up

    Server  -s, --server HOST  [127.0.0.1]       -p, --port N  [53, dot 853]
            -m, --mode MODE  udp, tcp, dot       -f, --family NET  inet, inet6, any
            -a, --local-address IP  send from    -x, --local-port N  and up
            --tls-server-name NAME  [HOST]       --tls-ca FILE  trusted (PEM)
            --tls-insecure  any certificate
    Queries -d, --data FILE  [-], repeatable     -B, --binary  messages, as on TCP
            -n, --ignore-directives              --segment I/N  this host's part
            --shuffle  in random order
    Load    -l, --time TIME  limit of the run    --runs N  times through the file
            -1, --once  one run, with -l too     --workers N  [the cores]
            -t, --timeout TIME  [5 s, with --find-max 1 s]
            -q, --outstanding N  of each worker [100, with a rate 65536]
            -T, --rate QPS  of all workers       --ramp FROM:TO:SECONDS  rates
            --find-max LOSS%  the highest rate   --start-at TIME  with other hosts
    Sockets --sockets N  of each worker [16]     --rotate-ports N|TIME  new after
            -b, --buffer KB  [up to 4096]        --queries-per-connection N
            --transport HOW  auto, mmsg, dgram   --timestamps WHOSE  user, kernel
            --gso ON|OFF  UDP_SEGMENT [on]
    Shape   -e, --edns[=SIZE]  [4096]            -D, --dnssec  DO bit
            -E, --edns-option CODE:HEX           --ecs IP/LENGTH  client subnet
            --cookie  RFC 7873                   --nsid  count by server id
            -R, --no-recurse  RD off             --class CLASS  [IN]
            --prefix KIND[:N]  random, number    --tsig-file FILE  key to sign with
            -y, --tsig [ALGORITHM:]NAME:SECRET  or in DNSBENCH_TSIG
    Answers --verify  check each fully           --expect FILE  against these
            --by-answer  count by first record   -c, --rcodes  count by rcode
            -v, --verbose  a line for each       --latency-histogram  in the report
            --ledger  find disturbances          --events SOURCE  URL or log
            --events-password-file FILE          --keepalived-conf [NODE=]FILE
            --real-server NAME=IP[:PORT]
    Report  -i, --intermediate TIME  blocks      -S, --stats TIME  lines
            --interval TIME  of files [1 s]      -H, --histogram FILE  for gnuplot
            -r, --histogram-buckets N  [50000]   -u, --histogram-unit US  [100]
            --json[=FILE]  the whole result      --csv FILE  intervals
            --html FILE  charts                  --metrics ADDRESS  for Prometheus
            --ndjson  DNS-OARC dns-metrics       --qps-only  the number alone
            --fail-on BOUNDS  exit 1 on any: 'loss>0.1%,p99>20ms,qps<50000'
            --suppress LIST  warnings            --compat TOOL  queryperf, dnsperf
            -h, --help                           --version

    Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. docs/dnsbench.md
    "
  `);
});

test('the help of queryperf', () => {
  expect(helpOf(['-l', '60', '-h'], 'queryperf')).toMatchInlineSnapshot(`
    "Usage: queryperf -s HOST -d FILE -l TIME [OPTION...]

    dnsbench with the flags, defaults and report of queryperf.

    Server  -s, --server HOST  [127.0.0.1]       -p, --port N  [53, dot 853]
            -m, --mode MODE  udp, tcp, dot       -f, --family NET  inet, inet6, any
            -a, --local-address IP  send from    -x, --local-port N  and up
    Queries -d, --data FILE  [-], repeatable     -B, --binary  messages, as on TCP
            -n, --ignore-directives
    Load    -l, --time TIME  limit of the run    -1, --once  one run, with -l too
            -q, --outstanding N  of each worker [20, with -T 65536]
            -t, --timeout TIME  [5 s]            -T, --rate QPS  of all workers
    Sockets -b, --buffer KB  [up to 4096]
    Shape   -e, --edns[=SIZE]  [4096]            -D, --dnssec  DO bit
            -E, --edns-option CODE:HEX           -R, --no-recurse  RD off
            -y, --tsig [ALGORITHM:]NAME:SECRET  or in DNSBENCH_TSIG
    Answers -c, --rcodes  count by rcode         -v, --verbose  a line for each
    Report  -i, --intermediate TIME  blocks      -S, --stats TIME  lines
            -H, --histogram FILE  for gnuplot    -r, --histogram-buckets N  [50000]
            -u, --histogram-unit US  [100]       -h, --help

    Long options of "dnsbench --help" are taken too.
    Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. docs/dnsbench.md
    "
  `);
});

test('the help of dnsperf', () => {
  expect(helpOf(['-H'], 'dnsperf')).toMatchInlineSnapshot(`
    "Usage: dnsperf -s HOST -d FILE -l TIME [OPTION...]

    dnsbench with the flags, defaults and report of dnsperf.

    Server  -s, --server HOST  [127.0.0.1]       -p, --port N  [53, dot 853]
            -m, --mode MODE  udp, tcp, dot       -f, --family NET  inet, inet6, any
            -a, --local-address IP  send from    -x, --local-port N  and up
    Queries -d, --data FILE  [-], repeatable     -B, --binary  messages, as on TCP
    Load    -n, --runs N  times through the file
            -l, --time TIME  limit of the run    -T, --workers N  threads [1]
            -t, --timeout TIME  [5 s]            -Q, --rate QPS  of all workers
            -q N  outstanding [100]
    Sockets -c N  sockets [1]                    -b, --buffer KB  [up to 4096]
    Shape   -e, --edns[=SIZE]  [4096]            -D, --dnssec  DO bit
            -y, --tsig [ALGORITHM:]NAME:SECRET  or in DNSBENCH_TSIG
            -E, --edns-option CODE:HEX
    Answers -v, --verbose  a line for each
    Report  -S, --stats TIME  lines              -h, --help
            -O KEY[=VALUE]  suppress=LIST, tls-sni=NAME, num-queries-per-conn=N
            -W  warnings to standard output

    Long options of "dnsbench --help" are taken too.
    Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. docs/dnsbench.md
    "
  `);
});

test('the help of report and merge', () => {
  expect(helpOf(['report', '-h'])).toMatchInlineSnapshot(`
    "Usage: dnsbench report [OPTION...] A.json [B.json]

    Reports a result that dnsbench --json=FILE wrote again, or two of them side by side.

    Report  --json[=FILE]  the whole result      --html FILE  charts
            -h, --help

    Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. docs/dnsbench.md
    "
  `);
  expect(helpOf(['merge', '--help'])).toMatchInlineSnapshot(`
    "Usage: dnsbench merge [OPTION...] A.json B.json...

    Adds results that dnsbench --json=FILE wrote on several hosts, histograms included.

    Answers -c, --rcodes  count by rcode         --latency-histogram  in the report
    Report  -H, --histogram FILE  for gnuplot    -r, --histogram-buckets N  [50000]
            -u, --histogram-unit US  [100]       --json[=FILE]  the whole result
            --csv FILE  intervals                --html FILE  charts
            --ndjson  DNS-OARC dns-metrics       --qps-only  the number alone
            --fail-on BOUNDS  exit 1 on any: 'loss>0.1%,p99>20ms,qps<50000'
            --compat TOOL  queryperf, dnsperf    -h, --help

    Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. docs/dnsbench.md
    "
  `);
});

test('the version is asked for', () => {
  expect(parseSettings(['-l', '5', '--version'], CONTEXT)).toEqual({ kind: 'version' });
});

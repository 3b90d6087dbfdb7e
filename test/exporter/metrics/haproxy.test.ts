import { describe, expect, test } from 'vitest';
import {
  type ExpositionFormat,
  renderExposition,
  tieFamilies,
} from '../../../src/exporter/metrics/exposition.ts';
import { HAPROXY_FAMILIES } from '../../../src/exporter/metrics/haproxy.ts';
import { COLUMN_METRICS } from '../../../src/exporter/metrics/haproxy-columns.ts';
import type { HaproxyReports } from '../../../src/exporter/metrics/haproxy-view.ts';
import type { HaproxyInstance } from '../../../src/model/haproxy.ts';
import { NO_PROBLEMS } from '../../../src/model/problem.ts';
import type { Outcome } from '../../../src/model/snapshot.ts';
import { parseHaproxyAnswer } from '../../../src/parsers/haproxy/answer.ts';
import { fixture } from '../../support/fixture.ts';

function report(source: string, outcome: Outcome<HaproxyInstance>): HaproxyReports[number] {
  return {
    subsystem: 'haproxy',
    source,
    target: '/run/haproxy.sock',
    durationSeconds: 0.01,
    finishedAtSeconds: 1_800_000_000,
    outcome,
  };
}

function answered(source: string, text: string): HaproxyReports[number] {
  return report(source, { kind: 'ok', value: parseHaproxyAnswer(text).records, problems: NO_PROBLEMS });
}

function render(reports: HaproxyReports, format: ExpositionFormat = 'prometheus'): string {
  return [...renderExposition(tieFamilies(HAPROXY_FAMILIES, reports), format)].join('');
}

/** The samples of one family. */
function samples(text: string, name: string): string[] {
  return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

const CAPTURE = `${fixture('haproxy', '2.6-show-info.txt')}${fixture('haproxy', '2.6-show-stat.txt')}`;

describe('the capture of 2.6', () => {
  test.each(['prometheus', 'openmetrics'] as const)('in %s format', async (format) => {
    await expect(render([answered('lb1', CAPTURE)], format)).toMatchFileSnapshot(
      `../../fixtures/haproxy/2.6-metrics.${format}.txt`,
    );
  });

  test('milliseconds become seconds', () => {
    const text = render([answered('', CAPTURE)]);
    expect(samples(text, 'haproxy_server_check_duration_seconds')).toContain(
      'haproxy_server_check_duration_seconds{proxy="app",server="app1"} 0.001',
    );
    expect(samples(text, 'haproxy_backend_max_total_time_seconds')).toContain(
      'haproxy_backend_max_total_time_seconds{proxy="app"} 0.003',
    );
  });
});

test.each([
  '1.4.0-show-stat.txt',
  '1.5.0-show-stat.txt',
  '1.6.0-show-stat.txt',
  '1.7.0-show-stat.txt',
  '1.8.0-nbproc-2-info-and-stat.txt',
  '2.0.0-show-stat.txt',
  '2.2.0-show-stat.txt',
  '2.4.0-show-stat.txt',
  '2.6-show-stat.txt',
  '2.8.0-show-stat.txt',
  '3.4.0-show-stat.txt',
])('%s gives each series once, and none without a number', (file) => {
  const lines = render([answered('lb1', fixture('haproxy', file))])
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.filter((line) => !/^haproxy_[a-z0-9_]+\{source="lb1".*\} -?\d+(\.\d+)?$/.test(line))).toEqual(
    [],
  );
  const series = lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
  expect(series.filter((name, index) => series.indexOf(name) !== index)).toEqual([]);
  expect(series.length).toBeGreaterThan(80);
});

describe('sources', () => {
  const reports = [
    answered('b', CAPTURE),
    report('a', { kind: 'failed', reason: 'nothing listens there' }),
    report('c', { kind: 'absent', reason: 'not on this host' }),
  ];

  test('one that could not be read tells that and nothing else', () => {
    const lines = render(reports)
      .split('\n')
      .filter((line) => /source="[ac]"/.test(line));
    expect(lines).toEqual(['haproxy_up{source="a"} 0', 'haproxy_up{source="c"} 0']);
  });

  test('two that answer share the block of each family', () => {
    const text = render([answered('b', CAPTURE), answered('d', CAPTURE)]);
    expect(text.match(/^# TYPE haproxy_frontend_sessions_total /gm)).toHaveLength(1);
    expect(samples(text, 'haproxy_listener_sessions_total')).toEqual([
      'haproxy_listener_sessions_total{source="b",proxy="main",listener="plain"} 90',
      'haproxy_listener_sessions_total{source="d",proxy="main",listener="plain"} 90',
    ]);
  });

  test('a source without a name has no label, as at /probe', () => {
    const text = render([answered('', CAPTURE)]);
    expect(samples(text, 'haproxy_up')).toEqual(['haproxy_up 1']);
    expect(samples(text, 'haproxy_process_nbthread')).toEqual(['haproxy_process_nbthread 2']);
    expect(text).not.toContain('source=');
  });
});

test('processes are told apart where there are several', () => {
  const text = render([answered('lb1', fixture('haproxy', '1.8.0-nbproc-2-info-and-stat.txt'))]);
  expect(samples(text, 'haproxy_process_current_connections')).toEqual([
    'haproxy_process_current_connections{source="lb1",process="1"} 1',
    'haproxy_process_current_connections{source="lb1",process="2"} 2',
  ]);
  expect(samples(text, 'haproxy_server_sessions_total')).toEqual([
    'haproxy_server_sessions_total{source="lb1",process="1",proxy="app",server="app1"} 70',
    'haproxy_server_sessions_total{source="lb1",process="2",proxy="app",server="app1"} 140',
  ]);
  expect(samples(text, 'haproxy_backend_agg_server_status').filter((line) => line.endsWith(' 1'))).toEqual([
    'haproxy_backend_agg_server_status{source="lb1",process="1",proxy="app",state="UP"} 1',
    'haproxy_backend_agg_server_status{source="lb1",process="2",proxy="app",state="UP"} 1',
  ]);
});

describe('states', () => {
  const HEADER = '# pxname,svname,status,type,check_status,tracked,';
  const states = (...rows: readonly string[]): string =>
    render([answered('', `${[HEADER, ...rows].join('\n')}\n`)]);
  const isOne = (text: string, name: string): string[] =>
    samples(text, name)
      .filter((line) => line.endsWith(' 1'))
      .map((line) => /state="([^"]*)"/.exec(line)?.[1] ?? '');

  test.each([
    ['UP 1/3', 'UP'],
    ['DOWN (agent)', 'DOWN'],
    ['DOWN 1/2', 'DOWN'],
    ['no check', 'UP'],
    ['NOLB 2/3', 'NOLB'],
    ['DRAIN (agent)', 'DRAIN'],
    ['MAINT (via a/b)', 'MAINT'],
  ])('a server that is %j', (status, state) => {
    const text = states(`web,s1,${status},2,,,`);
    expect(samples(text, 'haproxy_server_status')).toHaveLength(5);
    expect(isOne(text, 'haproxy_server_status')).toEqual([state]);
  });

  test.each([
    ['frontend', 'web,FRONTEND,OPEN,0,,,', 3, 'UP'],
    ['frontend', 'web,FRONTEND,FULL,0,,,', 3, 'UP'],
    ['frontend', 'web,FRONTEND,STOP,0,,,', 3, 'DOWN'],
    ['frontend', 'web,FRONTEND,PAUSED,0,,,', 3, 'PAUSED'],
    ['listener', 'web,l1,WAITING,3,,,', 3, 'WAITING'],
    ['listener', 'web,l1,FULL,3,,,', 3, 'FULL'],
    ['backend', 'web,BACKEND,DOWN,1,,,', 2, 'DOWN'],
  ])('a %s: %s', (scope, row, count, state) => {
    const text = states(row);
    expect(samples(text, `haproxy_${scope}_status`)).toHaveLength(count);
    expect(isOne(text, `haproxy_${scope}_status`)).toEqual([state]);
  });

  test('no state is better than a wrong one', () => {
    const text = states('web,s1,SIDEWAYS,2,,,', 'web,s2,,2,,,');
    expect(samples(text, 'haproxy_server_status')).toEqual([]);
  });

  test('checks: the result, one that a later version adds, one that is not there yet', () => {
    const text = states(
      'web,s1,UP,2,* L4TOUT,,',
      'web,s2,UP,2,L9NEW,,',
      'web,s3,UP,2,INI,,',
      'web,s4,UP,2,,,',
    );
    const check = samples(text, 'haproxy_server_check_status');
    expect(check).toHaveLength(16 + 17 + 16);
    expect(check.filter((line) => line.endsWith(' 1'))).toEqual([
      'haproxy_server_check_status{proxy="web",server="s1",state="L4TOUT"} 1',
      'haproxy_server_check_status{proxy="web",server="s2",state="L9NEW"} 1',
    ]);
    expect(samples(text, 'haproxy_server_check_in_progress')).toEqual([
      'haproxy_server_check_in_progress{proxy="web",server="s1"} 1',
      'haproxy_server_check_in_progress{proxy="web",server="s2"} 0',
      'haproxy_server_check_in_progress{proxy="web",server="s3"} 0',
    ]);
  });

  test('a change of state under way', () => {
    const text = states('web,s1,UP -1/3,2,,,', 'web,s2,DOWN,2,,,');
    expect(samples(text, 'haproxy_server_transition_checks_passed')).toEqual([
      'haproxy_server_transition_checks_passed{proxy="web",server="s1"} -1',
    ]);
    expect(samples(text, 'haproxy_server_transition_checks_needed')).toEqual([
      'haproxy_server_transition_checks_needed{proxy="web",server="s1"} 3',
    ]);
  });

  test("a backend's servers are counted by state; one without servers has no counts", () => {
    const text = states(
      'web,s1,UP,2,L4OK,,',
      'web,s2,no check,2,,,',
      'web,s3,DOWN 1/2,2,L4CON,,',
      'web,BACKEND,UP,1,,,',
      'none,BACKEND,UP,1,,,',
    );
    expect(samples(text, 'haproxy_backend_agg_server_status')).toEqual([
      'haproxy_backend_agg_server_status{proxy="web",state="DOWN"} 1',
      'haproxy_backend_agg_server_status{proxy="web",state="UP"} 2',
      'haproxy_backend_agg_server_status{proxy="web",state="MAINT"} 0',
      'haproxy_backend_agg_server_status{proxy="web",state="DRAIN"} 0',
      'haproxy_backend_agg_server_status{proxy="web",state="NOLB"} 0',
    ]);
    expect(isOne(text, 'haproxy_backend_agg_check_status')).toEqual(['L4OK', 'L4CON']);
  });
});

test('names are escaped', () => {
  const rows = ['"we\\b ""x""\nend",s1,7,2', '"\ud800",s1,8,2'].join('\n');
  const text = render([answered('l"b', `# pxname,svname,scur,type\n${rows}\n`)]);
  expect(samples(text, 'haproxy_server_current_sessions')).toEqual([
    'haproxy_server_current_sessions{source="l\\"b",proxy="we\\\\b \\"x\\"\\nend",server="s1"} 7',
    'haproxy_server_current_sessions{source="l\\"b",proxy="\ufffd",server="s1"} 8',
  ]);
});

test('columns of modules', () => {
  const text = render([answered('', fixture('haproxy', '3.4.0-show-stat.txt'))]);
  expect(samples(text, 'haproxy_frontend_module_current')).toEqual([
    'haproxy_frontend_module_current{proxy="main",mod="quic",name="quic_half_open_conn"} 2',
    'haproxy_frontend_module_current{proxy="main",mod="h1",name="h1_open_connections"} 0',
  ]);
  expect(samples(text, 'haproxy_frontend_module_total')).toContain(
    'haproxy_frontend_module_total{proxy="main",mod="h3",name="qpack_decoder_stream_error"} 1',
  );
});

test('old versions tell memory in MiB, and a tainted process in hexadecimal', () => {
  const text = render([
    answered('', 'Name: HAProxy\nVersion: 1.4.0\nMemmax_MB: 512\nBootTime_ms: 1234\nTainted: 0x14\nnode: \n'),
  ]);
  expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
    'haproxy_up 1',
    'haproxy_process_build_info{version="1.4.0"} 1',
    'haproxy_process_boot_time_seconds 1.234',
    'haproxy_process_max_memory_bytes 536870912',
    'haproxy_process_tainted 20',
    '',
  ]);
});

test('every column that haproxy_exporter shows is shown', () => {
  const shown = new Set(COLUMN_METRICS.flatMap(({ columns }) => columns.map(([column]) => column)));
  const exported =
    `qcur qmax scur smax slim stot bin bout dreq ereq econ eresp wretr wredis weight act chkfail
    downtime lbtot rate rate_lim rate_max check_duration hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other
    req_tot cli_abrt srv_abrt comp_in comp_out comp_byp comp_rsp qtime ctime rtime ttime conn_tot`.split(
      /\s+/,
    );
  expect(exported.filter((column) => !shown.has(column))).toEqual([]);
});

describe('declarations', () => {
  test('each name once, also without the _total that OpenMetrics takes away', () => {
    const names = HAPROXY_FAMILIES.map(({ name }) => name.replace(/_total$/, ''));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(HAPROXY_FAMILIES.map((family) => [family.name, family] as const))('%s', (name, family) => {
    expect(name).toMatch(/^haproxy_[a-z0-9_]+$/);
    expect(name.endsWith('_total')).toBe(family.type === 'counter');
    expect(family.help).toMatch(/^[A-Z0-9].*\.$/);
    expect(family.labels).toContain('source');
  });
});

import { describe, expect, test } from 'vitest';
import {
  type ExpositionFormat,
  renderExposition,
  tieFamilies,
} from '../../../src/exporter/metrics/exposition.ts';
import { KEEPALIVED_FAMILIES } from '../../../src/exporter/metrics/keepalived.ts';
import type { KeepalivedState } from '../../../src/model/keepalived.ts';
import { mergeKeepalivedDumps } from '../../../src/model/keepalived-dump.ts';
import { KeepalivedTracker } from '../../../src/model/keepalived-tracker.ts';
import { NO_PROBLEMS } from '../../../src/model/problem.ts';
import type { Outcome, SourceReport } from '../../../src/model/snapshot.ts';
import { parseKeepalivedData } from '../../../src/parsers/keepalived/dump-data.ts';
import { parseKeepalivedJson } from '../../../src/parsers/keepalived/dump-json.ts';
import { parseKeepalivedStats } from '../../../src/parsers/keepalived/dump-stats.ts';
import { keepalivedFixture, syslog, track } from '../../model/keepalived-tracking.ts';

function report(source: string, outcome: Outcome<KeepalivedState>): SourceReport<'keepalived'> {
  return {
    subsystem: 'keepalived',
    source,
    target: 'test',
    durationSeconds: 0,
    finishedAtSeconds: 0,
    outcome,
  };
}

function told(source: string, value: KeepalivedState): SourceReport<'keepalived'> {
  return report(source, { kind: 'ok', value, problems: NO_PROBLEMS });
}

function render(
  reports: readonly SourceReport<'keepalived'>[],
  format: ExpositionFormat = 'prometheus',
): string {
  return [...renderExposition(tieFamilies(KEEPALIVED_FAMILIES, reports), format)].join('');
}

/** The samples of a family, without its head. */
function samples(name: string, ...reports: SourceReport<'keepalived'>[]): string[] {
  return render(reports)
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

const LINES = keepalivedFixture('2.2.7-sync-group-fault-quorum.syslog').split('\n');
const BEFORE_THE_STOP = LINES.slice(
  0,
  LINES.findIndex((line) => line.endsWith('Stopping')),
);
const DUMPS = mergeKeepalivedDumps([
  parseKeepalivedJson(keepalivedFixture('2.2.7-keepalived.json')).records,
  parseKeepalivedData(keepalivedFixture('2.2.7-keepalived.data')).records,
]);

/** What the captured log has not. */
const OTHERS = syslog([
  'Starting Keepalived v1.4.5 (05/26,2018)',
  'VRRP_Instance(VI_9) Transition to MASTER STATE',
  'VRRP_Instance(VI_9) Master received advert with higher priority 150, ours 100',
  'VRRP_Instance(VI_9) Changing effective priority from 100 to 80',
  'VRRP_Instance(VI_9): received an invalid passwd!',
  'bogus VRRP packet received on eth0 !!!',
  '(VI_9) Backup received priority 0 advertisement',
  'VRRP_Script(chk_haproxy) failed (exited with status 2)',
  'VRRP_Script(a"quoted"\\name) succeeded',
  'Quorum gained for tracked process haproxy',
  'VRRP_Instance(VI_9) Tracked BFD instance gw is DOWN',
  'Healthcheck child process(800) died: Respawning',
  'Changing weight from 1 to 7 for active service [2001:db8::b]:udp:53 of VS FWM 10',
  'Adding service [192.0.2.11]:80 to VS [web]:0',
  'Removing service [192.16...',
  'Lost quorum 1-0=1 > 0 for VS FWM 10',
  'Enabling sorry server [192.0.2.12]:80 to VS FWM 10',
  'DNS_CHECK ([192.0.2.11]:udp:53) read timeout from socket',
  'TCP connection to [192.1...',
]);

test.each(['prometheus', 'openmetrics'] as const)(
  'all that two sources tell, in %s format',
  async (format) => {
    const reports = [
      told('ds1', { ...track(BEFORE_THE_STOP).state(), dump: DUMPS }),
      told('ds2', track(OTHERS).state()),
      report('gone', { kind: 'failed', reason: 'no such file' }),
    ];
    await expect(render(reports, format)).toMatchFileSnapshot(
      `../../fixtures/keepalived/2.2.7-two-sources.${format}.metrics`,
    );
  },
);

test('what the dumps of other versions tell, without a line of log', async () => {
  const dump = mergeKeepalivedDumps([
    parseKeepalivedJson(keepalivedFixture('reconstructed-2.4.3-keepalived.json')).records,
    parseKeepalivedStats(keepalivedFixture('reconstructed-2.4.3-keepalived.stats')).records,
    parseKeepalivedData(keepalivedFixture('reconstructed-1.3.5-keepalived.data')).records,
  ]);
  await expect(render([told('old', { ...new KeepalivedTracker().state(), dump })])).toMatchFileSnapshot(
    '../../fixtures/keepalived/reconstructed-dumps.prometheus.metrics',
  );
});

describe('states', () => {
  test.each([
    ['Entering BACKUP STATE', '1'],
    ['Entering MASTER STATE', '2'],
    ['Entering FAULT STATE', '3'],
  ])('%s is %s', (message, number) => {
    const state = track(syslog([`(VI_1) ${message}`])).state();
    expect(samples('keepalived_vrrp_state', told('a', state))).toEqual([
      `keepalived_vrrp_state{source="a",iname="VI_1"} ${number}`,
    ]);
  });

  test('a start is INIT, 0', () => {
    const lines = [...syslog(['(VI_1) Entering MASTER STATE', 'Starting Keepalived v2.2.7 (01/16,2022)'])];
    expect(samples('keepalived_vrrp_state', told('a', track(lines).state()))).toEqual([
      'keepalived_vrrp_state{source="a",iname="VI_1"} 0',
    ]);
  });

  test('a stopped instance has no number, and a status of its own', () => {
    const state = track(LINES).state();
    expect(samples('keepalived_vrrp_state', told('a', state))).toEqual([]);
    expect(samples('keepalived_vrrp_status', told('a', state)).slice(0, 5)).toEqual([
      'keepalived_vrrp_status{source="a",iname="VI_1",state="INIT"} 0',
      'keepalived_vrrp_status{source="a",iname="VI_1",state="BACKUP"} 0',
      'keepalived_vrrp_status{source="a",iname="VI_1",state="MASTER"} 0',
      'keepalived_vrrp_status{source="a",iname="VI_1",state="FAULT"} 0',
      'keepalived_vrrp_status{source="a",iname="VI_1",state="STOP"} 1',
    ]);
    expect(samples('keepalived_running', told('a', state))).toEqual(['keepalived_running{source="a"} 0']);
  });

  test('an instance of which only a name is known has counters, and no state', () => {
    const state = track(syslog(['VRRP_Instance(VI_1) Transition to MASTER STATE'])).state();
    expect(samples('keepalived_vrrp_state', told('a', state))).toEqual([]);
    expect(samples('keepalived_vrrp_status', told('a', state))).toEqual([]);
    expect(samples('keepalived_vrrp_transitions_total', told('a', state))).toEqual([
      'keepalived_vrrp_transitions_total{source="a",iname="VI_1",state="BACKUP"} 0',
      'keepalived_vrrp_transitions_total{source="a",iname="VI_1",state="MASTER"} 0',
      'keepalived_vrrp_transitions_total{source="a",iname="VI_1",state="FAULT"} 0',
      'keepalived_vrrp_transitions_total{source="a",iname="VI_1",state="STOP"} 0',
    ]);
  });

  test('a dump tells what the log does not, and never outdoes it', () => {
    const log = track(syslog(['(VI_1) Entering BACKUP STATE'])).state();
    expect(samples('keepalived_vrrp_state', told('a', { ...log, dump: DUMPS }))).toEqual([
      'keepalived_vrrp_state{source="a",iname="VI_1"} 1',
      'keepalived_vrrp_state{source="a",iname="VI_2"} 2',
    ]);
  });
});

test('a source without a name gets no label', () => {
  expect(samples('keepalived_starts_total', told('', new KeepalivedTracker().state()))).toEqual([
    'keepalived_starts_total 0',
  ]);
});

test('a source that cannot be read is down, and tells nothing else', () => {
  expect(render([report('gone', { kind: 'failed', reason: 'no such file' })])).toBe(`\
# HELP keepalived_up 1 if what keepalived writes could be read, otherwise 0.
# TYPE keepalived_up gauge
keepalived_up{source="gone"} 0
`);
});

test('no series is there twice, and no family either', () => {
  const series = render([
    told('ds1', { ...track(BEFORE_THE_STOP).state(), dump: DUMPS }),
    told('ds2', { ...track(OTHERS).state(), dump: DUMPS }),
  ])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (line.startsWith('#') ? line : line.slice(0, line.lastIndexOf(' '))));
  expect(series.length).toBeGreaterThan(300);
  expect(series.filter((each, index) => series.indexOf(each) !== index)).toEqual([]);
});

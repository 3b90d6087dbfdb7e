import { describe, expect, test } from 'vitest';
import type { KeepalivedLine } from '../../../src/model/keepalived-event.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';
import { CLOCK } from './cases.ts';

/** 2026-11-20T09:47:32Z, of which CLOCK is the day after. */
const TIME_NS = 1_795_168_052_000_000_000n;

type Origin = Pick<KeepalivedLine, 'timeNs' | 'host' | 'process' | 'pid'>;

const PREFIXES: readonly (readonly [name: string, prefix: string, origin: Origin])[] = [
  [
    'RFC 3164 with pid',
    'Nov 20 09:47:32 lb1 Keepalived_vrrp[801]: ',
    { timeNs: TIME_NS, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'RFC 3164 without pid, 1.1',
    'Nov 20 09:47:32 lb1 Keepalived_healthcheckers: ',
    { timeNs: TIME_NS, host: 'lb1', process: 'checkers' },
  ],
  [
    'RFC 3164 with a day below 10',
    'Nov  1 18:49:14 ds1 Keepalived[7833]: ',
    { timeNs: 1_793_558_954_000_000_000n, host: 'ds1', process: 'parent', pid: 7833 },
  ],
  [
    'RFC 3164 with its priority',
    '<30>Nov 20 09:47:32 lb1 Keepalived_bfd[802]: ',
    { timeNs: TIME_NS, host: 'lb1', process: 'bfd', pid: 802 },
  ],
  [
    'BusyBox',
    'Nov 20 09:47:32 lb1 daemon.info Keepalived[786]: ',
    { timeNs: TIME_NS, host: 'lb1', process: 'parent', pid: 786 },
  ],
  [
    'ident of an instance in a network namespace',
    'Nov 20 09:47:32 lb1 Keepalived_vrrp_blue_lb[801]: ',
    { timeNs: TIME_NS, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'ISO 8601 of rsyslog',
    '2026-11-20T10:47:32.123456+01:00 lb1 Keepalived_vrrp[801]: ',
    { timeNs: TIME_NS + 123_456_000n, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'RFC 5424',
    '<30>1 2026-11-20T09:47:32.123Z lb1 Keepalived_vrrp 801 - - ',
    { timeNs: TIME_NS + 123_000_000n, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'RFC 5424 with structured data',
    '<30>1 2026-11-20T09:47:32Z - Keepalived_vrrp - ID47 [a@1 b="x"][c d="\\]"] \uFEFF',
    { timeNs: TIME_NS, process: 'vrrp' },
  ],
  [
    'journalctl -o short-precise',
    'Nov 20 09:47:32.000001 lb1 Keepalived_vrrp[801]: ',
    { timeNs: TIME_NS + 1000n, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'journalctl -o short-iso',
    '2026-11-20T09:47:32+0000 lb1 Keepalived_vrrp[801]: ',
    { timeNs: TIME_NS, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'journalctl -o short-full',
    'Fri 2026-11-20 09:47:32 UTC lb1 Keepalived_vrrp[801]: ',
    { timeNs: TIME_NS, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'journalctl -o with-unit',
    'Fri 2026-11-20 09:47:32 UTC lb1 keepalived.service[801]: ',
    { timeNs: TIME_NS, host: 'lb1', pid: 801 },
  ],
  [
    'journalctl -o short-unix',
    '1795168052.000001 lb1 Keepalived_vrrp[801]: ',
    { timeNs: TIME_NS + 1000n, host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  [
    'journalctl -o short-monotonic',
    '[   12.345678] lb1 Keepalived_vrrp[801]: ',
    { host: 'lb1', process: 'vrrp', pid: 801 },
  ],
  ['keepalived -l', 'Fri Nov 20 09:47:32 2026: ', { timeNs: TIME_NS }],
  [
    'keepalived --log-file with nanoseconds',
    'Fri Nov 20 09:47:32.123456789 2026: ',
    { timeNs: TIME_NS + 123_456_789n },
  ],
  [
    'logread of OpenWrt',
    'Fri Nov 20 09:47:32 2026 daemon.info Keepalived_vrrp[801]: ',
    { timeNs: TIME_NS, process: 'vrrp', pid: 801 },
  ],
  ['docker compose logs', 'keepalived-1  | Fri Nov 20 09:47:32 2026: ', { timeNs: TIME_NS }],
  [
    'docker compose logs in colour',
    '\u001B[36mkeepalived-1  |\u001B[0m Fri Nov 20 09:47:32 2026: ',
    { timeNs: TIME_NS },
  ],
  [
    'docker compose logs -t',
    'lb-keepalived_1  | 2026-11-20T09:47:32.000000001Z Fri Nov 20 09:47:32 2026: ',
    { timeNs: TIME_NS + 1n },
  ],
  [
    'docker logs -t',
    '2026-11-20T09:47:32.987654321Z Fri Nov 20 10:47:32 2026: ',
    { timeNs: TIME_NS + 987_654_321n },
  ],
  [
    'containerd',
    '2026-11-20T10:47:32.5+01:00 stderr F Fri Nov 20 09:47:32 2026: ',
    { timeNs: TIME_NS + 500_000_000n },
  ],
  [
    'standard error caught by systemd',
    'Nov 20 09:47:32 lb1 keepalived[801]: Fri Nov 20 09:47:32 2026: ',
    { timeNs: TIME_NS, host: 'lb1', pid: 801 },
  ],
  [
    'standard error caught by the journald driver of docker',
    'Nov 20 09:47:32 lb1 5f2b1c9d0a7e[990]: Fri Nov 20 09:47:32 2026: ',
    { timeNs: TIME_NS, host: 'lb1' },
  ],
  ['console of 1.2, which has none', '', {}],
];

const MESSAGES = [
  [
    '(VI_1) Entering MASTER STATE',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'MASTER', how: 'entering' },
  ],
  [
    'VRRP_Instance(VI_1): Transition to MASTER STATE',
    { kind: 'vrrp-transition', instance: 'VI_1', to: 'MASTER' },
  ],
  [
    'Removing service [192.168.56.183]:udp:53 from VS [192.168.56.185]:udp:53',
    {
      kind: 'real-server',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      action: 'removed',
      inhibited: false,
    },
  ],
  ['Reloading ...', { kind: 'lifecycle', action: 'reloading', process: 'parent' }],
] as const;

describe.each(PREFIXES)('%s', (_, prefix, origin) => {
  test.each(MESSAGES)('%s', (message, event) => {
    expect(parseKeepalivedLine(`${prefix}${message}`, CLOCK)).toEqual({
      class: 'parsed',
      truncated: false,
      message,
      event,
      ...origin,
    });
  });
});

describe('JSON records', () => {
  const event = { kind: 'vrrp-state', instance: 'VI_1', state: 'MASTER', how: 'entering' };

  test('journalctl -o json', () => {
    const line = JSON.stringify({
      MESSAGE: '(VI_1) Entering MASTER STATE',
      SYSLOG_IDENTIFIER: 'Keepalived_vrrp',
      _PID: '801',
      _HOSTNAME: 'lb1',
      __REALTIME_TIMESTAMP: '1795168052000001',
    });
    expect(parseKeepalivedLine(line, CLOCK)).toEqual({
      class: 'parsed',
      timeNs: TIME_NS + 1000n,
      host: 'lb1',
      process: 'vrrp',
      pid: 801,
      truncated: false,
      message: '(VI_1) Entering MASTER STATE',
      event,
    });
  });

  test('a message that journald writes as bytes', () => {
    const bytes = [...Buffer.from('(VI_\u00e9) Entering MASTER STATE', 'latin1')];
    const line = JSON.stringify({ MESSAGE: bytes, SYSLOG_IDENTIFIER: 'Keepalived_vrrp' });
    expect(parseKeepalivedLine(line, CLOCK)).toMatchObject({
      message: '(VI_\uFFFD) Entering MASTER STATE',
      event: { instance: 'VI_\uFFFD', state: 'MASTER' },
    });
  });

  test('standard error in the journal', () => {
    const line = JSON.stringify({
      MESSAGE: 'Fri Nov 20 09:47:32 2026: (VI_1) Entering MASTER STATE',
      SYSLOG_IDENTIFIER: 'keepalived',
      __REALTIME_TIMESTAMP: '1795168052000001',
    });
    expect(parseKeepalivedLine(line, CLOCK)).toMatchObject({ timeNs: TIME_NS + 1000n, event });
  });

  test('the json-file log of docker', () => {
    const line = JSON.stringify({
      log: 'Fri Nov 20 09:47:32 2026: (VI_1) Entering MASTER STATE\n',
      stream: 'stderr',
      time: '2026-11-20T09:47:32.000000002Z',
    });
    expect(parseKeepalivedLine(line, CLOCK)).toMatchObject({ timeNs: TIME_NS + 2n, event });
  });

  test.each([
    ['{"MESSAGE": "cut", "SYSLOG_IDENTIFIER": "Keepalived', 'the record is not valid JSON'],
    ['{"SYSLOG_IDENTIFIER": "Keepalived"}', 'the journal record has no readable MESSAGE'],
    ['{"SYSLOG_IDENTIFIER": "Keepalived", "MESSAGE": null}', 'the journal record has no readable MESSAGE'],
    [
      '{"SYSLOG_IDENTIFIER": "Keepalived", "MESSAGE": [1, 300]}',
      'the journal record has no readable MESSAGE',
    ],
    ['{"log": 7, "of": "keepalived"}', 'the log field of the record is not text'],
  ])('%s', (line, problem) => {
    expect(parseKeepalivedLine(line, CLOCK)).toEqual({
      class: 'unmatched',
      truncated: false,
      message: '',
      problem,
    });
  });
});

test.each([
  'Nov 20 09:47:32 lb1 haproxy[2210]: Server web/a is DOWN',
  'Nov 20 09:47:32 lb1 keepalived_exporter[5]: (VI_1) Entering MASTER STATE',
  'Nov 20 09:47:32 lb1 notify-keepalived: (VI_1) Entering MASTER STATE',
  'Nov 20 09:47:31 lb1 syslog.info syslogd started: BusyBox v1.35.0',
  'Jul 01 13:13:16 ds1 systemd[1]: Stopping LVS and VRRP High Availability Mon.....',
  'Hint: Some lines were ellipsized, use -l to show in full.',
  '-- Logs begin at Thu 2018-11-01 18:20:00 UTC, end at Thu 2018-11-01 18:50:00 UTC. --',
  '<30>1 2026-11-20T09:47:32Z lb1 haproxy 801 - - (VI_1) Entering MASTER STATE',
  '<30>1 2026-11-20T09:47:32Z lb1',
  '{"MESSAGE":"(VI_1) Entering MASTER STATE","SYSLOG_IDENTIFIER":"haproxy"}',
  '{"MESSAGE": 7',
  '{"anything":[]}',
  'web-1  | GET / 200',
  '2026-11-20T09:47:32Z GET / 200',
  '',
])('%j is not keepalived’s', (line) => {
  expect(parseKeepalivedLine(line, CLOCK)).toEqual({ class: 'foreign', truncated: false, message: '' });
});

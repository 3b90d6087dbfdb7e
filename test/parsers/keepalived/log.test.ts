import { describe, expect, test } from 'vitest';
import type { KeepalivedEvent, KeepalivedLine } from '../../../src/model/keepalived-event.ts';
import { IGNORED_INSTANCE_ROWS, IGNORED_ROWS } from '../../../src/parsers/keepalived/ignored-rows.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';
import { fixture } from '../../support/fixture.ts';
import { CLOCK, eventOf, formatsWithout } from './cases.ts';

function lines(text: string): KeepalivedLine[] {
  return text.split('\n').map((line) => parseKeepalivedLine(line, CLOCK));
}

/** Class and event of each line; an event of undefined is none. */
function told(text: string): (readonly [KeepalivedLine['class'], KeepalivedEvent | undefined])[] {
  return lines(text).map((line) => [line.class, line.event]);
}

describe('published logs of keepalived 1.2 and 1.3', () => {
  test('a MISC_CHECK fails, and its real server is removed (1.3.5)', () => {
    const text = `\
Nov  1 18:49:14 ds1 Keepalived_healthcheckers[7833]: pid 9412 exited with status 1
Nov  1 18:49:14 ds1 Keepalived_healthcheckers[7833]: Misc check to [192.168.56.183] for [/etc/keepalived/UDP_CHECK.sh 192.168.56.183 53 successfully] failed.
Nov  1 18:49:14 ds1 Keepalived_healthcheckers[7833]: Removing service [192.168.56.183]:53 from VS [192.168.56.185]:53`;
    expect(told(text)).toEqual([
      ['parsed', { kind: 'child-exit', pid: 9412, exitStatus: 1 }],
      [
        'parsed',
        {
          kind: 'check',
          type: 'misc',
          real: { address: '192.168.56.183' },
          result: 'failed',
          final: true,
          script: '/etc/keepalived/UDP_CHECK.sh 192.168.56.183 53 successfully',
        },
      ],
      [
        'parsed',
        {
          kind: 'real-server',
          real: { address: '192.168.56.183', port: 53 },
          virtual: { address: '192.168.56.185', port: 53 },
          action: 'removed',
          inhibited: false,
        },
      ],
    ]);
  });

  test('systemctl cuts the lines of a takeover (1.3.5)', () => {
    const text = `\
           ├─3924 /bin/bash /etc/keepalived/UDP_CHECK.sh 192.168.56.183 53 su...
           └─3926 grep successfully
Nov 01 18:29:36 ds2 Keepalived_healthcheckers[3907]: Activating healthchecker...
Nov 01 18:29:40 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Transition to...E
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Entering MAST...E
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) setting proto....
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: Sending gratuitous ARP on eth2 fo...5
Nov 01 18:29:41 ds2 Keepalived_vrrp[3908]: VRRP_Instance(VI_1) Sending/queue...5
Hint: Some lines were ellipsized, use -l to show in full.`;
    expect(told(text)).toEqual([
      ['foreign', undefined],
      ['foreign', undefined],
      ['parsed', { kind: 'checker', action: 'activated', real: {} }],
      ['parsed', { kind: 'vrrp-transition', instance: 'VI_1', to: 'MASTER' }],
      ['parsed', { kind: 'vrrp-state', instance: 'VI_1', state: 'MASTER', how: 'entering' }],
      ['parsed', { kind: 'vips', instance: 'VI_1', action: 'set' }],
      ['parsed', { kind: 'garp', interface: 'eth2', queued: false }],
      ['parsed', { kind: 'garp', instance: 'VI_1', queued: true }],
      ['foreign', undefined],
    ]);
    expect(lines(text).map(({ truncated }) => truncated)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  test('systemctl cuts the lines of a stop, and the names in them (1.3.5)', () => {
    const text = `\
Jul 01 13:08:59 ds1 Keepalived_healthcheckers[4003]: TCP connection to [192.1...
Jul 01 13:09:02 ds1 Keepalived_healthcheckers[4003]: Check on service [192.16...
Jul 01 13:09:02 ds1 Keepalived_healthcheckers[4003]: Removing service [192.16...
Jul 01 13:13:16 ds1 Keepalived[4002]: Stopping
Jul 01 13:13:16 ds1 systemd[1]: Stopping LVS and VRRP High Availability Mon.....
Jul 01 13:13:16 ds1 Keepalived_vrrp[4004]: VRRP_Instance(VI_1) sent 0 priority
Jul 01 13:13:16 ds1 Keepalived_vrrp[4004]: VRRP_Instance(VI_1) removing prot....
Jul 01 13:13:17 ds1 Keepalived_vrrp[4004]: Stopped
Jul 01 13:13:17 ds1 systemd[1]: Stopped LVS and VRRP High Availability Monitor.`;
    expect(told(text)).toEqual([
      ['unmatched', undefined],
      ['parsed', { kind: 'check', type: 'unknown', real: {}, result: 'failed', final: true }],
      ['parsed', { kind: 'real-server', real: {}, virtual: {}, action: 'removed', inhibited: false }],
      ['parsed', { kind: 'lifecycle', action: 'stopping', process: 'parent' }],
      ['foreign', undefined],
      ['parsed', { kind: 'priority-zero', instance: 'VI_1', direction: 'sent' }],
      ['parsed', { kind: 'vips', instance: 'VI_1', action: 'removed' }],
      ['parsed', { kind: 'lifecycle', action: 'child-stopped' }],
      ['foreign', undefined],
    ]);
    expect(lines(text)[0]).toMatchObject({
      truncated: true,
      problem: 'the ellipsis hides which of several messages it is',
    });
  });

  test('two directors start at once', () => {
    const text = `\
Apr 19 15:47:25 lb1 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Transition to MASTER STATE
Apr 19 15:47:25 lb1 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Entering MASTER STATE
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Transition to MASTER STATE
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Received higher prio advert
Apr 19 15:47:25 lb2 Keepalived_vrrp[6146]: VRRP_Instance(VI_1) Entering BACKUP STATE`;
    expect(told(text).map(([, event]) => event)).toEqual([
      { kind: 'vrrp-transition', instance: 'VI_1', to: 'MASTER' },
      { kind: 'vrrp-state', instance: 'VI_1', state: 'MASTER', how: 'entering' },
      { kind: 'vrrp-transition', instance: 'VI_1', to: 'MASTER' },
      { kind: 'election', instance: 'VI_1', reason: 'higher-priority-received' },
      { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'entering' },
    ]);
    expect(lines(text).map(({ host }) => host)).toEqual(['lb1', 'lb1', 'lb2', 'lb2', 'lb2']);
  });
});

describe('lines that an ellipsis cuts', () => {
  test.each([
    ['(VI_1) Entering BACK…E', { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'entering' }],
    ['(VI_1) Entering BACK…)', { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'initial' }],
    [
      'VRRP_Group(VG1) Syncing instances to MAS...te',
      {
        kind: 'sync-group',
        group: 'VG1',
        action: 'syncing',
        state: 'MASTER',
      },
    ],
    [
      'VRRP_Script(chk_haproxy) failed (exi...)',
      {
        kind: 'script',
        script: 'chk_haproxy',
        result: 'failed',
        onReload: false,
      },
    ],
    ['Netlink reports eth0 d…n', { kind: 'interface', interface: 'eth0', up: false }],
    [
      'Quorum lost for tracked process hap…',
      {
        kind: 'tracked',
        what: 'process',
        name: 'unknown',
        up: false,
      },
    ],
    [
      'Adding service [192.168.50.3]:tcp:80 to VS [192.1...80',
      {
        kind: 'real-server',
        real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
        virtual: {},
        action: 'added',
        inhibited: false,
      },
    ],
    ['Lost quorum 1-0=1 > 0 for VS [192...80', { kind: 'quorum', virtual: {}, up: false, initial: false }],
    [
      'Activating healthchecker for service [192.168.50.3]:tcp:80 for VS [192.16…80',
      {
        kind: 'checker',
        action: 'activated',
        real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      },
    ],
    ['(VI_1) Changing effective priority from 100 t...0', undefined],
    [
      '(VI_1) received lower priority (99) advert from 192.1...ng',
      {
        kind: 'election',
        instance: 'VI_1',
        reason: 'lower-priority-discarded',
        peerPriority: 99,
      },
    ],
  ])('%s', (message, event) => {
    expect(eventOf(message)).toEqual(event);
  });

  test.each([
    'VRRP_Insta...E',
    '(VI_...E',
    '(VI_1) Ent...E',
    '(VI_1) Entering...E',
    'Stopp...',
    'Adding...',
    'Script `chk…h` now returning 1',
    'A message... of keepalived that nobody knows',
  ])('%s could be anything', (message) => {
    const line = parseKeepalivedLine(`Nov 20 09:47:32 lb1 Keepalived_vrrp[801]: ${message}`, CLOCK);
    expect(line).toMatchObject({ class: 'unmatched', message });
    expect(line.event).toBeUndefined();
  });

  test('a cut name is never taken for a name', () => {
    const line = parseKeepalivedLine(
      'Nov 20 09:47:32 lb1 Keepalived_vrrp[801]: Netlink reports et...0 down',
      CLOCK,
    );
    expect(JSON.stringify(line.event ?? null)).not.toContain('et...0');
  });
});

describe('messages of no interest', () => {
  const MESSAGES = [
    'Running on Linux 6.1.176 #1 Sat Jul  4 15:38:16 UTC 2026 (built for Linux 5.19.11)',
    "Command line: 'keepalived' '-n'",
    "Opening file '/etc/keepalived/keepalived.conf'.",
    'Configuration file /etc/keepalived/keepalived.conf',
    'Configuration is using : 65263 Bytes',
    'Using LinkWatch kernel netlink reflector...',
    'Registering Kernel netlink reflector',
    'Initializing ipvs',
    'Changing syslog ident to Keepalived_blue',
    'NOTICE: setting config option max_auto_priority should result in better keepalived performance',
    'SECURITY VIOLATION - scripts are being executed but script_security not enabled.',
    'WARNING - default user keepalived_script for script execution does not exist - please create.',
    'Warning - script chk_haproxy is not used',
    'Warning: Virtual server [web]:0: protocol specified for fwmark - protocol will be ignored',
    'Remove a zombie pid file /run/keepalived.pid',
    "Unknown keyword 'foo'",
    'Virtual server [192.168.50.201]:tcp:80: no scheduler set, setting default wlc',
    'VRRP sockpool: [ifindex(  2), family(IPv4), proto(112), fd(12,13) multicast, address(224.0.0.18)]',
    'Delaying startup for 3 seconds',
    'Delayed start completed',
    'Truncating auth_pass to 8 characters',
    'Set open file limit to 1024:4096.',
    'daemon is already running',
    'Assigned address 192.168.50.1 for interface eth0',
    'Deassigned address fe80::1 from interface eth0',
    'Netlink reflector reports IP 192.168.50.201 added',
    'Netlink: error: message truncated',
    'Interface eth0.7 added',
    'Printing VRRP data for process(801) on signal',
    'Printing VRRP as json for process(801) on signal',
    'Executing [/usr/bin/true] for VS [192.168.50.201]:tcp:80',
    "Process [4711] didn't respond to SIGTERM",
    'Track script chk is already running, expect idle - skipping run',
    'Disabling track script chk since not found/accessible',
    "Couldn't find command: /bin/nothing",
    'Unable to access script `/bin/nothing`',
    'SMTP alert successfully sent.',
    'SMTP connection ERROR to [192.168.50.9]:25.',
    'SMTP connection to [192.168.50.9]:25 now IN_PROGRESS.',
    'Remote SMTP server [192.168.50.9]:25 connected.',
    'Remote SMTP server [192.168.50.9]:25 has closed the connection.',
    'Timeout connecting SMTP server [192.168.50.9]:25.',
    'Timeout reading data to remote SMTP server [192.168.50.9]:25.',
    'Error reading data from remote SMTP server [192.168.50.9]:25.',
    'Error processing RCPT cmd on SMTP server [192.168.50.9]:25. SMTP status code = 550',
    'Error connecting SMTP server [192.168.50.9]:25. SMTP status code = 554',
    'Received buffer from remote SMTP server [192.168.50.9]:25 overflow our get read buffer length.',
    'Can not read data from remote SMTP server [192.168.50.9]:25.',
    'CPU usage (self/children) user: 0.250000/6.720000 system: 0.000000/0.190000',
    'Restart of VRRP process delayed 0 seconds to limit respawn rate',
    'read eventfd count 1, num_reloading 0',
    'A thread timer expired 1.500000 seconds ago',
    'Keepalived_vrrp exited due to segmentation fault (SIGSEGV).',
    'pid 801 exited with permanent error CONFIG. Terminating',
    '(VI_1) ignoring tracked script chk_haproxy with weights due to SYNC group',
    'VRRP_Instance(VI_1) : ignoring tracked script with weights due to SYNC group',
    '(VI_1) setting Virtual Routes',
    'VRRP_Instance(VI_1) removing protocol iptable drop rule',
    '(VI_1) Found matching interface eth0',
    '(VI_1) Warning - nopreempt will not work with initial state MASTER - clearing',
    '(VI_1): Success creating VMAC interface vrrp.51',
    'VRRP_Instance(VI_1) using locally configured advertisement interval (1000 milli-sec)',
    '(VI_1) advertisement interval updated from 1000ms to 2000ms by master',
    '(VI_1) changing advert interval from 2000ms to locally configured 1000ms',
    '(VI_1) master changed from 192.168.50.2 to 192.168.50.3',
    'VRRP_Instance(VI_1) IPSEC-AH : Syncing seq_num - Increment seq',
    'VRRP_Instance(VI_1) in FAULT state jump to AH sync',
    'VRRP_Instance(VI_1) used for VRRP_Group(VG1) refresh sync',
    '(VI_1) Setting unicast VRRPv3 checksum to old version',
    // A report of several lines, and a warning about the configuration
    '  Please log an issue at https://github.com/acassen/keepalived/issues/',
    '------< Global definitions >------',
    "(Line 3) WARNING - number '0' outside range [0.000001, 4294.967295]",
    '(/etc/keepalived/keepalived.conf: Line 12) Unknown keyword',
  ];

  test.each(MESSAGES)('%s', (message) => {
    expect(eventOf(message)).toEqual({ kind: 'ignored' });
  });

  test('every format has a case', () => {
    const cases = MESSAGES.map((message) => [message] as const);
    expect(formatsWithout([...IGNORED_ROWS, ...IGNORED_INSTANCE_ROWS], cases)).toEqual([]);
  });
});

describe('what is not keepalived’s', () => {
  test.each([
    'foreign/yum-transcript.txt',
    'foreign/numbered-configuration.txt',
    'foreign/tcpdump.txt',
    'haproxy/2.6-http-csv.txt',
    'haproxy/2.6-show-info.txt',
    'ipvs/ipvsadm-Ln.txt',
    'bind/9.18-recursive-named.stats',
    'keepalived/ds1.conf',
    'keepalived/2.2.7-lb1.conf',
    'keepalived/2.2.7-keepalived.data',
    'keepalived/2.2.7-keepalived.stats',
    'keepalived/2.2.7-keepalived.json',
  ])('%s', (name) => {
    const text = fixture(...name.split('/'));
    expect(text.length).toBeGreaterThan(0);
    expect(lines(text).filter((line) => line.class !== 'foreign')).toEqual([]);
  });

  test('prose that begins as keepalived’s messages do', () => {
    const text = 'Stopping here would be wrong.\nOpening file cabinets\nRegistering takes a minute';
    expect(lines(text).map((line) => line.class)).toEqual(['foreign', 'foreign', 'foreign']);
  });
});

describe('limits', () => {
  test('a message longer than any of keepalived’s is unreadable, and not kept', () => {
    const line = parseKeepalivedLine(`Nov 20 09:47:32 lb1 Keepalived[1]: ${'x'.repeat(4097)}`, CLOCK);
    expect(line).toEqual({
      class: 'unmatched',
      timeNs: 1_795_168_052_000_000_000n,
      truncated: false,
      message: '',
      problem: 'the message has 4097 characters, which is more than 4096',
    });
  });

  test('a long line of nobody’s is foreign', () => {
    expect(parseKeepalivedLine('x'.repeat(1_000_000), CLOCK).class).toBe('foreign');
  });

  test('a name of 255 characters is one, of 256 is none', () => {
    expect(eventOf(`(${'a'.repeat(255)}) Entering MASTER STATE`)).toMatchObject({ state: 'MASTER' });
    expect(eventOf(`(${'a'.repeat(256)}) Entering MASTER STATE`)).toBeUndefined();
    expect(eventOf('() Entering MASTER STATE')).toBeUndefined();
  });

  test('an unknown message of keepalived’s is told from one of others', () => {
    const line = parseKeepalivedLine('Nov 20 09:47:32 lb1 Keepalived[1]: something new', CLOCK);
    expect(line).toEqual({
      class: 'unmatched',
      timeNs: 1_795_168_052_000_000_000n,
      host: 'lb1',
      process: 'parent',
      pid: 1,
      truncated: false,
      message: 'something new',
    });
  });
});

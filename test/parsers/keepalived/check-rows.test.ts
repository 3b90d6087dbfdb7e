import { expect, test } from 'vitest';
import { CHECK_ROWS } from '../../../src/parsers/keepalived/check-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  // tcp
  [
    'TCP connection to [192.168.0.4:80] success.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.0.4', port: 80 },
      result: 'succeeded',
      final: true,
    },
  ],
  [
    'TCP connection to [192.168.0.4]:80 failed !!!',
    { kind: 'check', type: 'tcp', real: { address: '192.168.0.4', port: 80 }, result: 'failed', final: true },
  ],
  [
    'TCP connection to [192.168.0.4]:80 failed.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.0.4', port: 80 },
      result: 'failed',
      final: false,
    },
  ],
  [
    'TCP connection to [192.168.0.4]:80 timeout.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.0.4', port: 80 },
      result: 'timed-out',
      final: false,
    },
  ],
  [
    'TCP connection to [192.168.50.3]:tcp:80 success.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'succeeded',
      final: true,
    },
  ],
  [
    'TCP connection to [192.168.50.3]:tcp:80 failed.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: false,
    },
  ],
  [
    'TCP connection to [192.168.50.3]:tcp:80 timedout.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'timed-out',
      final: false,
    },
  ],
  [
    'Check on service [192.168.0.4]:80 failed after 3 retry.',
    {
      kind: 'check',
      type: 'unknown',
      real: { address: '192.168.0.4', port: 80 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'Check on service [192.168.0.4]:tcp:80 failed after 3 retries.',
    {
      kind: 'check',
      type: 'unknown',
      real: { address: '192.168.0.4', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'Check on service [192.168.0.4]:tcp:80 failed.',
    {
      kind: 'check',
      type: 'unknown',
      real: { address: '192.168.0.4', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'TCP_CHECK on service [192.168.50.3]:tcp:80 failed after 1 retries.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'TCP_CHECK on service [192.168.50.3]:tcp:80 failed.',
    {
      kind: 'check',
      type: 'tcp',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'HTTP_CHECK on service [192.168.51.3]:tcp:80 failed after 1 retries.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'HTTP_CHECK on service [192.168.51.3]:tcp:80 failed after 2 retry.',
    {
      kind: 'check',
      type: 'http',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'SSL_CHECK on service [192.168.51.3]:tcp:443 failed.',
    {
      kind: 'check',
      type: 'ssl',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 443 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'UDP_CHECK on service [192.168.56.183]:udp:53 failed after 2 retries.',
    {
      kind: 'check',
      type: 'udp',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'UDP_CHECK on service [192.168.56.183]:udp:53 failed.',
    {
      kind: 'check',
      type: 'udp',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'UDP connection to [192.168.56.183]:udp:53 success.',
    {
      kind: 'check',
      type: 'udp',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'succeeded',
      final: true,
    },
  ],
  [
    'UDP connection to [192.168.56.183]:udp:53 failed.',
    {
      kind: 'check',
      type: 'udp',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'failed',
      final: false,
    },
  ],
  [
    'UDP check to [192.168.56.183]:udp:53 reply data mismatch.',
    {
      kind: 'check',
      type: 'udp',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'failed',
      final: false,
      detail: 'reply data mismatch',
    },
  ],
  [
    'ICMP connection to [192.168.56.183]:udp:53 success.',
    {
      kind: 'check',
      type: 'ping',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'succeeded',
      final: true,
    },
  ],
  [
    'ICMP connection to address [192.168.56.183]:udp:53 timeout.',
    {
      kind: 'check',
      type: 'ping',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'timed-out',
      final: false,
    },
  ],
  [
    'ICMP connection to [192.168.56.183]:udp:53 of [192.168.56.185]:udp:53 failed.',
    {
      kind: 'check',
      type: 'ping',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'failed',
      final: false,
    },
  ],
  [
    'ICMP CHECK on service [192.168.56.183]:udp:53 failed.',
    {
      kind: 'check',
      type: 'ping',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'failed',
      final: true,
    },
  ],
  [
    'ICMP CHECK on service [192.168.56.183]:udp:53 of [192.168.56.185]:udp:53 failed after 2 retries.',
    {
      kind: 'check',
      type: 'ping',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'failed',
      final: true,
    },
  ],
  // smtp
  [
    'SMTP_CHECK Read timeout from server [192.168.50.3]:25',
    {
      kind: 'check',
      type: 'smtp',
      real: { address: '192.168.50.3', port: 25 },
      result: 'timed-out',
      final: false,
      detail: 'Read timeout from',
    },
  ],
  [
    'SMTP_CHECK Connection timeout to server [192.168.50.3]:25',
    {
      kind: 'check',
      type: 'smtp',
      real: { address: '192.168.50.3', port: 25 },
      result: 'timed-out',
      final: false,
      detail: 'Connection timeout to',
    },
  ],
  [
    'SMTP_CHECK Error connecting to server [192.168.50.3]:25',
    {
      kind: 'check',
      type: 'smtp',
      real: { address: '192.168.50.3', port: 25 },
      result: 'failed',
      final: false,
      detail: 'Error connecting to',
    },
  ],
  [
    'SMTP_CHECK Bad greeting banner from server [192.168.50.3]:25',
    {
      kind: 'check',
      type: 'smtp',
      real: { address: '192.168.50.3', port: 25 },
      result: 'failed',
      final: false,
      detail: 'Bad greeting banner from',
    },
  ],
  [
    'SMTP_CHECK Network unreachable for server [192.168.50.4]:25 - real server [192.168.50.3]:tcp:25',
    {
      kind: 'check',
      type: 'smtp',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 25 },
      result: 'failed',
      final: false,
      detail: 'Network unreachable',
    },
  ],
  [
    'SMTP_CHECK Buffer overflow reading from server [192.168.50.3]:25. Increase SMTP_BUFF_MAX in smtp_check.h',
    {
      kind: 'check',
      type: 'smtp',
      real: { address: '192.168.50.3', port: 25 },
      result: 'failed',
      final: false,
      detail: 'Buffer overflow reading from',
    },
  ],
  [
    'SMTP_CHECK Unknown error',
    { kind: 'check', type: 'smtp', real: {}, result: 'failed', final: false, detail: 'Unknown error' },
  ],
  [
    'SMTP_CHECK Unknown smtp engine state encountered',
    {
      kind: 'check',
      type: 'smtp',
      real: {},
      result: 'failed',
      final: false,
      detail: 'Unknown smtp engine state encountered',
    },
  ],
  [
    'Remote SMTP server [192.168.50.3]:tcp:25 succeed on service.',
    {
      kind: 'check',
      type: 'smtp',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 25 },
      result: 'succeeded',
      final: true,
    },
  ],
  ['SMTP_CHECK Remote SMTP server [192.168.50.3]:25 connected', { kind: 'ignored' }],
  ['SMTP_CHECK [192.168.50.3]:25 > HELO lb1', { kind: 'ignored' }],
  ['SMTP_CHECK [192.168.50.3]:25 < 220 mail.example.com', { kind: 'ignored' }],
  ['SMTP_CHECK connection failed to create socket. Rescheduling.', { kind: 'ignored' }],
  ['SMTP_CHECK socket bind failed. Rescheduling.', { kind: 'ignored' }],
  // dns
  [
    'DNS_CHECK ([192.168.56.183]:udp:53) read timeout from socket',
    {
      kind: 'check',
      type: 'dns',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'timed-out',
      final: false,
      detail: 'read timeout from socket',
    },
  ],
  [
    'DNS_CHECK ([192.168.56.183]:udp:53) read timeout from socket after 3 retries',
    {
      kind: 'check',
      type: 'dns',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'timed-out',
      final: true,
      detail: 'read timeout from socket after 3 retries',
    },
  ],
  [
    'DNS_CHECK ([192.168.56.183]:53) error occurread. (rcode = 2)',
    {
      kind: 'check',
      type: 'dns',
      real: { address: '192.168.56.183', port: 53 },
      result: 'failed',
      final: false,
      detail: 'error occurread. (rcode = 2)',
    },
  ],
  [
    'DNS_CHECK ([192.168.56.183]:udp:53) network unreachable for [192.168.56.183]:53',
    {
      kind: 'check',
      type: 'dns',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      result: 'failed',
      final: false,
      detail: 'network unreachable for [192.168.56.183]:53',
    },
  ],
  ['DNS_CHECK ([192.168.56.183]:udp:53) ID does not match. (1a2b != 3c4d)', { kind: 'ignored' }],
  ['DNS_CHECK ([192.168.56.183]:udp:53) UDP socket bind failed. Rescheduling.', { kind: 'ignored' }],
  [
    '=> DNS_CHECK: failed on service <=',
    { kind: 'check', type: 'dns', real: {}, result: 'failed', final: true },
  ],
  [
    '=> DNS_CHECK: succeed on service <=',
    { kind: 'check', type: 'dns', real: {}, result: 'succeeded', final: true },
  ],
  // misc
  [
    'Misc check to [192.168.56.183] for [/etc/keepalived/UDP_CHECK.sh 192.168.56.183 53 successfully] failed.',
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
    'Misc check to [192.168.56.183] for [/etc/lb/check.sh] success.',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183' },
      result: 'succeeded',
      final: true,
      script: '/etc/lb/check.sh',
    },
  ],
  [
    'Misc check to [192.168.56.183] for [/etc/lb/check.sh] timed out',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183' },
      result: 'timed-out',
      final: true,
      script: '/etc/lb/check.sh',
    },
  ],
  [
    'Misc check to [192.168.56.183] for [/etc/lb/check.sh] succeeded.',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183' },
      result: 'succeeded',
      final: true,
      script: '/etc/lb/check.sh',
    },
  ],
  [
    'Misc check to [192.168.56.183] for [/etc/lb/check.sh] failed (exited with status 1).',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183' },
      result: 'failed',
      final: true,
      script: '/etc/lb/check.sh',
      exitStatus: 1,
    },
  ],
  [
    'Misc check to [192.168.56.183] for [/etc/lb/check.sh] failed (due to signal 9).',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183' },
      result: 'failed',
      final: true,
      script: '/etc/lb/check.sh',
      signal: 9,
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] succeeded.',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'succeeded',
      final: true,
      script: '/etc/lb/check.sh',
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS FWM 10] by [/etc/lb/check.sh] success.',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { mark: 10 },
      result: 'succeeded',
      final: true,
      script: '/etc/lb/check.sh',
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] timed out.',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'timed-out',
      final: true,
      script: '/etc/lb/check.sh',
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] failed (exited with status 1).',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'failed',
      final: true,
      script: '/etc/lb/check.sh',
      exitStatus: 1,
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] failed with retry disabled (exited with status 9).',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'failed',
      final: true,
      script: '/etc/lb/check.sh',
      exitStatus: 9,
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] failed, will do 3 retries (exited with status 1).',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'failed',
      final: false,
      script: '/etc/lb/check.sh',
      exitStatus: 1,
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] failed on retry 1/3 (due to signal 15).',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'failed',
      final: false,
      script: '/etc/lb/check.sh',
      signal: 15,
    },
  ],
  [
    'Misc check for [[192.168.56.183]:udp:53 VS [192.168.56.185]:udp:53] by [/etc/lb/check.sh] failed after 3 retries (exited with status 1).',
    {
      kind: 'check',
      type: 'misc',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      result: 'failed',
      final: true,
      script: '/etc/lb/check.sh',
      exitStatus: 1,
    },
  ],
  // bfd and file
  [
    'BFD check of [to_rs1] RS([192.168.50.3]:tcp:80) is UP',
    {
      kind: 'check',
      type: 'bfd',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'succeeded',
      final: true,
      detail: 'to_rs1',
    },
  ],
  [
    'BFD check of [to_rs1] RS([192.168.50.3]:tcp:80) is DOWN',
    {
      kind: 'check',
      type: 'bfd',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      result: 'failed',
      final: true,
      detail: 'to_rs1',
    },
  ],
  ['Received BFD event: instance to_rs1 is in state Up (delivered in 93 usec)', { kind: 'ignored' }],
  // local
  ['TCP connect fail to create socket. Rescheduling.', { kind: 'ignored' }],
  ['WEB connection fail to create socket. Rescheduling.', { kind: 'ignored' }],
  ['ICMPv6 connect fail to create socket. Rescheduling.', { kind: 'ignored' }],
  ['TCP socket bind failed. Rescheduling.', { kind: 'ignored' }],
  ['WEB socket bind failed. Rescheduling', { kind: 'ignored' }],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(CHECK_ROWS, CASES)).toEqual([]);
});

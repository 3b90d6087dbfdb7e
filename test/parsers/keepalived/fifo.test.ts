import { describe, expect, test } from 'vitest';
import { parseKeepalivedFifoLine } from '../../../src/parsers/keepalived/fifo.ts';

const NOW_MS = 1_795_168_052_123;

test.each([
  [
    'INSTANCE "VI_1" MASTER 100',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'MASTER', how: 'reported', priority: 100 },
  ],
  [
    'INSTANCE "VI_1" BACKUP 99',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'BACKUP', how: 'reported', priority: 99 },
  ],
  [
    'INSTANCE "VI_1" FAULT 0',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'FAULT', how: 'reported', priority: 0 },
  ],
  [
    'INSTANCE "VI_1" STOP 100',
    { kind: 'vrrp-state', instance: 'VI_1', state: 'STOP', how: 'reported', priority: 100 },
  ],
  ['INSTANCE "VI_1" DELETED 100', { kind: 'vrrp-removed', instance: 'VI_1' }],
  [
    'INSTANCE "VI_1" MASTER_RX_LOWER_PRI 100',
    { kind: 'election', instance: 'VI_1', reason: 'lower-priority-received', ourPriority: 100 },
  ],
  ['INSTANCE "VI_1" MASTER_PRIORITY 80', { kind: 'priority', instance: 'VI_1', to: 80 }],
  ['INSTANCE "VI_1" BACKUP_PRIORITY 80', { kind: 'priority', instance: 'VI_1', to: 80 }],
  [
    'INSTANCE "a "quoted" name" MASTER 100',
    { kind: 'vrrp-state', instance: 'a "quoted" name', state: 'MASTER', how: 'reported', priority: 100 },
  ],
  ['GROUP "G" FAULT 0', { kind: 'sync-group', group: 'G', action: 'syncing', state: 'FAULT' }],
  ['GROUP "G" STOP 0', { kind: 'sync-group', group: 'G', action: 'syncing', state: 'STOP' }],
  [
    'VS [192.168.201.15]:tcp:80 UP',
    {
      kind: 'quorum',
      virtual: { address: '192.168.201.15', protocol: 'tcp', port: 80 },
      up: true,
      initial: false,
    },
  ],
  ['VS FWM 10 DOWN', { kind: 'quorum', virtual: { mark: 10 }, up: false, initial: false }],
  [
    'RS [1.2.3.4]:tcp:80 [192.168.201.15]:tcp:80 DOWN',
    {
      kind: 'real-server',
      real: { address: '1.2.3.4', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.201.15', protocol: 'tcp', port: 80 },
      action: 'down',
      inhibited: false,
    },
  ],
  [
    'RS [2001:db8::4]:udp:53 [web]:0 UP',
    {
      kind: 'real-server',
      real: { address: '2001:db8::4', protocol: 'udp', port: 53 },
      virtual: { group: 'web', port: 0 },
      action: 'up',
      inhibited: false,
    },
  ],
])('%s', (line, event) => {
  expect(parseKeepalivedFifoLine(line, NOW_MS)).toEqual({
    class: 'parsed',
    timeNs: 1_795_168_052_123_000_000n,
    truncated: false,
    message: line,
    event,
  });
});

describe('what no keepalived writes', () => {
  test.each([
    'INSTANCE VI_1 MASTER 100',
    'INSTANCE "VI_1" MASTER',
    'INSTANCE "VI_1" {UNKNOWN} 100',
    'GROUP "G" DELETED 0',
    'VS [192.168.201.15]:tcp:80 SIDEWAYS',
    'RS [1.2.3.4]:tcp:80 DOWN',
    'hello',
  ])('%s', (line) => {
    expect(parseKeepalivedFifoLine(line, NOW_MS)).toEqual({
      class: 'unmatched',
      timeNs: 1_795_168_052_123_000_000n,
      truncated: false,
      message: line,
    });
  });

  test('an empty line is nobody’s', () => {
    expect(parseKeepalivedFifoLine('', NOW_MS)).toEqual({ class: 'foreign', truncated: false, message: '' });
  });

  test('an endless line is cut', () => {
    expect(parseKeepalivedFifoLine('x'.repeat(100_000), NOW_MS).message).toHaveLength(1024);
  });
});

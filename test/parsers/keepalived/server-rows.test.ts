import { expect, test } from 'vitest';
import { SERVER_ROWS } from '../../../src/parsers/keepalived/server-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  // servers
  [
    'Adding service [192.168.0.4:80] to VS [172.16.0.1:80]',
    {
      kind: 'real-server',
      real: { address: '192.168.0.4', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Removing service [192.168.0.4:80] from VS [172.16.0.1:80]',
    {
      kind: 'real-server',
      real: { address: '192.168.0.4', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      action: 'removed',
      inhibited: false,
    },
  ],
  [
    'Adding service [192.168.0.4]:80 to VS [172.16.0.1]:80',
    {
      kind: 'real-server',
      real: { address: '192.168.0.4', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Removing service [192.168.56.183]:53 from VS [192.168.56.185]:53',
    {
      kind: 'real-server',
      real: { address: '192.168.56.183', port: 53 },
      virtual: { address: '192.168.56.185', port: 53 },
      action: 'removed',
      inhibited: false,
    },
  ],
  [
    'Enabling service [192.168.0.4]:80 to VS [172.16.0.1]:80',
    {
      kind: 'real-server',
      real: { address: '192.168.0.4', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      action: 'enabled',
      inhibited: true,
    },
  ],
  [
    'Disabling service [192.168.0.4]:80 from VS [172.16.0.1]:80',
    {
      kind: 'real-server',
      real: { address: '192.168.0.4', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      action: 'disabled',
      inhibited: true,
    },
  ],
  [
    'Adding service [192.168.56.183]:udp:53 to VS [192.168.56.185]:udp:53',
    {
      kind: 'real-server',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Removing service [192.168.56.183]:udp:53 to VS [192.168.56.185]:udp:53',
    {
      kind: 'real-server',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      action: 'removed',
      inhibited: false,
    },
  ],
  [
    'Disabling service [192.168.56.183]:udp:53 to VS [192.168.56.185]:udp:53',
    {
      kind: 'real-server',
      real: { address: '192.168.56.183', protocol: 'udp', port: 53 },
      virtual: { address: '192.168.56.185', protocol: 'udp', port: 53 },
      action: 'disabled',
      inhibited: true,
    },
  ],
  [
    'Enabling service [192.168.51.3]:tcp:80 of VS [192.168.50.201]:tcp:80',
    {
      kind: 'real-server',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      action: 'enabled',
      inhibited: true,
    },
  ],
  [
    'Disabling service [192.168.51.3]:tcp:80 of VS [192.168.50.201]:tcp:80',
    {
      kind: 'real-server',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      action: 'disabled',
      inhibited: true,
    },
  ],
  [
    'Removing service [192.168.50.3]:tcp:80 from VS [192.168.50.201]:tcp:80',
    {
      kind: 'real-server',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      action: 'removed',
      inhibited: false,
    },
  ],
  [
    'Adding service [2001:db8::3]:sctp:80 to VS [2001:db8::1]:sctp:80',
    {
      kind: 'real-server',
      real: { address: '2001:db8::3', protocol: 'sctp', port: 80 },
      virtual: { address: '2001:db8::1', protocol: 'sctp', port: 80 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Adding service [192.168.50.3]:none:0 to VS FWM 10',
    {
      kind: 'real-server',
      real: { address: '192.168.50.3', port: 0 },
      virtual: { mark: 10 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Adding service [192.168.50.3]:tcp:80 to VS [web]:0',
    {
      kind: 'real-server',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { group: 'web', port: 0 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Adding service [192.168.50.3]:tcp:80 to VS [web]:tcp:80',
    {
      kind: 'real-server',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { group: 'web', protocol: 'tcp', port: 80 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Adding service [192.168.0.4:80] to VS [web:0]',
    {
      kind: 'real-server',
      real: { address: '192.168.0.4', port: 80 },
      virtual: { group: 'web', port: 0 },
      action: 'added',
      inhibited: false,
    },
  ],
  [
    'Removing (inhibited) service [192.168.51.3]:tcp:80 from VS [192.168.50.201]:tcp:80',
    {
      kind: 'real-server',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      action: 'removed',
      inhibited: true,
    },
  ],
  [
    'Shutting down service [192.168.50.3]:tcp:80 from VS [192.168.50.201]:tcp:80',
    {
      kind: 'real-server',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      action: 'shut-down',
      inhibited: false,
    },
  ],
  [
    'Shutting down (inhibited) service [192.168.51.3]:tcp:80 from VS [192.168.50.201]:tcp:80',
    {
      kind: 'real-server',
      real: { address: '192.168.51.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      action: 'shut-down',
      inhibited: true,
    },
  ],
  [
    'service [192.168.0.4:80] no longer exist',
    { kind: 'real-server-gone', real: { address: '192.168.0.4', port: 80 } },
  ],
  [
    'service [192.168.50.3]:tcp:80 no longer exist',
    { kind: 'real-server-gone', real: { address: '192.168.50.3', protocol: 'tcp', port: 80 } },
  ],
  [
    'Removing Virtual Server [192.168.50.201]:tcp:80',
    { kind: 'virtual-server-gone', virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 } },
  ],
  ['Removing Virtual Server FWM 10', { kind: 'virtual-server-gone', virtual: { mark: 10 } }],
  ['Removing Virtual Server Group [web]', { kind: 'virtual-server-gone', virtual: { group: 'web' } }],
  [
    'Changing weight from 1 to 10 for active service [192.168.0.4]:80 of VS [172.16.0.1]:80',
    {
      kind: 'weight',
      real: { address: '192.168.0.4', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      from: 1,
      to: 10,
      active: true,
    },
  ],
  [
    'Changing weight from 10 to 0 for inactive service [192.168.50.3]:tcp:80 of VS [192.168.50.201]:tcp:80',
    {
      kind: 'weight',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      from: 10,
      to: 0,
      active: false,
    },
  ],
  [
    'Gained quorum 1+0=1 <= 2 for VS [172.16.0.1]:80',
    { kind: 'quorum', virtual: { address: '172.16.0.1', port: 80 }, up: true, initial: false },
  ],
  [
    'Lost quorum 1-0=1 > 0 for VS [172.16.0.1]:80',
    { kind: 'quorum', virtual: { address: '172.16.0.1', port: 80 }, up: false, initial: false },
  ],
  [
    'Gained quorum 2+0=2 <= 200 for VS [192.168.50.201]:tcp:80',
    {
      kind: 'quorum',
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      up: true,
      initial: false,
    },
  ],
  [
    'Lost quorum 2-3=-1 > -5 for VS FWM 10',
    { kind: 'quorum', virtual: { mark: 10 }, up: false, initial: false },
  ],
  [
    'Starting with quorum down 1-0=1 > 0 for VS [192.168.50.201]:tcp:80',
    {
      kind: 'quorum',
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      up: false,
      initial: true,
    },
  ],
  [
    'Adding sorry server [192.168.50.9]:tcp:80 to VS [192.168.50.201]:tcp:80',
    {
      kind: 'sorry-server',
      real: { address: '192.168.50.9', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      active: true,
    },
  ],
  [
    'Removing sorry server [192.168.50.9]:tcp:80 from VS [192.168.50.201]:tcp:80',
    {
      kind: 'sorry-server',
      real: { address: '192.168.50.9', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      active: false,
    },
  ],
  [
    'Enabling sorry server [192.168.0.9]:80 to VS [172.16.0.1]:80',
    {
      kind: 'sorry-server',
      real: { address: '192.168.0.9', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      active: true,
    },
  ],
  [
    'Disabling sorry server [192.168.0.9]:80 from VS [172.16.0.1]:80',
    {
      kind: 'sorry-server',
      real: { address: '192.168.0.9', port: 80 },
      virtual: { address: '172.16.0.1', port: 80 },
      active: false,
    },
  ],
  [
    'Adding alive servers to the pool for VS [192.168.50.201]:tcp:80',
    {
      kind: 'alive-servers',
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      inPool: true,
    },
  ],
  [
    'Removing alive servers from the pool for VS [192.168.50.201]:tcp:80',
    {
      kind: 'alive-servers',
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
      inPool: false,
    },
  ],
  // no interest
  ['VS [[192.168.50.201]:tcp:80] added into group web', { kind: 'ignored' }],
  ['VS [[192.168.50.201]:tcp:80] in group web no longer exists', { kind: 'ignored' }],
  ['VS [192.168.50.201:0:0:0] in group web no longer exist', { kind: 'ignored' }],
  ['VS [FWM 10] has no configured RS! Skipping RS activation.', { kind: 'ignored' }],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(SERVER_ROWS, CASES)).toEqual([]);
});

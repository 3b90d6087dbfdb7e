import { expect, test } from 'vitest';
import { CHECKER_ROWS } from '../../../src/parsers/keepalived/checker-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  [
    'Activating healtchecker for service [192.168.0.4:80]',
    { kind: 'checker', action: 'activated', real: { address: '192.168.0.4', port: 80 } },
  ],
  [
    'Suspending healtchecker for service [192.168.0.4]:80',
    { kind: 'checker', action: 'suspended', real: { address: '192.168.0.4', port: 80 } },
  ],
  [
    'Activating healthchecker for service [192.168.0.4]:80',
    { kind: 'checker', action: 'activated', real: { address: '192.168.0.4', port: 80 } },
  ],
  [
    'Activating healthchecker for service [192.168.50.3]:tcp:80 for VS [192.168.50.201]:tcp:80',
    {
      kind: 'checker',
      action: 'activated',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
    },
  ],
  [
    'Suspending healthchecker for service [192.168.50.3]:tcp:80 for VS [192.168.50.201]:tcp:80',
    {
      kind: 'checker',
      action: 'suspended',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
    },
  ],
  [
    'Deactivating healthchecker for service [192.168.50.3]:tcp:80 for VS [192.168.50.201]:tcp:80',
    {
      kind: 'checker',
      action: 'suspended',
      real: { address: '192.168.50.3', protocol: 'tcp', port: 80 },
      virtual: { address: '192.168.50.201', protocol: 'tcp', port: 80 },
    },
  ],
  ['Activating BFD healthchecker', { kind: 'checker', action: 'activated' }],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(CHECKER_ROWS, CASES)).toEqual([]);
});

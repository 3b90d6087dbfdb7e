import { expect, test } from 'vitest';
import { portOfServiceName } from '../../../src/parsers/ipvs/service-names.ts';

test.each([
  ['http', 80],
  ['www', 80],
  ['https', 443],
  ['http-alt', 8080],
  ['webcache', 8080],
  ['domain', 53],
  ['sip', 5060],
  ['mysql', 3306],
  ['postgresql', 5432],
  ['imap2', 143],
  ['syslog', 514],
])('%s is port %i', (name, port) => {
  expect(portOfServiceName(name)).toBe(port);
});

test('a name that is in no table has no port', () => {
  expect(portOfServiceName('constructor')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { endpointText } from '../../src/text/endpoint-text.ts';

test.each([
  ['192.0.2.1', '192.0.2.1:53'],
  ['dns.example', 'dns.example:53'],
  ['2001:db8::1', '[2001:db8::1]:53'],
  ['fe80::1%eth0', '[fe80::1%eth0]:53'],
])('port 53 of %s is %s', (address, text) => {
  expect(endpointText(address, 53)).toBe(text);
});

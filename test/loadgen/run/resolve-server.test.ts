import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { resolveServer } from '../../../src/loadgen/run/resolve-server.ts';
import { RunError } from '../../../src/loadgen/run/run-error.ts';

type Family = Parameters<typeof resolveServer>[2];

async function mistake(server: string, family: Family): Promise<string> {
  const error: unknown = await resolveServer(server, 53, family).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RunError);
  return error instanceof RunError ? error.message : '';
}

test.each<[string, Family, object]>([
  ['192.0.2.1', 'any', { address: '192.0.2.1', port: 53, scopeId: 0 }],
  ['192.0.2.1', 'inet', { address: '192.0.2.1', port: 53, scopeId: 0 }],
  ['2001:db8::1', 'any', { address: '2001:db8::1', port: 53, scopeId: 0 }],
  ['2001:db8::1', 'inet6', { address: '2001:db8::1', port: 53, scopeId: 0 }],
  ['fe80::1%7', 'any', { address: 'fe80::1', port: 53, scope: '7', scopeId: 7 }],
  ['localhost', 'inet', { address: '127.0.0.1', port: 53, scopeId: 0 }],
])('%s, %s', async (server, family, endpoint) => {
  expect(await resolveServer(server, 53, family)).toEqual(endpoint);
});

test.each<[string, Family, string]>([
  ['192.0.2.1', 'inet6', 'server 192.0.2.1: is an IPv4 address, and -f inet6 allows IPv6 alone'],
  ['2001:db8::1', 'inet', 'server 2001:db8::1: is an IPv6 address, and -f inet allows IPv4 alone'],
  ['fe80::1%7', 'inet', 'server fe80::1%7: is an IPv6 address, and -f inet allows IPv4 alone'],
])('%s, %s is refused', async (server, family, message) => {
  expect(await mistake(server, family)).toBe(message);
});

test('a name that nobody knows', async () => {
  // RFC 6761 §6.4: no name below .invalid exists; without a network the resolver says so too, in another word.
  expect(await mistake('dns.invalid', 'any')).toMatch(
    /^server dns\.invalid: no address is known for it \((ENOTFOUND|EAI_AGAIN)\); name a host or an address with -s$/,
  );
  expect(await mistake('dns.invalid', 'inet6')).toMatch(
    /^server dns\.invalid: no IPv6 address is known for it \(/,
  );
});

test('a scope is no address of IPv4', async () => {
  expect(await mistake('192.0.2.1%1', 'any')).toMatch(
    /^server 192\.0\.2\.1%1: no address is known for it \(/,
  );
});

test('an interface that is not there', async () => {
  const names = Object.keys(networkInterfaces()).join(', ');
  expect(await mistake('fe80::1%none0', 'any')).toBe(
    `server fe80::1%none0: none0 is no interface with a link-local address here (there are ${names})`,
  );
});

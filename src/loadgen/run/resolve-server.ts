import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { RunSettings } from '../settings.ts';
import type { Endpoint } from '../transport/transport.ts';
import { RunError } from './run-error.ts';

const FAMILY = { any: 0, inet: 4, inet6: 6 } as const;

/**
 * The address of a server: once a run, so that all of it goes to one.
 * @param server a name, an address, or a link-local IPv6 address with its interface, `fe80::1%eth0`
 * @throws RunError
 */
export async function resolveServer(
  server: string,
  port: number,
  family: RunSettings['family'],
): Promise<Endpoint> {
  const [host = '', scope] = server.split('%');
  if (scope !== undefined && isIPv6(host)) {
    refuseOtherFamily(server, family);
    return { address: host, port, scope, scopeId: scopeIdOf(server, scope) };
  }
  if (isIP(server) === 0) return { address: await addressOf(server, family), port, scopeId: 0 };
  refuseOtherFamily(server, family);
  return { address: server, port, scopeId: 0 };
}

function refuseOtherFamily(server: string, family: RunSettings['family']): void {
  if (family === 'any' || (family === 'inet6') === server.includes(':')) return;
  const [is, wanted] = family === 'inet' ? ['an IPv6', 'IPv4'] : ['an IPv4', 'IPv6'];
  throw new RunError(`server ${server}: is ${is} address, and -f ${family} allows ${wanted} alone`);
}

async function addressOf(server: string, family: RunSettings['family']): Promise<string> {
  try {
    return (await lookup(server, { family: FAMILY[family] })).address;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const kind = { any: 'address', inet: 'IPv4 address', inet6: 'IPv6 address' }[family];
    throw new RunError(
      `server ${server}: no ${kind} is known for it (${code}); name a host or an address with -s`,
    );
  }
}

function scopeIdOf(server: string, scope: string): number {
  if (/^\d+$/.test(scope)) return Number(scope);
  const interfaces = networkInterfaces();
  const found = interfaces[scope]?.find((entry) => entry.family === 'IPv6');
  if (found?.family === 'IPv6' && found.scopeid !== undefined && found.scopeid > 0) return found.scopeid;
  const names = Object.keys(interfaces).join(', ');
  throw new RunError(
    `server ${server}: ${scope} is no interface with a link-local address here (there are ${names})`,
  );
}

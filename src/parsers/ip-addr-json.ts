import { isIP } from 'node:net';
import { canonicalAddress } from '../model/ip-address.ts';
import type { ProblemLog } from '../model/problem.ts';
import type { InterfaceAddress } from '../model/vip.ts';
import { FormatError } from './format-error.ts';

const EXPECTED = 'the output of ip -j addr';

/**
 * Reads what `ip -j addr` prints: a list of interfaces, each with `ifname` and `addr_info`. Interfaces that a filter
 * took out are empty objects. Problems have line 1, for it is one line.
 *
 * @throws FormatError
 */
export function readIpAddrJson(text: string, problems: ProblemLog): InterfaceAddress[] {
  const interfaces = parseJson(text);
  if (!Array.isArray(interfaces)) throw new FormatError(EXPECTED, text);
  return interfaces.flatMap((entry: unknown) => {
    if (!isObject(entry)) {
      problems.add(1, 'an interface must be an object', JSON.stringify(entry));
      return [];
    }
    const { ifname, addr_info: addresses } = entry;
    if (ifname === undefined && addresses === undefined) return [];
    if (typeof ifname !== 'string' || !Array.isArray(addresses)) {
      problems.add(1, 'an interface needs ifname and addr_info', JSON.stringify(entry));
      return [];
    }
    return addresses.flatMap((address: unknown) => {
      const read = isObject(address) ? readAddress(ifname, address) : undefined;
      if (read === undefined)
        problems.add(1, 'an address needs local and prefixlen', JSON.stringify(address));
      return read ?? [];
    });
  });
}

function readAddress(device: string, entry: Record<string, unknown>): InterfaceAddress | undefined {
  const { local, prefixlen, scope, label, secondary } = entry;
  const version = typeof local === 'string' ? isIP(local) : 0;
  if (typeof local !== 'string' || version === 0) return undefined;
  if (typeof prefixlen !== 'number' || !Number.isInteger(prefixlen)) return undefined;
  if (prefixlen < 0 || prefixlen > (version === 6 ? 128 : 32)) return undefined;
  return {
    interface: device,
    ...(typeof label === 'string' && label !== device && { label }),
    address: canonicalAddress(local),
    prefixLength: prefixlen,
    ...(typeof scope === 'string' && { scope }),
    ...(secondary === true && { secondary: true }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new FormatError(EXPECTED, text);
    throw error;
  }
}

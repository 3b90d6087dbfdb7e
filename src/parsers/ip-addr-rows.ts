import { isIP, isIPv4 } from 'node:net';
import { canonicalAddress } from '../model/ip-address.ts';
import type { InterfaceAddress } from '../model/vip.ts';

/** What an address's row says beyond its interface, which may stand on a line above. */
export interface AddressRow extends Omit<InterfaceAddress, 'interface'> {
  readonly address: string;
}

/** What `ip addr` may end a row with in place of a label (ipaddress.c of iproute2). */
const FLAGS = new Set([
  'secondary',
  'temporary',
  'tentative',
  'deprecated',
  'dadfailed',
  'dynamic',
  'permanent',
  'home',
  'mngtmpaddr',
  'noprefixroute',
  'autojoin',
  'nodad',
  'optimistic',
  'stable-privacy',
]);

/**
 * The part of a row from `inet` or `inet6` on, as iproute2, net-tools of Red Hat 5 or of today print it.
 * @returns undefined where there is no address in it
 */
export function readAddressRow(cells: readonly string[]): AddressRow | undefined {
  if (cells[1]?.startsWith('addr:') === true) return readOldIfconfig(cells);
  if (cells[2] === 'netmask' || cells[2] === 'prefixlen' || cells[2] === 'destination') {
    return readIfconfig(cells);
  }
  return readIp(cells);
}

/**
 * `inet 192.168.56.185/24 brd 192.168.56.255 scope global secondary eth2`, `inet 10.8.0.1 peer 10.8.0.2/32 scope global
 * tun0`, `inet6 fe80::1/64 scope link`. IPv4 rows end in the label.
 */
function readIp(cells: readonly string[]): AddressRow | undefined {
  const [local = '', length] = (cells[1] ?? '').split('/');
  const peerLength = cells[2] === 'peer' ? cells[3]?.split('/')[1] : undefined;
  const row = address(local, prefixLength(peerLength ?? length, local));
  if (row === undefined) return undefined;
  const scopeAt = cells.indexOf('scope');
  const scope = scopeAt < 0 ? undefined : cells[scopeAt + 1];
  const last = cells.at(-1) ?? '';
  const hasLabel = isIPv4(local) && scope !== undefined && cells.length > scopeAt + 2 && !FLAGS.has(last);
  return {
    ...row,
    ...(hasLabel && { label: last }),
    ...(scope !== undefined && { scope }),
    ...(cells.includes('secondary') && { secondary: true }),
  };
}

/** `inet 10.7.0.1  netmask 255.255.255.255  broadcast 0.0.0.0`, `inet6 ::1  prefixlen 128  scopeid 0x10<host>`. */
function readIfconfig(cells: readonly string[]): AddressRow | undefined {
  const local = cells[1] ?? '';
  const netmask = cells[cells.indexOf('netmask') + 1];
  const length = cells[2] === 'prefixlen' ? prefixLength(cells[3], local) : maskLength(netmask);
  return address(local, length);
}

/** `inet addr:172.16.0.1  Bcast:172.16.0.1  Mask:255.255.255.255`, `inet6 addr: ::1/128 Scope:Host`. */
function readOldIfconfig(cells: readonly string[]): AddressRow | undefined {
  const [, first = '', second = ''] = cells;
  const [local = '', length] = (first.slice('addr:'.length) || second).split('/');
  const mask = cells.find((cell) => cell.startsWith('Mask:'))?.slice('Mask:'.length);
  return address(local, mask === undefined ? prefixLength(length, local) : maskLength(mask));
}

function address(local: string, length: number | undefined): AddressRow | undefined {
  if (isIP(local) === 0 || length === undefined) return undefined;
  return { address: canonicalAddress(local), prefixLength: length };
}

/** An address without a length is a host's. */
function prefixLength(text: string | undefined, local: string): number | undefined {
  const bits = isIP(local) === 6 ? 128 : 32;
  if (text === undefined) return bits;
  const length = /^\d{1,3}$/.test(text) ? Number(text) : bits + 1;
  return length <= bits ? length : undefined;
}

/** `255.255.240.0` is 20; a mask with holes is none that Linux would have. */
export function maskLength(mask: string | undefined): number | undefined {
  if (mask === undefined || !isIPv4(mask)) return undefined;
  const bits = mask.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const length = 32 - Math.log2(2 ** 32 - bits);
  return Number.isInteger(length) ? length : undefined;
}

import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Says whether a host may be probed. Takes the host name of a parsed URL: canonical, IPv6 in brackets. */
export type AllowList = (host: string) => boolean;

/** Labels as DNS has them; underscores occur in real host names. */
const NAME = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
/** IPv4 in IPv6 clothes (RFC 4291 section 2.5.5.2), as a URL parser writes it. */
const MAPPED_IPV4 = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * Builds the allow list of a probe module. A name admits that name as it is written in the target, and
 * `*.suffix` every name below the suffix, whatever they resolve to; addresses and networks admit addresses
 * only. No name is resolved here, so that DNS cannot lead a name into an admitted network.
 *
 * @param entries `lb1.example`, `*.example.com`, `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`; others admit nothing
 */
export function createAllowList(entries: readonly string[]): AllowList {
  const names = new Set<string>();
  const suffixes: string[] = [];
  // One list a family: an IPv6 network in a BlockList also matches IPv4 addresses, as their mapped forms.
  const networks: Networks = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const entry of entries) {
    if (addNetwork(networks, entry)) continue;
    const name = canonicalName(entry.replace(/^\*\./, ''));
    if (name === undefined) continue;
    if (entry.startsWith('*.')) suffixes.push(`.${name}`);
    else names.add(name);
  }
  return (host) => {
    const address = literalAddress(host);
    if (address !== undefined) return networks[familyOf(address)].check(address, familyOf(address));
    return NAME.test(host) && (names.has(host) || suffixes.some((suffix) => host.endsWith(suffix)));
  };
}

type Networks = Readonly<Record<'ipv4' | 'ipv6', BlockList>>;

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

function addNetwork(networks: Networks, entry: string): boolean {
  const [address = '', prefix, ...more] = entry.replace(/^\[(.*)\]$/, '$1').split('/');
  if (more.length > 0 || !(isIPv4(address) || isIPv6(address))) return false;
  const family = familyOf(address);
  const bits = family === 'ipv4' ? 32 : 128;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)) return false;
  networks[family].addSubnet(address, prefix === undefined ? bits : Number(prefix), family);
  return true;
}

/** The address that a host is, or undefined for a name. A mapped address is the IPv4 one that it connects to. */
function literalAddress(host: string): string | undefined {
  if (isIPv4(host)) return host;
  const inner = /^\[(.*)\]$/.exec(host)?.[1];
  if (inner === undefined || !isIPv6(inner)) return undefined;
  const [, high, low] = MAPPED_IPV4.exec(inner) ?? [];
  if (high === undefined || low === undefined) return inner;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 0xff, lower >> 8, lower & 0xff].join('.');
}

/** Lower case and punycode, as the host of a parsed target is. */
function canonicalName(name: string): string | undefined {
  if (/[/:@?#\\\s%]/.test(name) || !URL.canParse(`http://${name}`)) return undefined;
  const { hostname } = new URL(`http://${name}`);
  return NAME.test(hostname) && !isIPv4(hostname) ? hostname : undefined;
}

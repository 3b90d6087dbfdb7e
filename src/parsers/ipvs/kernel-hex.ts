import { canonicalAddress } from '../../model/ip-address.ts';
import type { IpvsEndpoint } from '../../model/ipvs.ts';

const IPV4_HEX = /^[0-9A-F]{8}$/;
const IPV6_FULL = /^(?:[0-9a-f]{4}:){7}[0-9a-f]{4}$/;
const PORT_HEX = /^[0-9A-F]{4}$/;

/**
 * `AC100001` is 172.16.0.1 whatever the machine's byte order, for the kernel prints `ntohl()` of it; IPv6
 * comes in full (`%pI6`), in brackets or not.
 */
export function readHexAddress(text: string): string | undefined {
  if (IPV4_HEX.test(text)) {
    const bits = Number.parseInt(text, 16);
    return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
  }
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return IPV6_FULL.test(bare) ? canonicalAddress(bare) : undefined;
}

/** `0050` is port 80. */
export function readHexPort(text: string): number | undefined {
  return PORT_HEX.test(text) ? Number.parseInt(text, 16) : undefined;
}

/** `AC100001:0050`, `[2001:0db8:0000:0000:0000:0000:0000:0100]:0035`. */
export function readHexEndpoint(text: string): IpvsEndpoint | undefined {
  const colon = text.lastIndexOf(':');
  const address = readHexAddress(text.slice(0, Math.max(colon, 0)));
  const port = readHexPort(text.slice(colon + 1));
  return address === undefined || port === undefined ? undefined : { address, port };
}

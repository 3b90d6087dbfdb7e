import { canonicalAddress } from '../../model/ip-address.ts';
import type { IpvsEndpoint } from '../../model/ipvs.ts';
import type { Doubt } from './ipvsadm-figures.ts';
import { portOfServiceName } from './service-names.ts';

/** Without -n, ipvsadm cuts names of IPv4 servers to this many characters (ipvsadm.c, print_service_entry). */
const NAME_CUT_AT = 28;
const PORT_NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/**
 * `172.16.0.1:80`, `[2001:db8::1]:domain`, `vip.example.com:https`.
 * @returns undefined where the text is no endpoint
 */
export function readEndpoint(text: string, doubt: Doubt): IpvsEndpoint | undefined {
  const colon = text.lastIndexOf(':');
  if (text.startsWith('[')) {
    const bracket = text.indexOf(']');
    if (bracket < 2 || (bracket !== colon - 1 && bracket !== text.length - 1)) return undefined;
    const address = canonicalAddress(text.slice(1, bracket));
    if (bracket === text.length - 1) return withoutPort(address, doubt);
    return withPort(address, text.slice(colon + 1), doubt);
  }
  if (colon > 0 && text.indexOf(':') === colon) {
    const address = text.slice(0, colon);
    // `01:57` is a connection's time, not a host called 01.
    if (/^\d+$/.test(address)) return undefined;
    if (colon === text.length - 1) return withoutPort(address, doubt);
    return withPort(address, text.slice(colon + 1), doubt);
  }
  return colon < 0 && text.length >= NAME_CUT_AT ? withoutPort(text, doubt) : undefined;
}

/** `172.16.0.10` or `172.16.0.10:8080`, as commands name a real server; without a port it has the service's. */
export function readServerEndpoint(
  text: string,
  service: IpvsEndpoint,
  doubt: Doubt,
): IpvsEndpoint | undefined {
  const address = /^(?:\[([^[\]]+)\]|([^:[\]]+))$/.exec(text);
  if (address === null) return readEndpoint(text, doubt);
  const { port, portName } = service;
  return {
    address: canonicalAddress(address[1] ?? address[2] ?? ''),
    port,
    ...(portName !== undefined && { portName }),
  };
}

function withPort(address: string, port: string, doubt: Doubt): IpvsEndpoint | undefined {
  const number = portNumber(port);
  if (number !== undefined) return { address, port: number };
  if (!PORT_NAME.test(port) || /^\d+$/.test(port)) return undefined;
  const known = portOfServiceName(port);
  if (known === undefined) {
    doubt(`the number of port ${JSON.stringify(port)} is not known; ipvsadm -n prints it`);
  }
  return { address, port: known ?? 0, portName: port };
}

function withoutPort(address: string, doubt: Doubt): IpvsEndpoint {
  doubt(`${JSON.stringify(address)} was cut before its port; ipvsadm -n prints it whole`);
  return { address, port: 0 };
}

function portNumber(text: string): number | undefined {
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return text.length > 0 && number <= 65_535 ? number : undefined;
}

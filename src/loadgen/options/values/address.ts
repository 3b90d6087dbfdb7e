import { isIP } from 'node:net';
import { parseListenAddress } from '../../../text/listen-address.ts';
import type { ValueKind } from './value-kind.ts';

const LONGEST_NAME = 253;

/** A name or an address; brackets and a port belong to other notations, and a name has no blank in it. */
export const host: ValueKind<string> = {
  wanted: 'a name or an address such as 192.0.2.1, 2001:db8::1 or fe80::1%eth0, and the port with -p',
  parse: (text) => {
    if (isIP(text) !== 0) return text;
    return text.length <= LONGEST_NAME && /^[\w-]+(?:\.[\w-]+)*\.?$/.test(text) ? text : undefined;
  },
};

/** An address, with a scope id where it is link-local (`fe80::1%eth0`). */
export const ipAddress: ValueKind<string> = {
  wanted: 'an address of this host such as 192.0.2.7 or 2001:db8::7',
  parse: (text) => (isIP(text) === 0 ? undefined : text),
};

/** Where to listen: `host:port`, `:port`, `[IPv6]:port`. */
export const listenAddress: ValueKind<string> = {
  wanted: 'an address and port such as 127.0.0.1:9153, :9153 or [::1]:9153',
  parse: (text) => (parseListenAddress(text) === undefined ? undefined : text),
};

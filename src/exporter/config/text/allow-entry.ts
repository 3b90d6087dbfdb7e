import { isIP } from 'node:net';

/** RFC 1123 section 2.1, and `_`, which host names in use have. */
const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const HOST_NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'i');
/** URL parsers read a name that ends so as an IPv4 address (URL standard, "ends in a number checker"). */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;

/** Whether a text may stand in an allow list: a host name, `*.example.com`, an address or a network `10.0.0.0/8`. */
export function isAllowEntry(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = address.includes('%') ? 0 : isIP(address);
  if (version !== 0) {
    if (more.length > 0) return false;
    return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
  }
  const name = text.replace(/^\*\./, '');
  return name.length <= 253 && HOST_NAME.test(name) && !ENDS_IN_NUMBER.test(name);
}

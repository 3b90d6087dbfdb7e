import { isIP } from 'node:net';
import { parseListenAddress } from '../../../text/listen-address.ts';
import type { RealServerName } from '../../settings.ts';
import type { ValueKind } from './value-kind.ts';

const MOST_CHARACTERS = 253;

/** `rs1=192.168.56.183`, `rs1=192.168.56.183:53`, `1.2.3.4=[2001:db8::1]:53` */
export const realServerName: ValueKind<RealServerName> = {
  wanted:
    'a name and the address of the real server that answers by it, such as rs1=192.0.2.7 or rs1=192.0.2.7:53',
  parse: (text) => {
    const at = text.lastIndexOf('=');
    const [name, rest] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
    if (name === '' || name.length > MOST_CHARACTERS) return undefined;
    if (isIP(rest) !== 0) return { name, address: rest };
    const { host = '', port = 0 } = parseListenAddress(rest) ?? {};
    return isIP(host) === 0 || port === 0 ? undefined : { name, address: host, port };
  },
};

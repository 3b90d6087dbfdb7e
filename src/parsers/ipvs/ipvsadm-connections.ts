import type { IpvsEndpoint } from '../../model/ipvs.ts';
import type { ConnectionRow } from './connection-counter.ts';
import { readEndpoint } from './endpoint.ts';

/** First line of `ipvsadm -Lc`; its second one begins with `pro expire`. */
export const CONNECTIONS_HEAD = /^(?:IPVS connection entries|pro expire state\b)/;

const EXPIRES = /^\d+:\d\d$/;
const DPVS_PROTOCOL = /^\[\d+\](\S+)$/;
const DPVS_EXPIRES = /^-?\d+s$/;

/**
 * `TCP 14:58  ESTABLISHED 10.9.0.2:44680     10.9.0.1:8000      10.9.0.1:8001`, behind which `--persistent-conn` has
 * the persistence engine's name and data. DPVS has its core before the protocol and its own address before the real
 * server's: `[3]tcp 7s     ESTABLISHED client virtual local real`.
 */
export function readConnectionRow(cells: readonly string[]): ConnectionRow | undefined {
  const [protocol = '', expires = '', state, source, virtual, destination, behind] = cells;
  if (state === undefined || source === undefined || virtual === undefined) return undefined;
  const dpvs = DPVS_PROTOCOL.exec(protocol)?.[1];
  const real = dpvs === undefined ? destination : behind;
  if (real === undefined || !(dpvs === undefined ? EXPIRES : DPVS_EXPIRES).test(expires)) return undefined;
  return {
    protocol: dpvs?.toUpperCase() ?? protocol,
    state,
    virtual,
    real,
    isTemplate: source.endsWith(':0'),
  };
}

/** Endpoints of connection rows; a port's name that is not known is kept, as in tables. */
export function readConnectionEndpoint(text: string): IpvsEndpoint | undefined {
  return readEndpoint(text, () => undefined);
}

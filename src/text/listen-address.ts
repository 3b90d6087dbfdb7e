import { isIPv6 } from 'node:net';

/** Where the web server listens. */
export interface ListenAddress {
  /** Host name or address without brackets; absent for every address of the host. */
  readonly host?: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

const ADDRESS = /^(?:\[(?<v6>[^\]]*)\]|(?<host>[\w.-]*)):(?<port>\d{1,5})$/;

/** @returns the parts of `host:port`, `:port` or `[IPv6]:port`; undefined when the text is none of these */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const { v6, host, port: portText } = ADDRESS.exec(text)?.groups ?? {};
  const port = Number(portText ?? Number.NaN);
  if (!(port <= 65_535)) return undefined;
  if (v6 !== undefined) return isIPv6(v6) ? { host: v6, port } : undefined;
  return host === undefined || host === '' ? { port } : { host, port };
}

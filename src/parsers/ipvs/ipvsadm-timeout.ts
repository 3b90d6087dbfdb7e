import type { IpvsTimeouts } from '../../model/ipvs.ts';

const TIMEOUT = /^\s*Timeout \(tcp tcpfin udp\): (\d+) (\d+) (\d+)\s*$/;

/** The one line of `ipvsadm -L --timeout`: `Timeout (tcp tcpfin udp): 900 120 300`. */
export function readTimeoutLine(line: string): IpvsTimeouts | undefined {
  const [, tcp, tcpFin, udp] = TIMEOUT.exec(line) ?? [];
  if (tcp === undefined) return undefined;
  return { tcpSeconds: Number(tcp), tcpFinSeconds: Number(tcpFin), udpSeconds: Number(udp) };
}

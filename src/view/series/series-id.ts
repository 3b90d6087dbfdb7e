// Ids of series: by them the store keeps figures, tables ask for their sparklines, and the page's script draws.

export type IpvsFigure = 'packets' | 'connections';

/** `ipvs/ds1/packets`: of all virtual servers. */
export function ipvsTotalId(node: string, figure: IpvsFigure): string {
  return `ipvs/${node}/${figure}`;
}

/** `ipvs/ds1/udp/192.0.2.1:53/packets` */
export function virtualServerId(node: string, virtual: string, figure: IpvsFigure): string {
  return `ipvs/${node}/${virtual}/${figure}`;
}

/** `ipvs/ds1/udp/192.0.2.1:53/10.0.0.1:53/connections` */
export function realServerId(node: string, virtual: string, real: string, figure: IpvsFigure): string {
  return `ipvs/${node}/${virtual}/${real}/${figure}`;
}

/** `haproxy/ds1/lb1/sessions`: of all frontends. */
export function haproxyTotalId(node: string, source: string): string {
  return `haproxy/${node}/${source}/sessions`;
}

/** `haproxy/ds1/lb1/www/backend/BACKEND/sessions` */
export function haproxyRowId(node: string, source: string, proxy: string, row: string): string {
  return `haproxy/${node}/${source}/${proxy}/${row}/sessions`;
}

/** `bind/rs1/default/requests` */
export function bindRequestsId(node: string, source: string): string {
  return `bind/${node}/${source}/requests`;
}

/** `bind/rs1/default/rcode/SERVFAIL` */
export function rcodeId(node: string, source: string, rcode: string): string {
  return `bind/${node}/${source}/rcode/${rcode}`;
}

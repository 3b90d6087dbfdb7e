import { RealServerDraft } from '../../model/real-server-draft.ts';
import { type Doubt, readConnections, readFigure } from './ipvsadm-figures.ts';
import type { VirtualServerDraft } from './ipvsadm-rows.ts';
import { readHexAddress, readHexEndpoint } from './kernel-hex.ts';

const EIGHT_HEX = /^[0-9A-F]{8}$/;
const PROTOCOL = /^[A-Z][A-Za-z0-9]*$/;

/** What the kernel prints above its table; ipvsadm pads the same titles to columns. */
export const PROC_TITLE = '-> RemoteAddress:Port Forward Weight ActiveConn InActConn';

/**
 * A virtual server's row of /proc/net/ip_vs (ip_vs_info_seq_show in net/netfilter/ipvs/ip_vs_ctl.c):
 * `TCP  AC100001:01BB sh  persistent 60000 FFFFFFFF`, `FWM  00000001 lblcr persistent 30000 FFFFFF00`.
 *
 * @param cells the words of the line
 * @returns undefined where the line is no such row
 */
export function readProcVirtualServerRow(cells: readonly string[]): VirtualServerDraft | undefined {
  const [protocol = '', name = '', scheduler] = cells;
  if (!PROTOCOL.test(protocol)) return undefined;
  const isMark = protocol === 'FWM' && EIGHT_HEX.test(name);
  const endpoint = isMark ? { address: '', port: 0 } : readHexEndpoint(name);
  if (endpoint === undefined) return undefined;
  const server: VirtualServerDraft = {
    protocol,
    ...endpoint,
    ...(isMark ? { mark: Number.parseInt(name, 16) } : { family: familyOf(endpoint.address) }),
    ...(scheduler !== undefined && { scheduler }),
    schedulerFlags: [],
    onePacket: cells.includes('ops', 3),
    realServers: [],
  };
  readPersistence(server, cells);
  return server;
}

/**
 * A real server's row: `-> C0A80004:1F90      Masq    0      0          0`.
 *
 * @param cells the words of the line, the arrow first
 */
export function readProcRealServerRow(cells: readonly string[], doubt: Doubt): RealServerDraft | undefined {
  const [, name = '', forward, weightText = '', activeText = '', inactiveText = ''] = cells;
  const endpoint = readHexEndpoint(name);
  if (endpoint === undefined) return undefined;
  const server = new RealServerDraft(endpoint);
  if (forward !== undefined) server.forward = forward;
  const weight = readFigure(weightText);
  if (weight !== undefined) server.weight = weight;
  const active = readConnections(activeText, doubt);
  if (active !== undefined) server.activeConnections = active;
  const inactive = readConnections(inactiveText, doubt);
  if (inactive !== undefined) server.inactiveConnections = inactive;
  if (weight === undefined || active === undefined || inactive === undefined) {
    doubt(`three figures are wanted, not ${JSON.stringify(cells.slice(3).join(' '))}`);
  }
  return server;
}

/**
 * The kernel does not say whether a mark is of IPv4 or IPv6, and one mark may have a service of each. Persistence's
 * mask has told it where there is one; real servers tell it, but those behind a tunnel, which may be of the other
 * version; and what is certain of one of two services decides the other.
 */
export function settleMarkFamilies(servers: readonly VirtualServerDraft[]): void {
  const certain = new Map<number, 'ipv4' | 'ipv6'>();
  for (const server of servers) {
    if (server.mark === undefined) continue;
    const direct = server.realServers.find(({ forward }) => forward !== 'Tunnel');
    if (server.family === undefined && direct !== undefined) server.family = familyOf(direct.address);
    if (server.family !== undefined) certain.set(server.mark, server.family);
  }
  for (const server of servers) {
    if (server.mark === undefined || server.family !== undefined) continue;
    const twin = certain.get(server.mark);
    if (twin !== undefined) server.family = twin === 'ipv4' ? 'ipv6' : 'ipv4';
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/**
 * `persistent 60000 FFFFFF00`. The time is `svc->timeout`, which ip_vs_add_service() keeps in ticks (HZ): 60000 was
 * set as 600 s on a kernel of 100 Hz, and would be 60 s on one of 1000.
 */
function readPersistence(server: VirtualServerDraft, cells: readonly string[]): void {
  const at = cells.indexOf('persistent', 3);
  const jiffies = readFigure(cells[at + 1] ?? '');
  if (at < 0 || jiffies === undefined) return;
  server.persistentJiffies = jiffies;
  const hex = cells[at + 2] ?? '';
  if (!EIGHT_HEX.test(hex)) return;
  server.family ??= readPrefixLength(hex) === undefined ? 'ipv4' : 'ipv6';
  const mask = server.family === 'ipv4' ? readHexAddress(hex) : readPrefixLength(hex);
  // As in ipvsadm's output: a mask that takes each client for itself is no mask.
  if (mask !== undefined && mask !== '255.255.255.255' && mask !== '128') server.persistenceMask = mask;
}

/**
 * IPv6 has a prefix length in the place of the mask. It goes through `ntohl()` too, so that 64 reads 40000000 on
 * little-endian machines and 00000040 on others.
 */
function readPrefixLength(hex: string): string | undefined {
  const length = Number.parseInt(/^(..)000000$/.exec(hex)?.[1] ?? /^000000(..)$/.exec(hex)?.[1] ?? '', 16);
  return length <= 128 ? String(length) : undefined;
}

import { endpointText } from './ipvs.ts';
import type { KeepalivedServer } from './keepalived-event.ts';

/** For a server whose name an ellipsis hid. */
export const UNKNOWN_SERVER: KeepalivedServer = {};
export const UNKNOWN_SERVER_TEXT = 'unknown';

/**
 * `udp/192.168.56.185:53` as {@link virtualServerKey} writes it; without its protocol where the log has none,
 * `fwm/10`, `tcp/group/web:80`, and `unknown`.
 */
export function keepalivedServerText(server: KeepalivedServer): string {
  if (server.mark !== undefined) return `fwm/${server.mark}`;
  const protocol = server.protocol === undefined ? '' : `${server.protocol}/`;
  if (server.group !== undefined) {
    return `${protocol}group/${server.group}${server.port === undefined ? '' : `:${server.port}`}`;
  }
  if (server.address === undefined) return UNKNOWN_SERVER_TEXT;
  if (server.port === undefined) return `${protocol}${server.address}`;
  return `${protocol}${endpointText({ address: server.address, port: server.port })}`;
}

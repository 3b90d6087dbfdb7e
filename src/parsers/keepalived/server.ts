import { isIP } from 'node:net';
import type { KeepalivedServer } from '../../model/keepalived-event.ts';
import { UNKNOWN_SERVER } from '../../model/keepalived-server.ts';

const BRACKETED = /^\[([^\]]*)\](?::([a-z?]+))?(?::(\d+))?$/;
// 1.1 writes the port inside the brackets; IPv6 came with 1.2.
const PORT_INSIDE = /^([^:]*):(\d+)$/;
const MARK = /^FWM (\d+)$/;

/** More than most hosts have; when it is full it begins anew. */
const REMEMBERED = 1024;
const remembered = new Map<string, KeepalivedServer>();

/**
 * Reads a server as keepalived logs it: `[192.0.2.1]:tcp:80` (1.3.9 and later), `[192.0.2.1]:80` (1.2),
 * `[192.0.2.1:80]` (1.1), `[192.0.2.1]` (MISC_CHECK before 2.0), `FWM 10`, `[web]:80` (a virtual server group).
 * The same text gives the same object: a log names few servers very often.
 *
 * @param text undefined where an ellipsis hid it
 */
export function parseKeepalivedServer(text: string | undefined): KeepalivedServer {
  if (text === undefined) return UNKNOWN_SERVER;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const server = readServer(text);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(text, server);
  return server;
}

function readServer(text: string): KeepalivedServer {
  const bracketed = BRACKETED.exec(text);
  if (bracketed !== null) {
    const [, inside = '', protocol, port] = bracketed;
    return { ...hostOrGroup(inside), ...protocolField(protocol), ...portField(port) };
  }
  const [, mark] = MARK.exec(text) ?? [];
  return mark === undefined ? UNKNOWN_SERVER : { mark: Number(mark) };
}

function hostOrGroup(inside: string): KeepalivedServer {
  if (isIP(inside) !== 0) return { address: inside };
  const [, host, port] = PORT_INSIDE.exec(inside) ?? [];
  if (host === undefined) return { group: inside };
  return isIP(host) === 4 ? { address: host, ...portField(port) } : { group: host, ...portField(port) };
}

/** keepalived writes `none` for a real server behind a firewall mark, and `?` for what it does not know. */
function protocolField(protocol: string | undefined): KeepalivedServer {
  return protocol === undefined || protocol === 'none' || protocol === '?' ? {} : { protocol };
}

function portField(port: string | undefined): KeepalivedServer {
  return port === undefined ? {} : { port: Number(port) };
}

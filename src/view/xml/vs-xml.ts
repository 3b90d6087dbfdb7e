import { isoTime } from '../iso-time.ts';
import type { RealServerStatus, VirtualServerStatus } from '../status/node-status.ts';
import type { StackStatus } from '../status/stack-status.ts';
import { element, instruction, type Xml, type XmlAttributes } from './xml.ts';

/**
 * This node's IPVS table as netkiller's monitor.py writes it to vs.xml: its elements in its order, in one line, a port
 * by its name where IPVS gave one. What it cannot tell stands in attributes, which its readers do not see:
 *
 * - `<table protocol="udp">`, also `sctp` and `fwm`; a table without it is TCP
 * - `<table flags="persistent 600">`: what ipvsadm prints behind the scheduler
 * - `<ipvs unread="reason">`: the table is not empty but could not be read
 *
 * So a plain TCP table is the same to the byte.
 */
export function vsXml(status: StackStatus): string {
  const ipvs = status.nodes[0]?.ipvs;
  const tables = (ipvs?.virtualServers ?? []).map(table);
  return (
    HEAD + element('ipvs', { unread: ipvs === undefined ? unread(status) : undefined }, ...tables).markup
  );
}

/**
 * The same for a file, which may lie for long: with the node and the time, in a processing instruction behind the
 * root element.
 */
export function datedVsXml(status: StackStatus): string {
  const taken = isoTime(status.takenAtSeconds);
  return vsXml(status) + instruction('vipscope', { node: status.node, taken }).markup;
}

const HEAD = '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="vs.xsl"?>';

/** Why this node has no table; undefined where it was not asked for one. */
function unread({ nodes }: StackStatus): string | undefined {
  return nodes[0]?.sources.find(({ subsystem, state }) => subsystem === 'ipvs' && state !== 'ok')?.reason;
}

function table(server: VirtualServerStatus): Xml {
  const protocol = server.protocol.toLowerCase();
  const attributes = {
    protocol: protocol === 'tcp' ? undefined : protocol,
    flags: server.flags.length === 0 ? undefined : server.flags.join(' '),
  };
  return element(
    'table',
    attributes,
    element('caption', {}, vsCaption(server)),
    ...server.realServers.map((real) => vsNode(real)),
  );
}

/** `192.168.56.185:53 wrr`; what monitor.py could not read in the same manner: `[2001:db8::1]:53 rr`, `FWM 1 wrr`. */
export function vsCaption(server: VirtualServerStatus): string {
  return server.scheduler === undefined ? placeOf(server) : `${placeOf(server)} ${server.scheduler}`;
}

function placeOf({ key, address, mark, port, portName }: VirtualServerStatus): string {
  // As ipvsadm marks a firewall mark of IPv6.
  if (mark !== undefined) return key.startsWith('fwm6/') ? `FWM ${mark} IPv6` : `FWM ${mark}`;
  return `${address.includes(':') ? `[${address}]` : address}:${portName ?? port}`;
}

/** A real server in monitor.py's six elements; what IPVS did not tell is empty. */
export function vsNode(server: RealServerStatus, attributes: XmlAttributes = {}): Xml {
  const fields = {
    nip: server.address,
    nport: server.portName ?? server.port,
    forward: server.forward,
    weight: server.weight,
    active: server.active,
    inact: server.inactive,
  };
  return element(
    'node',
    attributes,
    ...Object.entries(fields).map(([name, value]) => element(name, {}, value)),
  );
}

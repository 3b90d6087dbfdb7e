import type { IpvsCounters, IpvsRates } from '../../model/ipvs.ts';
import type { IpvsStatus, VirtualServerStatus } from '../status/node-status.ts';
import { vsCaption, vsNode } from './vs-xml.ts';
import { block, element, type Xml, type XmlAttributes } from './xml.ts';

/** monitor.py's elements; attributes say what else is known. */
export function ipvsXml({
  version,
  connectionTableSize,
  virtualServers,
  timeouts,
  syncDaemons,
}: IpvsStatus): Xml {
  const attributes = {
    version,
    'connection-table-size': connectionTableSize,
    'tcp-timeout-seconds': timeouts?.tcpSeconds,
    'tcp-fin-timeout-seconds': timeouts?.tcpFinSeconds,
    'udp-timeout-seconds': timeouts?.udpSeconds,
  };
  return block('ipvs', attributes, [
    ...virtualServers.map(tableXml),
    ...syncDaemons.map(({ role, interface: on, syncId }) =>
      element('sync', { role, interface: on, 'sync-id': syncId }),
    ),
  ]);
}

function tableXml(server: VirtualServerStatus): Xml {
  const attributes = {
    key: server.key,
    protocol: server.protocol.toLowerCase(),
    address: server.mark === undefined ? server.address : undefined,
    port: server.mark === undefined ? server.port : undefined,
    'port-name': server.portName,
    mark: server.mark,
    scheduler: server.scheduler,
    flags: server.flags.length === 0 ? undefined : server.flags.join(' '),
    ...figures(server),
  };
  return block('table', attributes, [
    element('caption', {}, vsCaption(server)),
    ...server.realServers.map((real) =>
      vsNode(real, { key: real.key, port: real.port, persistent: real.persistent, ...figures(real) }),
    ),
  ]);
}

function figures(of: {
  readonly counters?: IpvsCounters | undefined;
  readonly rates?: IpvsRates | undefined;
}): XmlAttributes {
  const { counters, rates } = of;
  return {
    connections: counters?.connections,
    'incoming-packets': counters?.incomingPackets,
    'outgoing-packets': counters?.outgoingPackets,
    'incoming-bytes': counters?.incomingBytes,
    'outgoing-bytes': counters?.outgoingBytes,
    rounded: counters?.rounded,
    'connections-per-second': rates?.connectionsPerSecond,
    'incoming-packets-per-second': rates?.incomingPacketsPerSecond,
    'outgoing-packets-per-second': rates?.outgoingPacketsPerSecond,
    'incoming-bytes-per-second': rates?.incomingBytesPerSecond,
    'outgoing-bytes-per-second': rates?.outgoingBytesPerSecond,
  };
}

import type { IpvsCounters, IpvsRates } from '../../model/ipvs.ts';
import type { NodeStatus } from '../status/node-status.ts';
import type { CsvRow } from './columns.ts';

/** A row for each virtual server, and behind it one for each of its real servers. */
export function ipvsRows({ node, ipvs }: NodeStatus): CsvRow[] {
  return (ipvs?.virtualServers ?? []).flatMap((server) => [
    {
      node,
      layer: 'ipvs',
      row: 'virtual-server',
      name: server.key,
      scheduler: server.scheduler,
      ...figures(server.counters, server.rates),
      detail: server.flags.join(' '),
    },
    ...server.realServers.map((real) => ({
      node,
      layer: 'ipvs',
      row: 'real-server',
      group: server.key,
      name: real.key,
      forward: real.forward,
      weight: real.weight,
      active: real.active,
      inactive: real.inactive,
      persistent: real.persistent,
      ...figures(real.counters, real.rates),
    })),
  ]);
}

function figures(counters: IpvsCounters | undefined, rates: IpvsRates | undefined): CsvRow {
  return {
    total: counters?.connections,
    per_second: rates?.connectionsPerSecond,
    packets_in: counters?.incomingPackets,
    packets_out: counters?.outgoingPackets,
    bytes_in: counters?.incomingBytes,
    bytes_out: counters?.outgoingBytes,
  };
}

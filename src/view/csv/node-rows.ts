import { optionalIsoTime } from '../iso-time.ts';
import type { KeepalivedStatus, NodeStatus } from '../status/node-status.ts';
import type { CsvRow } from './columns.ts';

/** Sources, watched addresses and keepaliveds of a node. */
export function nodeRows({ node, sources, vips, keepaliveds }: NodeStatus): CsvRow[] {
  return [
    ...sources.map(({ subsystem, source, target, state, reason, finishedAtSeconds }) => ({
      node,
      layer: subsystem,
      row: 'source',
      source,
      name: target,
      state,
      since: optionalIsoTime(finishedAtSeconds),
      detail: reason,
    })),
    ...vips.map(({ address, role, on }) => ({
      node,
      layer: 'vip',
      row: 'address',
      name: address,
      state: role,
      detail: on.map(({ label, interface: name }) => label ?? name).join(' '),
    })),
    ...keepaliveds.flatMap((keepalived) => keepalivedRows(node, keepalived)),
  ];
}

function keepalivedRows(node: string, keepalived: KeepalivedStatus): CsvRow[] {
  const { source, instances, scripts, realServers, quorums } = keepalived;
  return [
    ...instances.map(({ name, state, priority, sinceSeconds, vips }) => ({
      ...{ node, layer: 'vrrp', row: 'instance', source, name, state, priority },
      since: optionalIsoTime(sinceSeconds),
      detail: vips.join(' '),
    })),
    ...scripts.map(({ name, up }) => ({
      ...{ node, layer: 'vrrp', row: 'script', source, name },
      state: upOrDown(up),
    })),
    ...realServers.map(({ virtual, real, up, lastChangeSeconds }) => ({
      ...{ node, layer: 'keepalived', row: 'checked', source, group: virtual, name: real },
      state: upOrDown(up),
      since: optionalIsoTime(lastChangeSeconds),
    })),
    ...quorums.map(({ virtual, up }) => ({
      ...{ node, layer: 'keepalived', row: 'quorum', source, name: virtual },
      state: upOrDown(up),
    })),
  ];
}

function upOrDown(up: boolean | undefined): string | undefined {
  if (up === undefined) return undefined;
  return up ? 'up' : 'down';
}

import type { NodeStatus, RealServerStatus, VirtualServerStatus } from '../status/node-status.ts';
import { headingOf, number, rate } from './cells.ts';
import { left, right, type TextCell, type TextStyle, textTable } from './text-table.ts';

/** The table as ipvsadm has it: virtual servers, and their real servers indented. */
export function ipvsText({ ipvs }: NodeStatus, name: string | undefined, style: TextStyle): string {
  const rows = (ipvs?.virtualServers ?? []).flatMap((server) => [
    virtualServerRow(server),
    ...server.realServers.map(realServerRow),
  ]);
  const columns = [
    left(headingOf('VIRTUAL SERVER', name)),
    left('SCHED'),
    right('WEIGHT'),
    right('ACTIVE'),
    right('INACTIVE'),
    right('CONNECTIONS'),
    right('PER S'),
    left('FLAGS'),
  ];
  return textTable(columns, rows, style);
}

function virtualServerRow(server: VirtualServerStatus): TextCell[] {
  const { key, scheduler, flags, counters, rates, realServers } = server;
  const isEmpty = realServers.length === 0;
  return [
    isEmpty ? { text: key, tone: 'bad' } : key,
    scheduler ?? '',
    '',
    '',
    '',
    number(counters?.connections),
    rate(rates?.connectionsPerSecond),
    [flags.join(' '), isEmpty ? 'no real servers' : ''].filter((words) => words !== '').join(', '),
  ];
}

function realServerRow(server: RealServerStatus): TextCell[] {
  const { key, forward, weight, active, inactive, counters, rates } = server;
  return [
    `  -> ${key}`,
    forward ?? '',
    // No new connection goes there.
    weight === 0 ? { text: '0', tone: 'warn' } : number(weight),
    number(active),
    number(inactive),
    number(counters?.connections),
    rate(rates?.connectionsPerSecond),
  ];
}

import { cacheHitRatio } from '../status/bind-figures.ts';
import type { BindStatus, NodeStatus } from '../status/node-status.ts';
import { clock, headingOf, number, rate } from './cells.ts';
import { left, right, type TextCell, type TextStyle, textTable } from './text-table.ts';

/** A line for each name server. */
export function bindText({ binds }: NodeStatus, name: string | undefined, style: TextStyle): string {
  const columns = [
    left(headingOf('BIND', name)),
    left('FIGURES OF'),
    right('REQUESTS'),
    right('PER S'),
    right('NOERROR'),
    right('NXDOMAIN'),
    right('SERVFAIL'),
    right('CACHE HITS'),
    right('ZONES'),
  ];
  return textTable(columns, binds.map(bindRow), style);
}

function bindRow(bind: BindStatus): TextCell[] {
  const { source, dumpTimeSeconds, requests, rates, rcodes, zoneCount } = bind;
  return [
    source,
    clock(dumpTimeSeconds),
    number(requests),
    rate(rates?.requests),
    ...['NOERROR', 'NXDOMAIN', 'SERVFAIL'].map((rcode) => number(rcodes[rcode])),
    percent(cacheHitRatio(bind)),
    number(zoneCount),
  ];
}

function percent(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${(ratio * 100).toFixed(1)}%`;
}

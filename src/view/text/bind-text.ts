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
    hitRatio(bind),
    number(zoneCount),
  ];
}

/** Of all views; '' where BIND does not tell, or nothing was looked up. */
function hitRatio({ views }: BindStatus): string {
  const sum = (of: (view: BindStatus['views'][number]) => number | undefined): number =>
    views.reduce((total, view) => total + (of(view) ?? 0), 0);
  const hits = sum(({ cacheHits }) => cacheHits);
  const lookups = hits + sum(({ cacheMisses }) => cacheMisses);
  return lookups === 0 ? '' : `${((hits / lookups) * 100).toFixed(1)}%`;
}

import type { NodeStatus } from '../status/node-status.ts';
import type { StackStatus } from '../status/stack-status.ts';
import { bindText } from './bind-text.ts';
import { clock } from './cells.ts';
import { eventsText } from './events-text.ts';
import { haproxyText } from './haproxy-text.ts';
import { ipvsText } from './ipvs-text.ts';
import { addressesText, sourcesText, vrrpText } from './node-text.ts';
import { driftsText, peersText, vipsText, warningsText } from './stack-text.ts';
import { type TextStyle, textTable } from './text-table.ts';

/** Parts that each node has, in their order on the page. */
const NODE_PARTS: readonly ((node: NodeStatus, name: string | undefined, style: TextStyle) => string)[] = [
  addressesText,
  vrrpText,
  ipvsText,
  haproxyText,
  bindText,
];

/** The status for a terminal: what to look at first, then the stack from the VIP down, and what it was read from. */
export function statusText(status: StackStatus, style: TextStyle): string {
  const named = status.nodes.map((node) => [node, status.nodes.length > 1 ? node.node : undefined] as const);
  const parts = [
    head(status, style),
    warningsText(status.warnings, style),
    vipsText(status.vips, style),
    driftsText(status.drifts, style),
    ...NODE_PARTS.flatMap((part) => named.map(([node, name]) => part(node, name, style))),
    eventsText(status.events, style),
    ...named.map(([node, name]) => sourcesText(node, name, style)),
    peersText(status.peers, style),
  ];
  return parts.filter((text) => text !== '').join('\n');
}

function head({ node, takenAtSeconds, demo }: StackStatus, style: TextStyle): string {
  const cells = [{ text: node, tone: 'heading' as const }, clock(takenAtSeconds)];
  const note = { text: 'DEMO: a recording, not this host', tone: 'warn' as const };
  const row = demo ? [...cells, note] : cells;
  return textTable(
    row.map(() => ({ heading: '', align: 'left' })),
    [row],
    style,
  );
}

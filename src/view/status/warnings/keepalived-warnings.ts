import type { KeepalivedStatus, NodeStatus } from '../node-status.ts';
import { directorName } from '../vips/directors.ts';
import { type Found, LATELY_SECONDS, lately, several, type WarningRow } from './warning-row.ts';

/** More changes of state than these of late are no failover and the way back. */
const TRANSITIONS = 3;

export const KEEPALIVED_WARNINGS = [
  {
    kind: 'quorum-lost',
    severity: 'critical',
    section: 'ipvs',
    find: ({ nodes }) =>
      eachKeepalived(nodes, ({ running, quorums }, director) =>
        running === false
          ? []
          : quorums
              .filter(({ up }) => !up)
              .map(({ virtual }) => ({ subject: `${director} ${virtual}`, values: { director, virtual } })),
      ),
  },
  {
    kind: 'vrrp-fault',
    severity: 'warning',
    section: 'vip',
    find: ({ nodes }) =>
      eachKeepalived(nodes, ({ instances }, director) =>
        instances
          .filter(({ state }) => state === 'FAULT')
          .map(({ name }) => ({ subject: `${director} ${name}`, values: { director, instance: name } })),
      ),
  },
  {
    kind: 'keepalived-stopped',
    severity: 'warning',
    section: 'vip',
    find: ({ nodes }) =>
      eachKeepalived(nodes, ({ running }, director) =>
        running === false ? [{ subject: director, values: { director } }] : [],
      ),
  },
  {
    kind: 'real-servers-removed',
    severity: 'warning',
    section: 'ipvs',
    find: ({ nodes }) => eachKeepalived(nodes, removedServers),
  },
  {
    kind: 'vrrp-flapping',
    severity: 'warning',
    section: 'events',
    find: (input) => {
      const found = lately(input, ({ layer, kind }) => layer === 'vrrp' && kind === 'state');
      return [...found.values()].flatMap((events): Found[] => {
        const [event] = events;
        if (event === undefined || events.length <= TRANSITIONS) return [];
        const values = {
          source: event.source,
          instance: event.subject,
          count: events.length,
          seconds: LATELY_SECONDS,
        };
        return [{ node: event.node, subject: `${event.source} ${event.subject}`, values }];
      });
    },
  },
  {
    kind: 'vrrp-conflict',
    severity: 'warning',
    section: 'events',
    find: (input) => {
      const found = lately(input, ({ layer, kind }) => layer === 'vrrp' && kind === 'conflict');
      return [...found.values()].flatMap((events): Found[] => {
        const [event] = events;
        if (event === undefined) return [];
        const values = {
          source: event.source,
          instance: event.subject,
          count: events.length,
          reason: event.detail ?? '',
        };
        return [{ node: event.node, subject: `${event.source} ${event.subject}`, values }];
      });
    },
  },
] as const satisfies readonly WarningRow[];

/** Real servers that its checkers took out of service. One that ended took all of them out, which says nothing of them. */
function removedServers({ running, realServers }: KeepalivedStatus, director: string): Omit<Found, 'node'>[] {
  if (running === false) return [];
  const byVirtual = new Map<string, { total: number; readonly down: string[] }>();
  for (const { virtual, real, up } of realServers) {
    const known = byVirtual.get(virtual) ?? { total: 0, down: [] };
    known.total += 1;
    if (up === false) known.down.push(real);
    byVirtual.set(virtual, known);
  }
  return [...byVirtual]
    .filter(([, { down }]) => down.length > 0)
    .map(([virtual, { total, down }]) => ({
      subject: `${director} ${virtual}`,
      values: { director, virtual, total, ...several(down) },
    }));
}

function eachKeepalived(
  nodes: readonly NodeStatus[],
  find: (keepalived: KeepalivedStatus, director: string) => readonly Omit<Found, 'node'>[],
): Found[] {
  return nodes.flatMap((node) =>
    node.keepaliveds.flatMap((keepalived) =>
      find(keepalived, directorName(node, keepalived.source)).map((found) => ({ node: node.node, ...found })),
    ),
  );
}

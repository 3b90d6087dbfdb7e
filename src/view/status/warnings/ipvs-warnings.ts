import { addToGroup } from '../../../model/group-by.ts';
import type { NodeStatus, VirtualServerStatus } from '../node-status.ts';
import { isLive } from '../vips/vip-service.ts';
import { type Found, lately, several, type WarningRow } from './warning-row.ts';

export const IPVS_WARNINGS = [
  {
    kind: 'virtual-server-dead',
    severity: 'critical',
    section: 'ipvs',
    find: ({ nodes }) =>
      eachVirtualServer(nodes, ({ key, realServers }) =>
        realServers.some(isLive) ? undefined : { virtual: key, count: realServers.length },
      ),
  },
  {
    kind: 'table-drift',
    severity: 'warning',
    section: 'ipvs',
    find: ({ drifts, nodes }) => {
      const byVirtual = new Map<string, string[]>();
      for (const { virtual, real, what, values } of drifts) {
        const told = values.map(({ node, value }) => `${node} ${value === '' ? '–' : value}`).join(' / ');
        addToGroup(byVirtual, virtual, `${real === undefined ? '' : `${real} `}${what}: ${told}`);
      }
      return [...byVirtual].map(([virtual, differences]) => ({
        node: nodes[0]?.node ?? '',
        subject: virtual,
        values: { virtual, ...several(differences) },
      }));
    },
  },
  {
    kind: 'real-server-gone',
    severity: 'warning',
    section: 'ipvs',
    find: (input) => {
      const present = realServerSubjects(input.nodes);
      const explained = removedByKeepalived(input.nodes);
      const found = lately(input, ({ layer, kind }) => layer === 'ipvs' && kind === 'removed');
      return [...found.values()].flatMap(([event]): Found[] => {
        const [virtual = '', real] = event?.subject.split(' ') ?? [];
        // A whole virtual server that is gone was taken out by somebody, or with its keepalived.
        if (event === undefined || real === undefined || !present.has(`${event.node} ${virtual}`)) return [];
        if (present.has(`${event.node} ${event.subject}`) || explained.has(withoutProtocol(event.subject)))
          return [];
        return [{ node: event.node, subject: event.subject, values: { virtual, real } }];
      });
    },
  },
  {
    kind: 'real-server-weight-zero',
    severity: 'notice',
    section: 'ipvs',
    find: ({ nodes }) =>
      eachVirtualServer(nodes, ({ key, realServers }) => {
        const drained = realServers.filter((server) => !isLive(server));
        // With all of them so it is dead, which is told.
        if (drained.length === 0 || drained.length === realServers.length) return undefined;
        return { virtual: key, ...several(drained.map((server) => server.key)) };
      }),
  },
] as const satisfies readonly WarningRow[];

function eachVirtualServer(
  nodes: readonly NodeStatus[],
  valuesOf: (server: VirtualServerStatus) => Found['values'] | undefined,
): Found[] {
  return nodes.flatMap(({ node, ipvs }) =>
    (ipvs?.virtualServers ?? []).flatMap((server): Found[] => {
      const values = valuesOf(server);
      return values === undefined ? [] : [{ node, subject: server.key, values }];
    }),
  );
}

/** Virtual servers and real servers that are there, as events name them, behind their node. */
function realServerSubjects(nodes: readonly NodeStatus[]): ReadonlySet<string> {
  const subjects = new Set<string>();
  for (const { node, ipvs } of nodes) {
    for (const { key, realServers } of ipvs?.virtualServers ?? []) {
      subjects.add(`${node} ${key}`);
      for (const server of realServers) subjects.add(`${node} ${key} ${server.key}`);
    }
  }
  return subjects;
}

/** Real servers that some keepalived took out, which is told as such. Older versions do not log the protocol. */
function removedByKeepalived(nodes: readonly NodeStatus[]): ReadonlySet<string> {
  const removed = nodes
    .flatMap(({ keepaliveds }) => keepaliveds)
    .flatMap(({ realServers }) => realServers)
    .filter(({ up }) => up === false);
  return new Set(removed.map(({ virtual, real }) => withoutProtocol(`${virtual} ${real}`)));
}

function withoutProtocol(subject: string): string {
  return subject.replace(/^[a-z]+\/(?=[\d[])/i, '');
}

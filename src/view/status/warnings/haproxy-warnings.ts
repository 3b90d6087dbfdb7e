import type { HaproxyProxyStatus, HaproxyRowStatus, NodeStatus } from '../node-status.ts';
import { type Found, several, type WarningRow } from './warning-row.ts';

/** Share of a limit from which it is near. */
const NEAR = 0.9;
/** So many servers of one backend are told one by one. */
const TOLD_SINGLY = 3;

export const HAPROXY_WARNINGS = [
  {
    kind: 'haproxy-backend-down',
    severity: 'critical',
    section: 'haproxy',
    find: ({ nodes }) =>
      eachProxy(nodes, ({ name: proxy, rows }, source) =>
        rows
          .filter(({ scope, health }) => scope === 'backend' && health === 'bad')
          .map(({ status }) => ({ subject: `${source} ${proxy}`, values: { source, proxy, status } })),
      ),
  },
  {
    kind: 'haproxy-down',
    severity: 'warning',
    section: 'haproxy',
    find: ({ nodes }) => eachProxy(nodes, serversDown),
  },
  {
    kind: 'haproxy-sessions-near-limit',
    severity: 'warning',
    section: 'haproxy',
    find: ({ nodes }) => nearLimit(nodes, sessions),
  },
  {
    kind: 'haproxy-queue-near-limit',
    severity: 'warning',
    section: 'haproxy',
    find: ({ nodes }) => nearLimit(nodes, queue),
  },
] as const satisfies readonly WarningRow[];

function serversDown({ name: proxy, rows }: HaproxyProxyStatus, source: string): Omit<Found, 'node'>[] {
  const servers = rows.filter(({ scope }) => scope === 'server');
  const down = servers.filter(({ health }) => health === 'bad');
  if (down.length > TOLD_SINGLY) {
    const values = { source, proxy, total: servers.length, ...several(down.map(({ name }) => name)) };
    return [{ subject: `${source} ${proxy}`, values }];
  }
  return down.map(({ name: server, status, cells }) => ({
    subject: `${source} ${proxy}/${server}`,
    values: { source, proxy, server, count: 1, status, reason: cells['check_status'] ?? '' },
  }));
}

interface Filled {
  readonly value: number | string | undefined;
  readonly limit: number | string | undefined;
}

/** A backend's `slim` is its fullconn, which limits nothing. */
function sessions({ scope, cells }: HaproxyRowStatus): Filled | undefined {
  return scope === 'backend' ? undefined : { value: cells['scur'], limit: cells['slim'] };
}

function queue({ scope, cells }: HaproxyRowStatus): Filled | undefined {
  return scope === 'server' ? { value: cells['qcur'], limit: cells['qlimit'] } : undefined;
}

function nearLimit(
  nodes: readonly NodeStatus[],
  filled: (row: HaproxyRowStatus) => Filled | undefined,
): Found[] {
  return eachProxy(nodes, ({ name: proxy, rows }, source) => {
    const found: Omit<Found, 'node'>[] = [];
    for (const row of rows) {
      const { value, limit } = filled(row) ?? {};
      if (typeof value !== 'number' || typeof limit !== 'number' || limit <= 0) continue;
      if (value <= limit * NEAR) continue;
      found.push({
        subject: `${source} ${proxy}/${row.name}`,
        values: { source, proxy, row: row.name, value, limit },
      });
    }
    return found;
  });
}

function eachProxy(
  nodes: readonly NodeStatus[],
  find: (proxy: HaproxyProxyStatus, source: string) => readonly Omit<Found, 'node'>[],
): Found[] {
  return nodes.flatMap(({ node, haproxys }) =>
    haproxys.flatMap(({ source, proxies }) =>
      proxies.flatMap((proxy) => find(proxy, source).map((found) => ({ node, ...found }))),
    ),
  );
}

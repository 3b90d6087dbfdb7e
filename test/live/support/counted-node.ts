import type { RowSharing } from '../../../src/live/history.ts';
import type { HaproxyRowStatus, NodeStatus } from '../../../src/view/status/node-status.ts';

/** A node whose HAProxy has a server for each of these figures. */
export function countedNode(node: string, takenAtSeconds: number, sessions: readonly number[]): NodeStatus {
  const rows = sessions.map(
    (scur, index): HaproxyRowStatus => ({
      key: `server/web${index}`,
      scope: 'server',
      name: `web${index}`,
      status: 'UP',
      health: 'good',
      cells: { scur },
    }),
  );
  return {
    node,
    demo: false,
    takenAtSeconds,
    sources: [],
    vips: [],
    hostAddresses: [],
    keepaliveds: [],
    haproxys: [{ source: 'lb', proxies: [{ name: 'www', rows }] }],
    binds: [],
  };
}

/** The figures of such a node. */
export function sessionsOf(node: NodeStatus | undefined): (number | string | undefined)[] {
  return rowsOf(node).map(({ cells }) => cells['scur']);
}

/** Shares the rows of such nodes that are equal. */
export const COUNTED_ROWS: RowSharing = {
  shareRows: (now, before) => {
    const known = rowsOf(before);
    const rows = rowsOf(now).map((row, index) => {
      const same = known[index];
      return same?.cells['scur'] === row.cells['scur'] && same !== undefined ? same : row;
    });
    return { ...now, haproxys: [{ source: 'lb', proxies: [{ name: 'www', rows }] }] };
  },
  newRows: (now, before) => {
    const known = rowsOf(before);
    return rowsOf(now).filter((row, index) => row !== known[index]).length;
  },
};

function rowsOf(node: NodeStatus | undefined): readonly HaproxyRowStatus[] {
  return node?.haproxys[0]?.proxies[0]?.rows ?? [];
}

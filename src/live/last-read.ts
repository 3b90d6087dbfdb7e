import type { NodeStatus, SourceStatus } from '../view/status/node-status.ts';

type SourceId = Pick<SourceStatus, 'subsystem' | 'source'>;

/** Names a source on its node. */
export function sourceKey({ subsystem, source }: SourceId): string {
  return `${subsystem} ${source}`;
}

/**
 * A status with what was read last of each source: of those that failed now, from the status before. Compared with it, a
 * source that can be read again tells what changed meanwhile, such as a HAProxy that was restarted.
 */
export function lastRead(before: NodeStatus, after: NodeStatus): NodeStatus {
  const failed = new Map(
    after.sources.filter(({ state }) => state === 'failed').map((source) => [sourceKey(source), source]),
  );
  if (failed.size === 0) return after;
  const isFailed = (source: SourceId): boolean => failed.has(sourceKey(source));
  const known = new Map(before.sources.map((source) => [sourceKey(source), source]));
  const failedOf = (subsystem: SourceId['subsystem']): boolean =>
    [...failed.values()].some((source) => source.subsystem === subsystem);
  return {
    ...after,
    sources: after.sources.map((source) =>
      isFailed(source) ? (known.get(sourceKey(source)) ?? source) : source,
    ),
    // Of these a node has one source each.
    vips: failedOf('vip') ? before.vips : after.vips,
    ipvs: failedOf('ipvs') ? before.ipvs : after.ipvs,
    haproxys: [
      ...after.haproxys,
      ...before.haproxys.filter(({ source }) => isFailed({ subsystem: 'haproxy', source })),
    ],
    binds: [...after.binds, ...before.binds.filter(({ source }) => isFailed({ subsystem: 'bind', source }))],
  };
}

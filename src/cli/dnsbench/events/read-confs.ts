import type { DirectorTiming } from '../../../loadgen/ledger/budget.ts';
import type { KeepalivedConf } from '../../../loadgen/settings.ts';
import { parseConfTiming } from '../../../parsers/keepalived/conf-timing.ts';
import { readText } from '../read-text.ts';

/** What was read of the directors' configurations, and what of them could not be taken into account. */
export interface ReadConfs {
  readonly directors: readonly DirectorTiming[];
  readonly warnings: readonly string[];
}

/** @throws FileError */
export function readConfs(confs: readonly KeepalivedConf[]): ReadConfs {
  const read = confs.map(({ node, path }) => {
    const { records, problems } = parseConfTiming(readText(path));
    const { instances, realServers } = records;
    const isEmpty = instances.length === 0 && realServers.length === 0;
    return {
      director: { ...(node !== undefined && { director: node }), instances, realServers },
      warnings: [
        ...(isEmpty ? [`${path} has no vrrp_instance and no virtual_server: it gives no budget`] : []),
        ...problems.kept.map(({ line, reason }) => `${path}:${line}: ${reason}`),
      ],
    };
  });
  return {
    directors: read.map(({ director }) => director),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

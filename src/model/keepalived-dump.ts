import type { KeepalivedDump, KeepalivedDumpInstance, KeepalivedDumpScript } from './keepalived.ts';

/**
 * Joins what keepalived's several files tell: `keepalived.data` has states and scripts, `.stats` counters, `.json`
 * both. Where two tell the same, the first counts.
 */
export function mergeKeepalivedDumps(dumps: readonly KeepalivedDump[]): KeepalivedDump {
  return {
    instances: byName(
      dumps.flatMap(({ instances }) => instances),
      mergeInstances,
    ),
    scripts: byName(
      dumps.flatMap(({ scripts }) => scripts),
      (first: KeepalivedDumpScript, second) => ({ ...second, ...first }),
    ),
    processes: byName(
      dumps.flatMap(({ processes }) => processes),
      (first) => first,
    ),
  };
}

function byName<Named extends { readonly name: string }>(
  all: readonly Named[],
  merge: (first: Named, second: Named) => Named,
): Named[] {
  const found = new Map<string, Named>();
  for (const each of all) {
    const first = found.get(each.name);
    found.set(each.name, first === undefined ? each : merge(first, each));
  }
  return [...found.values()];
}

function mergeInstances(
  first: KeepalivedDumpInstance,
  second: KeepalivedDumpInstance,
): KeepalivedDumpInstance {
  return {
    ...second,
    ...first,
    vips: first.vips.length > 0 ? first.vips : second.vips,
    excludedVips: first.excludedVips.length > 0 ? first.excludedVips : second.excludedVips,
    counters: new Map([...second.counters, ...first.counters]),
  };
}

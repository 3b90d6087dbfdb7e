import { canonicalAddress } from './ip-address.ts';
import type {
  KeepalivedDump,
  KeepalivedDumpInstance,
  KeepalivedDumpScript,
  KeepalivedState,
  VrrpInstanceState,
} from './keepalived.ts';

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

/** The address of `192.168.50.201/24 dev eth0 scope global set`, as a dump has it. */
export function plainAddress(vip: string): string {
  return canonicalAddress(vip.replace(/[/ ].*/s, ''));
}

/** What log and dump together tell of an instance. */
export type KnownInstance = Pick<
  VrrpInstanceState,
  'name' | 'state' | 'priority' | 'lastTransitionSeconds' | 'vipsSet'
>;

/** Instances of the log, and those that only a dump names; what the log tells is never older. */
export function knownInstances({ instances: logged, dump }: KeepalivedState): KnownInstance[] {
  const dumped = new Map(dump?.instances.map((each) => [each.name, each]));
  const known = logged.map((instance) => ({ ...asKnown(dumped.get(instance.name)), ...instance }));
  const names = new Set(logged.map(({ name }) => name));
  const others = [...dumped.values()].filter(({ name }) => !names.has(name));
  return [...known, ...others.map((each) => ({ name: each.name, ...asKnown(each) }))];
}

function asKnown(dumped: KeepalivedDumpInstance | undefined): Omit<KnownInstance, 'name'> {
  const { state, effectivePriority: priority, lastTransitionSeconds, vipsSet } = dumped ?? {};
  return {
    ...(state !== undefined && { state }),
    ...(priority !== undefined && { priority }),
    // 0 is an instance that never left INIT.
    ...(lastTransitionSeconds !== undefined && lastTransitionSeconds > 0 && { lastTransitionSeconds }),
    ...(vipsSet !== undefined && { vipsSet }),
  };
}

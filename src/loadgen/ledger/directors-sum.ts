import { type Growth, sumGrowth } from './counter-growth.ts';
import type { DirectorFigures, RealServerFigures } from './node-figures.ts';

/** The directors of a virtual server taken together: after a failover each has seen a part of the run. */
export interface DirectorsSum {
  readonly virtual: string;
  /** Those that queries came to, or all where that is not known. */
  readonly directors: readonly DirectorFigures[];
  readonly packets?: Growth;
  readonly connections?: Growth;
  /** In the order of the first director's table. */
  readonly realServers: readonly RealServerFigures[];
}

/** Adds up what directors counted; undefined where none has such a virtual server. */
export function sumDirectors(all: readonly DirectorFigures[]): DirectorsSum | undefined {
  const busy = all.filter(({ packets }) => (packets?.grown ?? 0) > 0 || packets?.doubt !== undefined);
  const directors = (busy.length > 0 ? busy : all).toSorted(
    (a, b) => (b.packets?.grown ?? 0) - (a.packets?.grown ?? 0),
  );
  const [first] = directors;
  if (first === undefined) return undefined;
  const byKey = new Map<string, RealServerFigures[]>();
  for (const { realServers } of directors)
    for (const real of realServers) byKey.set(real.key, [...(byKey.get(real.key) ?? []), real]);
  return {
    virtual: first.virtual,
    directors,
    ...sums(directors),
    realServers: [...byKey.values()].flatMap((same) => {
      const [one] = same;
      return one === undefined ? [] : [{ ...one, ...sums(same) }];
    }),
  };
}

interface Counted {
  readonly packets?: Growth;
  readonly connections?: Growth;
}

/** Absent where one of them has no counters. */
function sums(all: readonly Counted[]): Counted {
  const packets = all.flatMap((one) => one.packets ?? []);
  const connections = all.flatMap((one) => one.connections ?? []);
  return {
    ...(packets.length === all.length && { packets: sumGrowth(packets) }),
    ...(connections.length === all.length && { connections: sumGrowth(connections) }),
  };
}

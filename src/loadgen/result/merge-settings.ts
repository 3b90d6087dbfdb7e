import type { Load } from '../settings.ts';
import type { RunResult } from './run-result.ts';

type Settings = RunResult['settings'];

/** Settings of several runs as those of one: what adds up is added, all else is the first run's. */
export function mergeSettings(all: readonly [Settings, ...Settings[]]): Settings {
  const [{ segment, ...first }] = all;
  // Parts of one input are one input again.
  const areParts = all.every((settings) => settings.segment !== undefined);
  return {
    ...first,
    ...(segment !== undefined && !areParts && { segment }),
    queries: areParts ? all.reduce((sum, { queries }) => sum + queries, 0) : first.queries,
    workers: all.reduce((sum, { workers }) => sum + workers, 0),
    files: [...new Set(all.flatMap(({ files }) => files))],
    load: mergeLoads([first.load, ...all.slice(1).map(({ load }) => load)]),
  };
}

/** Rates of one kind add up; loads of different kinds have no sum. */
function mergeLoads(loads: readonly [Load, ...Load[]]): Load {
  const [first] = loads;
  const sum = <L extends Load>(alike: readonly L[], of: (load: L) => number): number =>
    alike.reduce((total, load) => total + of(load), 0);
  if (first.kind === 'rate') {
    const rates = loads.filter((load) => load.kind === 'rate');
    if (rates.length === loads.length) return { kind: 'rate', qps: sum(rates, ({ qps }) => qps) };
  }
  if (first.kind === 'ramp') {
    const ramps = loads.filter((load) => load.kind === 'ramp' && load.seconds === first.seconds);
    if (ramps.length === loads.length) {
      return {
        ...first,
        fromQps: sum(ramps, (load) => (load.kind === 'ramp' ? load.fromQps : 0)),
        toQps: sum(ramps, (load) => (load.kind === 'ramp' ? load.toQps : 0)),
      };
    }
  }
  return first;
}

import type { AnyCollector } from '../collector.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log.ts';
import { createBindCollector } from './bind.ts';
import { createHaproxyCollector } from './haproxy.ts';
import { createIpvsCollector } from './ipvs.ts';
import { createKeepalivedCollector } from './keepalived.ts';
import type { LineListener } from './keepalived-ledger.ts';
import { createVipCollector } from './vip.ts';

export interface CollectorsDependencies {
  readonly log: Log;
  /** False for what discovery found: then a source that goes away is absent and no failure. */
  readonly explicit: boolean;
  /** Virtual IPs that IPVS and keepalived name, for a configuration that names none. */
  readonly knownVips: () => readonly string[];
  /** Gets each line of keepalived's that is read, with the configured name of its log. */
  readonly onKeepalivedLine?: KeepalivedLineListener | undefined;
}

export type KeepalivedLineListener = (source: string, ...line: Parameters<LineListener>) => void;

/** Makes the collectors of a configuration, and of the next one what has changed. */
export class Collectors {
  private readonly dependencies: CollectorsDependencies;
  private made = new Map<string, AnyCollector>();

  constructor(dependencies: CollectorsDependencies) {
    this.dependencies = dependencies;
  }

  /**
   * What the next configuration makes of the collectors. A source that is configured as it was before keeps its
   * collector, and with it its place in a log and its counters. The others are to be closed before `all` makes theirs,
   * because a log's place and a FIFO's lines can have one owner only.
   */
  next(config: Config): { readonly kept: readonly AnyCollector[]; readonly all: () => AnyCollector[] } {
    const makers = this.makers(config);
    const kept = [...makers.keys()].flatMap((key) => this.made.get(key) ?? []);
    return {
      kept,
      all: () => {
        const before = this.made;
        this.made = new Map([...makers].map(([key, make]) => [key, before.get(key) ?? make()]));
        return [...this.made.values()];
      },
    };
  }

  /** How each source's collector is made, by all that it depends on. */
  private makers(config: Config): Map<string, () => AnyCollector> {
    const makers = new Map<string, () => AnyCollector>();
    const keep = (subsystem: string, source: object, make: () => AnyCollector): void => {
      makers.set(JSON.stringify([subsystem, source, config.stateDirectory]), make);
    };
    const { log, explicit, knownVips, onKeepalivedLine } = this.dependencies;
    const { stateDirectory } = config;
    for (const source of config.haproxy) keep('haproxy', source, () => createHaproxyCollector(source));
    if (config.ipvs.source !== 'off') keep('ipvs', config.ipvs, () => createIpvsCollector(config.ipvs));
    for (const source of config.bind) keep('bind', source, () => createBindCollector(source));
    for (const source of config.keepalived) {
      keep('keepalived', source, () =>
        createKeepalivedCollector(source, {
          log,
          explicit,
          ...(stateDirectory !== undefined && { stateDirectory }),
          ...(onKeepalivedLine && {
            onLine: (line, text, seen) => onKeepalivedLine(source.name, line, text, seen),
          }),
        }),
      );
    }
    keep('vip', config.vip, () => createVipCollector(config.vip, { knownVips }));
    return makers;
  }
}

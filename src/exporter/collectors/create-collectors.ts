import type { AnyCollector } from '../collector.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log.ts';
import { createBindCollector } from './bind.ts';
import { createHaproxyCollector } from './haproxy.ts';
import { createIpvsCollector } from './ipvs.ts';
import { createKeepalivedCollector } from './keepalived.ts';
import { createVipCollector } from './vip.ts';

export interface CollectorsDependencies {
  readonly log: Log;
  /** False for what discovery found: then a source that goes away is absent and no failure. */
  readonly explicit: boolean;
  /** Virtual IPs that IPVS and keepalived name, for a configuration that names none. */
  readonly knownVips: () => readonly string[];
}

/** Makes the collectors of a configuration, and of the next one what has changed. */
export class Collectors {
  private readonly dependencies: CollectorsDependencies;
  private made = new Map<string, AnyCollector>();

  constructor(dependencies: CollectorsDependencies) {
    this.dependencies = dependencies;
  }

  /**
   * All collectors of a configuration. A source that is configured as it was before keeps its collector, and with it
   * its place in a log and its counters.
   */
  of(config: Config): AnyCollector[] {
    const before = this.made;
    this.made = new Map();
    const keep = (subsystem: string, source: object, make: () => AnyCollector): void => {
      const key = JSON.stringify([subsystem, source, config.stateDirectory]);
      this.made.set(key, before.get(key) ?? make());
    };
    const { log, explicit, knownVips } = this.dependencies;
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
        }),
      );
    }
    keep('vip', config.vip, () => createVipCollector(config.vip, { knownVips }));
    return [...this.made.values()];
  }
}

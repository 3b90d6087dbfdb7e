import type { IpvsCounters, IpvsEndpoint, IpvsRates, RealServer } from './ipvs.ts';

/**
 * A real server while it is put together, from one row or from those of several listings. A class, because V8 makes room
 * inside its instances for fields that come later; plain objects that grew took five times as long to make.
 */
export class RealServerDraft implements RealServer {
  readonly address: string;
  readonly port: number;
  declare portName?: string;
  declare forward?: string;
  declare tunnel?: string;
  declare weight?: number;
  declare activeConnections?: number;
  declare inactiveConnections?: number;
  declare persistentConnections?: number;
  declare upperThreshold?: number;
  declare lowerThreshold?: number;
  declare otherFlags?: readonly string[];
  declare counters?: IpvsCounters;
  declare rates?: IpvsRates;

  constructor({ address, port, portName }: IpvsEndpoint) {
    this.address = address;
    this.port = port;
    if (portName !== undefined) this.portName = portName;
  }

  /** What `later` tells takes the place of what was known, but for exact counters when the later ones are rounded. */
  add(later: RealServer): void {
    if (later.portName !== undefined) this.portName = later.portName;
    if (later.forward !== undefined) this.forward = later.forward;
    if (later.tunnel !== undefined) this.tunnel = later.tunnel;
    if (later.weight !== undefined) this.weight = later.weight;
    if (later.activeConnections !== undefined) this.activeConnections = later.activeConnections;
    if (later.inactiveConnections !== undefined) this.inactiveConnections = later.inactiveConnections;
    if (later.persistentConnections !== undefined) this.persistentConnections = later.persistentConnections;
    if (later.upperThreshold !== undefined) this.upperThreshold = later.upperThreshold;
    if (later.lowerThreshold !== undefined) this.lowerThreshold = later.lowerThreshold;
    if (later.rates !== undefined) this.rates = later.rates;
    if (later.counters !== undefined) this.counters = betterCounters(this.counters, later.counters);
    if (later.otherFlags !== undefined) this.otherFlags = union(this.otherFlags, later.otherFlags);
  }
}

/** The later counters, unless they are rounded and the known ones are not. */
export function betterCounters(known: IpvsCounters | undefined, later: IpvsCounters): IpvsCounters {
  return known !== undefined && later.rounded === true && known.rounded !== true ? known : later;
}

/** The words of both, each once. */
export function union(known: readonly string[] | undefined, later: readonly string[]): readonly string[] {
  return known === undefined ? later : [...new Set([...known, ...later])];
}

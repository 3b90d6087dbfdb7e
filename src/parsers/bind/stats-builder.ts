import {
  type BindCache,
  type BindCounters,
  type BindStats,
  type BindTraffic,
  type BindUnknownCounter,
  type BindView,
  type BindZone,
  NO_COUNTERS,
} from '../../model/bind.ts';
import type { BindSection, ServerField, ViewField, ZoneField } from './sections.ts';

type Counters = Map<string, number>;

/** Unknown counters kept of one text; those beyond are problems. */
export const UNKNOWN_COUNTERS_KEPT = 1000;

/** Whom the counters of a block stand for; neither: the whole server. */
export interface BlockOwner {
  readonly view?: string;
  readonly cache?: string;
  readonly zone?: string;
}

/** A run of counters of one section and one owner. */
export interface CounterBlock extends BlockOwner {
  readonly label: string;
  readonly section?: BindSection;
  /** Where its counters go; undefined where no table knows such a block. */
  readonly counters?: () => Counters;
}

interface ViewInMaking extends Partial<Record<ViewField, Counters>> {
  readonly name: string;
  cacheName?: string;
}

interface ZoneInMaking extends Partial<Record<ZoneField, Counters>> {
  readonly name: string;
  readonly view: string;
  readonly facts: Pick<BindZone, 'type' | 'serial' | 'loadedSeconds' | 'expiresSeconds' | 'refreshSeconds'>;
}

/** Gathers one server's statistics from either format and merges blocks that come several times. */
export class BindStatsBuilder {
  private readonly server: Partial<Record<ServerField, Counters>> = {};
  private readonly views = new Map<string, ViewInMaking>();
  private readonly zones = new Map<string, ZoneInMaking>();
  private readonly unknown = new Map<string, BindUnknownCounter>();
  private underflows = 0;

  block(section: BindSection, owner: BlockOwner = {}): CounterBlock {
    const counters = this.countersOf(section, owner);
    return { label: section.label, section, ...owner, ...(counters !== undefined && { counters }) };
  }

  /** Tells what the text knows of a zone, so that zones without any counter are listed too. */
  zone(name: string, view: string, facts: ZoneInMaking['facts'] = {}): void {
    const before = this.zoneInMaking(name, view);
    Object.assign(before.facts, facts);
  }

  /**
   * @param name the statistic's short name, or where its block takes any name what stands in the text
   * @param value negative where BIND's unsigned counter had run below zero
   * @returns why the figure was not taken, undefined if it was
   */
  add(block: CounterBlock, name: string, value: number): string | undefined {
    const counters = block.counters?.();
    if (counters === undefined) return this.addUnknown(block, name, value);
    if (counters.has(name)) return `${name} was there before; the first figure is kept`;
    counters.set(name, this.unsigned(value));
    return undefined;
  }

  /** The same for a name that the block's table lacks. */
  addUnknown({ label, view, zone }: CounterBlock, name: string, value: number): string | undefined {
    const key = [label, view ?? '', zone ?? '', name].join('\n');
    if (this.unknown.has(key)) return `${name} was there before; the first figure is kept`;
    if (this.unknown.size >= UNKNOWN_COUNTERS_KEPT) {
      return `more than ${UNKNOWN_COUNTERS_KEPT} unknown counters; this one is left out`;
    }
    this.unknown.set(key, {
      section: label,
      ...(view !== undefined && { view }),
      ...(zone !== undefined && { zone }),
      name,
      value: this.unsigned(value),
    });
    return undefined;
  }

  build(
    facts: Pick<
      BindStats,
      'dumpTimeSeconds' | 'omitsZeros' | 'version' | 'bootTimeSeconds' | 'configTimeSeconds'
    >,
    traffic: readonly BindTraffic[] = [],
  ): BindStats {
    const of = (field: ServerField): BindCounters => this.server[field] ?? NO_COUNTERS;
    return {
      ...facts,
      incomingRequests: of('incomingRequests'),
      incomingQueries: of('incomingQueries'),
      outgoingRcodes: of('outgoingRcodes'),
      nameServer: of('nameServer'),
      zoneMaintenance: of('zoneMaintenance'),
      resolver: of('resolver'),
      sockets: of('sockets'),
      memory: of('memory'),
      tasks: of('tasks'),
      traffic,
      views: [...this.views.values()].map(finishView),
      zones: [...this.zones.values()].map(finishZone),
      unknown: [...this.unknown.values()],
      underflows: this.underflows,
    };
  }

  private countersOf(section: BindSection, owner: BlockOwner): (() => Counters) | undefined {
    const { server: serverField, view: viewField, zone: zoneField } = section;
    if (owner.zone !== undefined) {
      if (zoneField === undefined) return undefined;
      const zone = this.zoneInMaking(owner.zone, owner.view ?? 'default');
      return () => (zone[zoneField] ??= new Map());
    }
    if (owner.view !== undefined) {
      if (viewField === undefined) return undefined;
      const view = this.viewInMaking(owner.view);
      if (owner.cache !== undefined) view.cacheName = owner.cache;
      return () => (view[viewField] ??= new Map());
    }
    return serverField === undefined ? undefined : () => (this.server[serverField] ??= new Map());
  }

  private viewInMaking(name: string): ViewInMaking {
    const found = this.views.get(name);
    if (found !== undefined) return found;
    const view: ViewInMaking = { name };
    this.views.set(name, view);
    return view;
  }

  private zoneInMaking(name: string, view: string): ZoneInMaking {
    const key = `${view}\n${name}`;
    const found = this.zones.get(key);
    if (found !== undefined) return found;
    const zone: ZoneInMaking = { name, view, facts: {} };
    this.zones.set(key, zone);
    return zone;
  }

  private unsigned(value: number): number {
    if (value >= 0) return value;
    this.underflows += 1;
    return 0;
  }
}

/** A view that shares another's cache has no figures of its own there, and so no cache here. */
function finishView({ name, cacheName, cacheStats, rrsets, ...view }: ViewInMaking): BindView {
  const cache: BindCache = {
    name: cacheName ?? name,
    stats: cacheStats ?? NO_COUNTERS,
    rrsets: rrsets ?? NO_COUNTERS,
  };
  return {
    name,
    outgoingQueries: view.outgoingQueries ?? NO_COUNTERS,
    resolver: view.resolver ?? NO_COUNTERS,
    adb: view.adb ?? NO_COUNTERS,
    ...(cache.stats.size + cache.rrsets.size > 0 && { cache }),
  };
}

function finishZone({ name, view, facts, queries, incomingQueries, glueCache }: ZoneInMaking): BindZone {
  return {
    name,
    view,
    ...facts,
    queries: queries ?? NO_COUNTERS,
    incomingQueries: incomingQueries ?? NO_COUNTERS,
    glueCache: glueCache ?? NO_COUNTERS,
  };
}

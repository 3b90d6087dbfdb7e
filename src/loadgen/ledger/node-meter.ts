import { NamedMeter } from './named-meter.ts';
import type { NodeFigures } from './node-figures.ts';
import type { NamedReading, StackReading, TableReading } from './stack-reading.ts';
import { TableMeter } from './table-meter.ts';

const MOST_VIRTUAL_SERVERS = 16;
const MOST_NAMEDS = 64;

/** Follows what one node counts, from a reading before the run on; memory does not grow with its readings. */
export class NodeMeter {
  readonly #tables = new Map<string, TableMeter>();
  readonly #nameds = new Map<string, NamedMeter>();
  #addresses: readonly string[];
  #node: string;
  #table: TableReading | undefined;

  constructor(first: StackReading) {
    this.#node = first.node;
    this.#addresses = first.addresses;
    this.#table = first.table;
    for (const virtual of first.table?.virtualServers.slice(0, MOST_VIRTUAL_SERVERS) ?? []) {
      this.#tables.set(virtual.key, new TableMeter(virtual));
    }
    for (const named of first.nameds.slice(0, MOST_NAMEDS)) {
      this.#nameds.set(named.source, new NamedMeter(named));
    }
  }

  add({ node, addresses, table, nameds }: StackReading): void {
    this.#node = node;
    this.#addresses = addresses;
    for (const named of nameds) this.#addNamed(named);
    if (table === undefined) return;
    // Without a table before, nothing says since when those of this one have been counting.
    const isKnown = this.#table !== undefined;
    this.#table = table;
    const present = new Map(table.virtualServers.map((virtual) => [virtual.key, virtual]));
    for (const [key, meter] of this.#tables) meter.add(present.get(key), table.atSeconds);
    for (const virtual of isKnown ? present.values() : []) {
      if (this.#tables.has(virtual.key) || this.#tables.size >= MOST_VIRTUAL_SERVERS) continue;
      this.#tables.set(virtual.key, new TableMeter(virtual, { isNew: true }));
    }
  }

  /** @param endSeconds when the run was over; epoch seconds by this host's clock */
  figures(endSeconds: number): NodeFigures {
    const lateSeconds = endSeconds - (this.#table?.atSeconds ?? endSeconds);
    const doubt =
      lateSeconds <= 0
        ? undefined
        : `${this.#node} was last read ${lateSeconds.toFixed(1)} s before the end of the run`;
    const udpTimeoutSeconds = this.#table?.udpTimeoutSeconds;
    return {
      node: this.#node,
      addresses: this.#addresses,
      directors: [...this.#tables.values()].map((meter) => ({
        ...meter.figures(this.#node, doubt),
        ...(udpTimeoutSeconds !== undefined && { udpTimeoutSeconds }),
      })),
      nameds: [...this.#nameds.values()].map((meter) => meter.figures(this.#node, endSeconds)),
    };
  }

  /** One that was not read before the run has nothing to be compared with. */
  #addNamed(named: NamedReading): void {
    this.#nameds.get(named.source)?.add(named);
  }
}

import { doubted, type Growth, GrowthMeter } from './counter-growth.ts';
import type { DirectorFigures, RealServerFigures, TableChange } from './node-figures.ts';
import type { DirectorCounters, RealServerReading, VirtualReading } from './stack-reading.ts';

/** More than any virtual server has; what a hostile table adds beyond is not remembered. */
const MOST_REAL_SERVERS = 1_000;
const MOST_CHANGES = 100;

/** What is known of one row: undefined counters were never read. */
interface Row {
  packets: GrowthMeter | undefined;
  connections: GrowthMeter | undefined;
}

interface RealRow extends Row {
  last: RealServerReading;
  isThere: boolean;
}

const NONE: DirectorCounters = { packets: 0, connections: 0 };

/** Follows one virtual server of a director over the readings of its table. */
export class TableMeter {
  readonly #row: Row;
  readonly #reals = new Map<string, RealRow>();
  readonly #changes: TableChange[] = [];
  #last: VirtualReading;

  /** @param isNew it was not there in the reading before: its counters have begun at 0 */
  constructor(first: VirtualReading, { isNew = false } = {}) {
    this.#last = first;
    this.#row = rowFrom(isNew ? NONE : first.counters);
    for (const real of first.realServers.slice(0, MOST_REAL_SERVERS)) {
      this.#reals.set(real.key, {
        ...rowFrom(isNew ? NONE : real.counters),
        last: real,
        isThere: true,
      });
    }
    if (isNew) this.add(first, 0);
  }

  /** @param reading undefined: the table has no such virtual server any more */
  add(reading: VirtualReading | undefined, atSeconds: number): void {
    addTo(this.#row, reading?.counters, reading !== undefined);
    if (reading !== undefined) {
      if (reading.scheduler !== this.#last.scheduler) this.#note({ atSeconds, what: 'scheduler' });
      this.#last = reading;
    }
    const present = new Map(reading?.realServers.map((real) => [real.key, real]));
    for (const [key, row] of this.#reals) {
      const real = present.get(key);
      addTo(row, real?.counters, real !== undefined);
      if (row.isThere && real === undefined) this.#note({ atSeconds, what: 'removed', real: key });
      if (!row.isThere && real !== undefined) this.#note({ atSeconds, what: 'added', real: key });
      if (real !== undefined && real.weight !== row.last.weight)
        this.#note({ atSeconds, what: 'weight', real: key });
      row.isThere = real !== undefined;
      row.last = real ?? row.last;
    }
    for (const real of present.values()) {
      if (this.#reals.has(real.key) || this.#reals.size >= MOST_REAL_SERVERS) continue;
      const row = { ...rowFrom(NONE), last: real, isThere: true };
      addTo(row, real.counters, true);
      this.#reals.set(real.key, row);
      this.#note({ atSeconds, what: 'added', real: real.key });
    }
  }

  /** @param doubt why its last reading does not tell everything */
  figures(node: string, doubt: string | undefined): Omit<DirectorFigures, 'udpTimeoutSeconds'> {
    const { key, scheduler, flags } = this.#last;
    return {
      node,
      virtual: key,
      ...(scheduler !== undefined && { scheduler }),
      flags,
      ...growthsOf(this.#row, doubt),
      realServers: [...this.#reals.values()].map(
        (row): RealServerFigures => ({
          key: row.last.key,
          address: row.last.address,
          ...(row.last.weight !== undefined && { weight: row.last.weight }),
          ...growthsOf(row, doubt),
        }),
      ),
      changes: this.#changes,
    };
  }

  #note(change: TableChange): void {
    if (this.#changes.length < MOST_CHANGES) this.#changes.push(change);
  }
}

function rowFrom(counters: DirectorCounters | undefined): Row {
  return {
    packets: counters && new GrowthMeter(counters.packets),
    connections: counters && new GrowthMeter(counters.connections),
  };
}

/** A row that is there and for once has no counters says nothing of them. */
function addTo(row: Row, counters: DirectorCounters | undefined, isThere: boolean): void {
  if (counters === undefined && isThere) return;
  row.packets?.add(counters?.packets);
  row.connections?.add(counters?.connections);
}

function growthsOf(
  { packets, connections }: Row,
  doubt: string | undefined,
): { readonly packets?: Growth; readonly connections?: Growth } {
  return {
    ...(packets && { packets: doubted(packets.growth(), doubt) }),
    ...(connections && { connections: doubted(connections.growth(), doubt) }),
  };
}

import type { StackEvent } from '../model/stack-event.ts';
import { newCharacters } from '../view/status/new-characters.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import { newRows, shareRows } from '../view/status/share-rows.ts';
import type { TimeRange } from '../view/time-range.ts';
import type { Moment } from './moment.ts';

export interface HistoryOptions {
  readonly lengthSeconds: number;
  /** Rows of all moments together that are kept at most; a row that did not change counts once. */
  readonly rowBudget: number;
  readonly rows?: RowSharing;
}

/** What statuses have in common; tests give their own. */
export interface RowSharing {
  readonly shareRows: typeof shareRows;
  readonly newRows: typeof newRows;
}

interface Kept {
  readonly moment: Moment;
  /** What it has that the moment before it has not. */
  readonly rows: number;
}

/** A row has about so many. A stranger's may have more, and a peer more beside its rows. */
const CHARACTERS_OF_ROW = 2_000;

/** A moment without a new row has its sources' times and its own lists, which take about as much as so many rows. */
const ROWS_OF_MOMENT = 10;

/** The moments of the last minutes, in bounded memory: the recent ones dense, old ones sparse where there are many rows. */
export class History {
  private readonly sharing: RowSharing;
  private lengthSeconds: number;
  private readonly rowBudget: number;
  /** The oldest first; times rise. */
  private kept: Kept[] = [];
  private rows = 0;
  private readonly shared = new WeakMap<NodeStatus, NodeStatus>();

  constructor({ lengthSeconds, rowBudget, rows = { shareRows, newRows } }: HistoryOptions) {
    this.sharing = rows;
    this.lengthSeconds = lengthSeconds;
    this.rowBudget = rowBudget;
  }

  /** A status with what is equal in the latest moment taken from there. */
  share(node: NodeStatus): NodeStatus {
    const before = this.latest()?.nodes.find(({ node: name }) => name === node.node);
    const known = this.shared.get(node);
    // A peer's answer is of several moments until the next one comes.
    if (known !== undefined && known === before) return known;
    const shared = this.sharing.shareRows(node, before);
    this.shared.set(node, shared);
    return shared;
  }

  /** Keeps a moment, whose nodes should be those that {@link share} gave. */
  add(moment: Moment): void {
    // The clock was set back: what is later now has not been.
    this.dropFrom(
      this.kept.findIndex(({ moment: { takenAtSeconds } }) => takenAtSeconds >= moment.takenAtSeconds),
    );
    this.keep(this.kept.length, moment);
    this.expire();
    while (this.rows > this.rowBudget && this.kept.length > 1) this.drop(this.leastMissed());
  }

  /** The moment in force then: the latest not after it; undefined before the first. */
  at(seconds: number): Moment | undefined {
    return this.kept.findLast(({ moment }) => moment.takenAtSeconds <= seconds)?.moment;
  }

  latest(): Moment | undefined {
    return this.kept.at(-1)?.moment;
  }

  /** When the first and the last moment were; undefined before the first. */
  range(): TimeRange | undefined {
    const [first, last] = [this.kept[0], this.kept.at(-1)];
    return (
      first && last && { fromSeconds: first.moment.takenAtSeconds, toSeconds: last.moment.takenAtSeconds }
    );
  }

  /** How much is kept, in moments and in rows. */
  size(): { readonly moments: number; readonly rows: number } {
    return { moments: this.kept.length, rows: this.rows };
  }

  /** Keeps moments this long from now on. */
  reconfigure({ lengthSeconds }: { readonly lengthSeconds: number }): void {
    this.lengthSeconds = lengthSeconds;
    this.expire();
  }

  private expire(): void {
    const oldest = (this.latest()?.takenAtSeconds ?? 0) - this.lengthSeconds;
    const count = this.kept.findIndex(({ moment }) => moment.takenAtSeconds >= oldest);
    for (let index = 0; index < count; index += 1) this.drop(0);
  }

  /**
   * The moment whose absence leaves the shortest gap, for its age. So the gaps grow with age, and a look back by a
   * minute is as exact for its distance as one by ten. The first and the latest stay as long as there is another.
   */
  private leastMissed(): number {
    const nowSeconds = this.latest()?.takenAtSeconds ?? 0;
    const timeOf = (index: number): number => this.kept[index]?.moment.takenAtSeconds ?? nowSeconds;
    let least = 0;
    let leastGap = Number.POSITIVE_INFINITY;
    for (let index = 1; index < this.kept.length - 1; index += 1) {
      const gap = (timeOf(index + 1) - timeOf(index - 1)) / (nowSeconds - timeOf(index));
      if (gap < leastGap) [least, leastGap] = [index, gap];
    }
    return least;
  }

  private dropFrom(index: number): void {
    if (index < 0) return;
    for (const { rows } of this.kept.splice(index)) this.rows -= rows;
  }

  /** The moment behind it may have shared rows with it that the one before it has not. */
  private drop(index: number): void {
    const [gone] = this.kept.splice(index, 1);
    this.rows -= gone?.rows ?? 0;
    const next = this.kept[index];
    if (next === undefined) return;
    this.kept.splice(index, 1);
    this.rows -= next.rows;
    this.keep(index, next.moment);
  }

  private keep(index: number, moment: Moment): void {
    const rows = this.rowsOf(moment, this.kept[index - 1]?.moment);
    this.kept.splice(index, 0, { moment, rows });
    this.rows += rows;
  }

  private rowsOf(moment: Moment, before: Moment | undefined): number {
    const ofNodes = moment.nodes.map((node, at) => {
      const nodeBefore = before?.nodes.find(({ node: name }) => name === node.node);
      if (node === nodeBefore) return 0;
      const rows = this.sharing.newRows(node, nodeBefore);
      // The first is this node, whose sources have bounds of their own.
      return at === 0 ? rows : Math.max(rows, Math.ceil(newCharacters(node, nodeBefore) / CHARACTERS_OF_ROW));
    });
    return ofNodes.reduce((sum, rows) => sum + rows, ROWS_OF_MOMENT + newEvents(moment, before));
  }
}

/** Events come in front; an event counts as a row, or as several where its texts are long. */
function newEvents({ events }: Moment, before: Moment | undefined): number {
  const [latest] = before?.events ?? [];
  const known = latest === undefined ? -1 : events.indexOf(latest);
  return events
    .slice(0, known < 0 ? events.length : known)
    .reduce((rows, event) => rows + rowsOfEvent(event), 0);
}

function rowsOfEvent(event: StackEvent): number {
  return Math.max(1, Math.ceil(newCharacters(event, undefined) / CHARACTERS_OF_ROW));
}

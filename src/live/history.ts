import type { Moment } from './moment.ts';

export interface HistoryOptions {
  readonly lengthSeconds: number;
  /** Rows of all moments together that are kept at most; a row that did not change counts once. */
  readonly rowBudget: number;
}

/** The moments of the last minutes, in bounded memory: the recent ones dense, old ones sparse where there are many rows. */
export class History {
  private moments: Moment[] = [];

  constructor(_options: HistoryOptions) {
    this.moments = [];
  }

  add(moment: Moment): void {
    this.moments = [moment];
  }

  /** The moment in force then: the latest not after it; undefined before the first. */
  at(seconds: number): Moment | undefined {
    return this.moments.findLast((moment) => moment.takenAtSeconds <= seconds);
  }

  latest(): Moment | undefined {
    return this.moments.at(-1);
  }

  /** When the first and the last moment were; undefined before the first. */
  range(): { readonly fromSeconds: number; readonly toSeconds: number } | undefined {
    const [first] = this.moments;
    const last = this.latest();
    return first && last && { fromSeconds: first.takenAtSeconds, toSeconds: last.takenAtSeconds };
  }

  /** Keeps moments this long from now on. */
  reconfigure(_options: { readonly lengthSeconds: number }): void {
    this.moments = [...this.moments];
  }
}
